/** A Pulumi project in a temporary folder, with a file backend, that finds a simulator and nothing else. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPulumi, type PulumiCli } from "./cli";

const ROOT = join(__dirname, "..", "..");

/**
 * Makes the project `test`. A program `index.js` is up to the caller.
 *
 * @param prefix the begin of the folder's name.
 * @param more lines for Pulumi.yaml.
 * @returns the folder.
 */
export function makeProject(prefix: string, more = "", typescript = false): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  for (const name of ["backend", "home"]) mkdirSync(join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: test\nruntime:\n  name: nodejs\n  options:\n    typescript: ${typescript}\n${more}`,
  );
  const main = typescript ? "index.ts" : "index.js";
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "test", main }));
  return folder;
}

/** What the CLI runs in: the project's own home and backend, the stack `test`, and the simulator at `url`. */
export function projectEnvironment(
  cli: PulumiCli,
  folder: string,
  url: string,
): Record<string, string | undefined> {
  const base = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PULUMI|HW|OS|MODELARTS)_/.test(name)),
  );
  return {
    ...withPulumi(cli, base),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_STACK: "test",
    ...apiSettings(url),
  };
}

/** The provider's settings for the simulator at `url`. */
export function apiSettings(url: string): Record<string, string> {
  return {
    MODELARTS_ENDPOINT: url,
    HW_ACCESS_KEY: "test-access-key",
    HW_SECRET_KEY: "test-secret-key",
    HW_PROJECT_ID: "test-project",
  };
}

/** The file that holds the state of the project's stack `test`. */
export function stateFile(folder: string): string {
  return join(folder, "backend/.pulumi/stacks/test/test.json");
}
