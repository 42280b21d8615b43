/**
 * What every command of the root runs first: installs the dependencies and builds the packages,
 * where that is needed; with --install it builds nothing. Plain JavaScript, since nothing is installed
 * before it. It writes to standard error only, so that the commands keep their standard output to
 * themselves.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (modified("package-lock.json") > modified("node_modules/.package-lock.json")) {
  run("installing the dependencies (npm ci)", "npm", ["ci", "--no-audit", "--no-fund"]);
}
const isInstallOnly = process.argv.includes("--install");
for (const folder of isInstallOnly ? [] : ["provider", "policies", "simulator"]) {
  const built = modified(`${folder}/dist/.tsbuildinfo`);
  if (sources(folder).some((file) => modified(file) > built)) {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    run("building the packages (tsc)", process.execPath, [tsc, "--build", "tsconfig.build.json"]);
    break;
  }
}

function modified(path) {
  const file = join(root, path);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter(
      (path) => /(\.ts|tsconfig\.json)$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path),
    )
    .map((path) => join(folder, path));
}

function run(what, command, args) {
  console.error(`setup: ${what} …`);
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error(
      `setup: ${what} failed: ${result.error?.message ?? `exit code ${result.status}`}`,
    );
    process.exit(1);
  }
}
