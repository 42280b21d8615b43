/** The packages as npm publishes them. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..");

/** The folders of the packages. */
export const PACKAGES = ["provider", "policies", "simulator"];

/** Packs the packages into `folder`. Returns the files. */
export async function packAll(folder: string): Promise<string[]> {
  const packages = PACKAGES.flatMap((name) => ["-w", name]);
  const args = ["pack", ...packages, "--pack-destination", folder];
  await promisify(execFile)("npm", args, { cwd: ROOT });
  const names = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  return names.map((name) => join(folder, name));
}
