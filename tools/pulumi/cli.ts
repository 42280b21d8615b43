/** Finds a Pulumi CLI, or downloads or builds one. */
import { delimiter, dirname, join } from "node:path";
import { buildPulumi, builtFolder } from "./build";
import { isCached } from "./cache";
import { downloadedFolder, downloadPulumi } from "./download";
import { pulumiOnPath } from "./on-path";
import { readPinnedVersions } from "./pinned-versions";

export interface PulumiCli {
  version: string;
  /** The executable file. */
  path: string;
  /** Must be first on PATH: the CLI looks for its language host and plugins there. */
  folder: string;
  source: "path" | "cache" | "download" | "build";
}

/**
 * The first CLI of these: on PATH, in the cache, the official download, a build from source.
 *
 * @param log gets a line that says which one it is, and the reason for a build. By default it prints to standard
 *   error, since standard output is for the CLI.
 * @throws Error if the build fails.
 */
export async function findPulumi(
  log: (line: string) => void = toStandardError,
): Promise<PulumiCli> {
  const pinned = readPinnedVersions();
  const { version } = pinned;

  const onPath = await pulumiOnPath();
  if ("path" in onPath) {
    log(`using ${onPath.version} from PATH: ${onPath.path}`);
    return { ...onPath, folder: dirname(onPath.path), source: "path" };
  }
  const reason = onPath.refused ? ` (${inOneLine(onPath.refused)})` : "";
  const found = (folder: string, source: PulumiCli["source"], words: string): PulumiCli => {
    log(`using ${version}, ${words}: ${folder}${reason}`);
    return { version, path: join(folder, "pulumi"), folder, source };
  };

  const downloaded = downloadedFolder(version);
  const built = builtFolder(version);
  if (isCached(downloaded)) return found(downloaded, "cache", "from the cache, downloaded earlier");
  if (isCached(built)) return found(built, "cache", "from the cache, built earlier");

  try {
    await downloadPulumi(version, log);
    return found(downloaded, "download", "downloaded now, its checksum verified");
  } catch (error) {
    log(
      `building ${version} from its Go modules (minutes the first time), ` +
        `because the download failed: ${inOneLine((error as Error).message)}`,
    );
  }
  await buildPulumi(pinned, log);
  return found(built, "build", "built now");
}

/** The environment with the CLI first on PATH, and otherwise unchanged. */
export function withPulumi(
  cli: PulumiCli,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return { ...env, PATH: env.PATH ? `${cli.folder}${delimiter}${env.PATH}` : cli.folder };
}

const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, "; ");

function toStandardError(line: string): void {
  process.stderr.write(`pulumi CLI: ${line}\n`);
}
