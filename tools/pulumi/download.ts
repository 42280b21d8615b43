/** Downloads the official Pulumi CLI. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { cacheFolder, fillCache } from "./cache";
import { every } from "./progress";
import { run } from "./run";

const RELEASES = "https://get.pulumi.com/releases/sdk";
/** How long to wait for an answer, in milliseconds: enough for a small file, and short if there is no network. */
const ANSWER_TIMEOUT_MS = 8_000;
/** A download without a byte for so long has stalled, in milliseconds. The whole archive (100 MB) may take longer. */
const STALL_TIMEOUT_MS = 30_000;
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "x64", arm64: "arm64" };

/** The cache folder of a downloaded CLI of this version. */
export const downloadedFolder = (version: string): string => cacheFolder(version, "downloaded");

/**
 * Downloads the official CLI into the cache.
 *
 * @throws Error if the download fails, or its checksum is not the published one.
 */
export async function downloadPulumi(
  version: string,
  log: (line: string) => void,
  releases = RELEASES,
): Promise<void> {
  const arch = ARCHITECTURES[process.arch];
  if (!arch || !["linux", "darwin"].includes(process.platform)) {
    throw new Error(`there is no archive for ${process.platform} on ${process.arch}`);
  }
  const archive = `pulumi-v${version}-${process.platform}-${arch}.tar.gz`;
  const checksums = await (await get(`${releases}/pulumi-${version}-checksums.txt`)).text();
  const published = new RegExp(
    `^([0-9a-f]{64})\\s+\\*?${archive.replaceAll(".", "\\.")}$`,
    "m",
  ).exec(checksums)?.[1];
  if (!published)
    throw new Error(
      `the published checksums have no line for ${archive}, so the download can't be verified`,
    );

  await fillCache(downloadedFolder(version), async (temporary, signal) => {
    const file = join(temporary, archive);
    const actual = await save(`${releases}/${archive}`, file, signal, log);
    if (actual !== published) {
      throw new Error(
        `${releases}/${archive} has SHA-256 ${actual}, but ${published} is published: the download was removed`,
      );
    }
    await run("tar", ["-xzf", file, "-C", temporary], { signal });
    return join(temporary, "pulumi");
  });
}

async function get(
  url: string,
  signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS),
): Promise<Response> {
  const response = await fetch(url, { signal }).catch((error: Error) => {
    const cause = error.cause as NodeJS.ErrnoException | undefined; // fetch says "fetch failed"
    throw new Error(`GET ${url}: ${cause?.message || cause?.code || error.message}`, {
      cause: error,
    });
  });
  if (!response.ok)
    throw new Error(`GET ${url} answered ${response.status} ${response.statusText}`);
  return response;
}

/** Saves the file at the URL and returns its SHA-256. */
async function save(
  url: string,
  file: string,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<string> {
  const stalled = new AbortController();
  const watchdog = setTimeout(
    () => stalled.abort(new Error(`GET ${url} sent nothing for ${STALL_TIMEOUT_MS / 1000} s`)),
    STALL_TIMEOUT_MS,
  );
  const hash = createHash("sha256");
  let bytes = 0;
  const stop = every((seconds) =>
    log(`downloading ${url}: ${Math.round(bytes / 1e6)} MB after ${seconds} s`),
  );
  try {
    const response = await get(url, AbortSignal.any([signal, stalled.signal]));
    if (!response.body) throw new Error(`GET ${url} answered nothing`);
    await pipeline(
      response.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          watchdog.refresh();
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(file),
    ).catch((error: Error) => {
      throw new Error(`GET ${url} broke off after ${bytes} bytes: ${error.message}`, {
        cause: error,
      });
    });
    return hash.digest("hex");
  } finally {
    clearTimeout(watchdog);
    stop();
  }
}
