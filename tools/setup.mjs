/**
 * The first step of every npm script in the root: installs the dependencies and builds the packages, if they are out
 * of date. With --install it only installs. It is plain JavaScript, since it runs before anything is installed. It
 * prints to standard error only, so that standard output has only the output of the script.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (modifiedAt("package-lock.json") > modifiedAt("node_modules/.package-lock.json")) {
  run("installing the dependencies (npm ci)", "npm", ["ci", "--no-audit", "--no-fund"]);
}
const isInstallOnly = process.argv.includes("--install");
for (const folder of isInstallOnly ? [] : ["provider", "policies", "simulator"]) {
  const builtAt = modifiedAt(`${folder}/dist/.tsbuildinfo`);
  if (sources(folder).some((file) => modifiedAt(file) > builtAt)) {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    run("building the packages (tsc)", process.execPath, [tsc, "--build", "tsconfig.build.json"]);
    break;
  }
}

/** In milliseconds since 1970 (UTC); 0 if the file does not exist. */
function modifiedAt(path) {
  const file = join(root, path);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter(
      (path) =>
        /(\.ts|tsconfig\.json)$/.test(path) && !/(^|\/)(dist|node_modules|template)\//.test(path),
    )
    .map((path) => join(folder, path));
}

function run(description, command, args) {
  console.error(`setup: ${description} …`);
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error(
      `setup: ${description} failed: ${result.error?.message ?? `exit code ${result.status}`}`,
    );
    process.exit(1);
  }
}
