/** Finds the Pulumi CLI on PATH. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run";
import { isAtLeast } from "./pinned-versions";

/** The oldest CLI on PATH that is used: our tests do not cover older ones. */
export const OLDEST = "3.229.0";

export type OnPath = { path: string; version: string } | { refused?: string };

/** The `pulumi` that a shell would run. `refused` is the reason why it is not used; missing if there is none. */
export async function pulumiOnPath(env = process.env): Promise<OnPath> {
  const path = whichPulumi(env);
  if (!path) return {};
  let printed: string;
  try {
    const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }; // the check needs the network
    printed = await run(path, ["version"], { env: quiet, signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    return { refused: `${path} is on PATH, but ${(error as Error).message}` };
  }
  const version = /\d+\.\d+\.\d+/.exec(printed)?.[0];
  if (!version)
    return {
      refused: `${path} is on PATH, but its version can't be read from ${JSON.stringify(printed.trim())}`,
    };
  if (!isAtLeast(version, OLDEST))
    return { refused: `${path} on PATH is ${version}, older than ${OLDEST}` };
  return { path, version };
}

function whichPulumi(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, "pulumi")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
