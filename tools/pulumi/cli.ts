import { delimiter, dirname, join } from "node:path";
import { buildPulumi, builtFolder } from "./build";
import { isCached } from "./cache";
import { downloadedFolder, downloadPulumi } from "./download";
import { pulumiOnPath } from "./on-path";
import { readWanted } from "./wanted";

export interface PulumiCli {
  version: string;
  /** The executable file. */
  path: string;
  /** To be put first on PATH: the CLI looks for its language host and plugins there. */
  folder: string;
  source: "path" | "cache" | "download" | "build";
}

/**
 * Finds a Pulumi CLI, or gets one: from PATH, from the cache, by the official download, by a build.
 * Says in one line which one it is, and why it builds if it does. Standard output stays free for the
 * CLI's own.
 */
export async function findPulumi(
  log: (line: string) => void = toStandardError,
): Promise<PulumiCli> {
  const wanted = readWanted();
  const { version } = wanted;

  const onPath = await pulumiOnPath();
  if ("path" in onPath) {
    log(`using ${onPath.version} from PATH: ${onPath.path}`);
    return { ...onPath, folder: dirname(onPath.path), source: "path" };
  }
  const inspite = onPath.refused ? ` (${inOneLine(onPath.refused)})` : "";
  const found = (folder: string, source: PulumiCli["source"], words: string): PulumiCli => {
    log(`using ${version}, ${words}: ${folder}${inspite}`);
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
  await buildPulumi(wanted, log);
  return found(built, "build", "built now");
}

/** The environment in which that CLI is the first on PATH. Everything else stays as it is. */
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
