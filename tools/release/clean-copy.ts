/** A copy of the files that git knows, built anew. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** @returns `folder`. The dependencies are those of `root`. */
export function cleanCopy(root: string, folder: string): string {
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  for (const name of listed.split("\0").filter((name) => existsSync(join(root, name || "\0")))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name));
  }
  for (const name of ["", "provider", "policies", "simulator"]) {
    const modules = join(root, name, "node_modules");
    if (existsSync(modules)) symlinkSync(modules, join(folder, name, "node_modules"));
  }
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--build", "tsconfig.build.json"], { cwd: folder });
  return folder;
}
