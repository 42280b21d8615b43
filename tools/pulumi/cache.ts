import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

const UNFINISHED = "unfinished-";
const DAY = 24 * 3600 * 1000;

/**
 * Where a CLI of this version is kept once it has been got. Outside the checkout, so that a new clone
 * needs no new build, and outside PULUMI_HOME, which tests and demos have of their own.
 * @param kind "downloaded", or "built-<hash of what it was built from>"
 */
export function cacheFolder(version: string, kind: string, env = process.env): string {
  const xdg = env.XDG_CACHE_HOME;
  const base = xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache");
  // A home may be shared by machines of several kinds.
  return join(
    base,
    "pulumi-modelarts",
    `pulumi-${version}-${process.platform}-${process.arch}-${kind}`,
  );
}

export const isCached = (folder: string): boolean => existsSync(join(folder, "pulumi"));

/**
 * Fills a folder of the cache, as a whole or not at all: what `make` returns is renamed to it in one
 * step, so an interrupted process leaves nothing that would be found, and of two processes at once the
 * second uses the first one's.
 */
export async function fillCache(
  folder: string,
  make: (temporary: string, signal: AbortSignal) => Promise<string>,
): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  removeLeftovers(dirname(folder));
  const temporary = mkdtempSync(join(dirname(folder), UNFINISHED));
  const aborter = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    received = signal;
    aborter.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const made = await make(temporary, aborter.signal);
    try {
      renameSync(made, folder);
    } catch (error) {
      if (!isCached(folder)) throw error;
    }
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
    if (received) process.kill(process.pid, received); // the signal was only put off
  }
}

/** Killed processes can't clean up. A day is longer than any build, so nobody's work is removed. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(UNFINISHED))) {
    const path = join(folder, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modified > DAY) rmSync(path, { recursive: true, force: true });
  }
}
