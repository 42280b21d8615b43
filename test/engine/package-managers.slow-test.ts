/** The packages work as other package managers than npm install them. npm is in packed.slow-test.ts. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { createSimulator, type RunningSimulator } from "pulumi-modelarts-simulator";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { apiSettings } from "../../tools/pulumi/project";
import { packAll } from "../pack";
import { NOTEBOOK, PLUGIN_SETTING } from "./stack";

const run = promisify(execFile);

interface Manager {
  /** As npm names the manager's package. */
  package: string;
  install: string[];
  /** Runs an installed command. */
  exec: string[];
  /** What package.json needs so that the packages, which are not in a registry yet, find each other. */
  settings(files: Record<string, string>): object;
}

const managers: Record<string, Manager> = {
  pnpm: {
    package: "pnpm@10",
    install: ["install", "--prefer-offline"],
    exec: ["exec"],
    settings: (files) => ({ pnpm: { overrides: files } }),
  },
  yarn: {
    package: "yarn@1",
    // @pulumi/pulumi asks for Node 22, and yarn refuses what npm and pnpm warn of.
    install: [
      "install",
      "--prefer-offline",
      "--no-progress",
      "--non-interactive",
      "--ignore-engines",
    ],
    exec: ["--silent", "run"],
    settings: (files) => ({ resolutions: files }),
  },
};

for (const [name, manager] of Object.entries(managers)) {
  describe(`the packages, installed by ${name}`, function () {
    this.timeout(600_000);
    let folder: string;
    let server: RunningSimulator;
    let env: NodeJS.ProcessEnv;
    const simulator = createSimulator({ transitionMs: 100 });

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), `modelarts-${name}-`));
      server = await simulator.listen();
      for (const each of ["backend", "home", "packed"]) mkdirSync(join(folder, each));
      const others = Object.fromEntries(
        Object.entries(process.env).filter(([key]) => !/^(PULUMI|HW|OS|MODELARTS|npm)_/i.test(key)),
      );
      env = {
        ...withPulumi(await findPulumi(() => undefined), others),
        ...apiSettings(server.url),
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const packed = await packAll(join(folder, "packed"));
      const files = Object.fromEntries(
        packed.map((file) => [basename(file).replace(/-\d.*$/, ""), `file:${file}`]),
      );
      const { version } = require("@pulumi/pulumi/package.json") as { version: string };
      const dependencies = { "@pulumi/pulumi": version, ...files };
      const manifest = { name: "mine", private: true, dependencies, ...manager.settings(files) };
      writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
      writeFileSync(join(folder, "Pulumi.yaml"), `name: mine\nruntime: nodejs\n${PLUGIN_SETTING}`);
      const args = JSON.stringify({ ...NOTEBOOK, endpoints: [{ service: "SSH" }] });
      writeFileSync(
        join(folder, "index.js"),
        `const { Notebook } = require("pulumi-modelarts");
         const { CustomResource } = require("@pulumi/pulumi");
         exports.status = new Notebook("dynamic", ${args}).status;
         new CustomResource("modelarts:index:Notebook", "plugin", ${args});`,
      );
    });
    after(async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const here = () => ({ cwd: folder, env, maxBuffer: 1e8 });
    const managed = (args: string[]) => run("npx", ["--yes", manager.package, ...args], here());
    const pulumi = (...args: string[]) =>
      run("pulumi", [...args, "--non-interactive", "--color", "never"], here());

    it("are installed without a complaint", async () => {
      const { stdout, stderr } = await managed(manager.install);
      assert.doesNotMatch(stdout + stderr, /pulumi-modelarts.*(missing|unmet|incorrect) peer/i);
    });

    it("have their commands", async () => {
      for (const command of ["pulumi-modelarts", "pulumi-modelarts-policies"]) {
        const { stdout } = await managed([...manager.exec, command, "--help"]);
        assert.match(stdout, RegExp(`^Usage: ${command} `));
      }
    });

    it("work: up through both fronts, refresh, policies and destroy", async () => {
      await pulumi("stack", "init", "dev");
      const { stdout } = await pulumi("up", "--yes", "--skip-preview");
      assert.match(stdout, /status: "RUNNING"/);
      assert.equal(simulator.notebooks.list().length, 2);
      await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      const pack = join("node_modules", "pulumi-modelarts-policies");
      const failed = await pulumi("preview", "--policy-pack", pack).then(
        () => assert.fail("an open SSH endpoint passes"),
        (error: { stdout: string }) => error.stdout,
      );
      for (const each of ["dynamic", "plugin"]) {
        assert.match(failed, RegExp(`require-ssh-whitelist .*Notebook: ${each}\\)`));
      }
      await pulumi("destroy", "--yes", "--skip-preview");
      assert.deepEqual(simulator.notebooks.list(), []);
    });
  });
}
