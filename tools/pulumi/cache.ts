/** The cache of Pulumi CLIs in the user's cache folder. */
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
 * The cache folder of a CLI of this version. It is outside the checkout, so that a new clone needs no new build, and
 * outside PULUMI_HOME, since tests and demos have their own.
 *
 * @param kind "downloaded", or "built-<hash of the sources>"
 */
export function cacheFolder(version: string, kind: string, env = process.env): string {
  const xdg = env.XDG_CACHE_HOME;
  const base = xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache");
  // Different machines may share a home folder.
  return join(
    base,
    "pulumi-modelarts",
    `pulumi-${version}-${process.platform}-${process.arch}-${kind}`,
  );
}

export const isCached = (folder: string): boolean => existsSync(join(folder, "pulumi"));

/**
 * Fills a cache folder completely or not at all: renames the folder that `make` returns in one step. So the cache
 * never has an incomplete folder, and of two processes at the same time the second one uses the first one's folder.
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
    if (received) process.kill(process.pid, received); // the signal was only delayed
  }
}

/** Removes what killed processes left. No build takes a day, so a folder of a running process stays. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(UNFINISHED))) {
    const path = join(folder, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modified > DAY) rmSync(path, { recursive: true, force: true });
  }
}
