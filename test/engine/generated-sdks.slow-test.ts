/** The SDKs that Pulumi generates from the plugin's schema: each one manages a notebook. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { newStack, PLUGIN_SETTING, ROOT, type Stack } from "./stack";
import { stepTable } from "./step-table";

const execute = promisify(execFile);
const EXECUTABLE = join(ROOT, "provider", "pulumi-resource-modelarts");
/** Of the test's own installations of packages. */
const MINUTES = 60_000;

interface Result {
  changes: Record<string, number>;
  outputs: Record<string, { value: unknown; secret: boolean }>;
}

type Action = "preview" | "up" | "destroy";

interface Language {
  /** What the language needs on PATH. */
  command: [string, ...string[]];
  /** Makes the generated SDK and a program that uses it ready to run. */
  prepare(stack: Stack): Promise<void>;
  run(stack: Stack, action: Action): Promise<Result>;
}

const quiet = { maxBuffer: 1e8 };

const nodejs: Language = {
  command: ["node", "--version"],
  async prepare({ folder, program }) {
    const sdk = join(folder, "sdk/nodejs");
    // The SDK has the name of our package, so it takes its place.
    rmSync(join(folder, "node_modules"));
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["@pulumi", "@types", "typescript"]) {
      symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
    }
    symlinkSync(join(ROOT, "node_modules"), join(sdk, "node_modules"));
    symlinkSync(sdk, join(folder, "node_modules/pulumi-modelarts"));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    await execute(process.execPath, [tsc, "--project", sdk], quiet);
    cpSync(join(sdk, "package.json"), join(sdk, "bin/package.json"));
    writeFileSync(join(folder, "program.ts"), NODE_PROGRAM);
    const options = ["--strict", "--skipLibCheck", "--module", "commonjs", "--target", "es2022"];
    await execute(process.execPath, [tsc, ...options, join(folder, "program.ts")], quiet);
    program("module.exports = require('./program.js');");
  },
  async run(stack, action) {
    if (action === "preview") {
      const { changeSummary } = JSON.parse(await stack.ok([action, "--json"]));
      return { changes: changeSummary, outputs: {} };
    }
    await stack.ok([action, "--yes", "--skip-preview"]);
    const [{ resourceChanges }] = JSON.parse(await stack.ok(["stack", "history", "--json"]));
    const shown = Object.entries(JSON.parse(await stack.ok(["stack", "output", "--json"])));
    const outputs = shown.map(([key, value]) => [key, { value, secret: value === "[secret]" }]);
    return { changes: resourceChanges, outputs: Object.fromEntries(outputs) };
  },
};

const NODE_PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as modelarts from "pulumi-modelarts";

const dev = new modelarts.Notebook("dev", {
  description: new pulumi.Config().get("description"),
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
});
export const { status, url, token } = dev;
`;

const python: Language = {
  command: ["python3", "--version"],
  async prepare({ folder }) {
    cpSync(join(ROOT, "examples/python"), folder, { recursive: true, filter: notProject });
    await execute("python3", ["-m", "venv", "venv"], { cwd: folder });
    const install = ["-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"];
    await execute("venv/bin/python", install, { cwd: folder, ...quiet });
  },
  async run({ folder, env }, action) {
    const harness = join(__dirname, "sdks/run.py");
    const { stdout } = await execute(join(folder, "venv/bin/python"), [harness, action], {
      ...{ cwd: folder, env, ...quiet },
    });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Result;
  },
};

const go: Language = {
  command: ["go", "version"],
  async prepare({ folder }) {
    cpSync(join(ROOT, "examples/go"), folder, { recursive: true, filter: notProject });
    cpSync(join(__dirname, "sdks/run_test.go"), join(folder, "run_test.go"));
    await execute("go", ["mod", "tidy"], { cwd: folder, ...quiet });
    await execute("go", ["vet", "."], { cwd: folder, ...quiet });
  },
  async run({ folder, env }, ACTION) {
    const args = ["test", "-count=1", "-run", "TestRun", "-v", "."];
    const { stdout } = await execute("go", args, {
      cwd: folder,
      env: { ...env, ACTION },
      ...quiet,
    });
    const [, line = assert.fail(stdout)] = /^result (.*)$/m.exec(stdout) ?? [];
    return JSON.parse(line) as Result;
  },
};

function notProject(path: string): boolean {
  return !path.endsWith("Pulumi.yaml");
}

for (const [name, language] of Object.entries({ nodejs, python, go })) {
  describe(`the generated SDK for ${name}`, function () {
    this.timeout(10 * MINUTES);
    stepTable();
    let stack: Stack;
    let id: string;
    before(async function () {
      const [command, ...args] = language.command;
      if (spawnSync(command, args).error !== undefined) this.skip();
      stack = await newStack();
      const plugin = PLUGIN_SETTING.replace(
        "node_modules/pulumi-modelarts",
        join(ROOT, "provider"),
      );
      writeFileSync(join(stack.folder, "Pulumi.yaml"), `name: test\nruntime: ${name}\n${plugin}`);
    });
    after(() => stack?.close());

    const changing = () => stack.requests().filter((line) => !line.startsWith("GET "));
    const only = () => {
      const [notebook = assert.fail("there is no notebook"), ...more] =
        stack.simulator.notebooks.list();
      assert.deepEqual(more, []);
      return notebook;
    };

    it("is made by `pulumi package gen-sdk`, and a program with it compiles", async () => {
      const args = ["package", "gen-sdk", EXECUTABLE, "--language", name, "--out", "sdk"];
      assert.match(await stack.ok(args), new RegExp(`SDK has been written to sdk/${name}`));
      await language.prepare(stack);
    });

    it("previews a notebook without a request", async () => {
      const { changes } = await language.run(stack, "preview");
      assert.equal(changes["create"], 2);
      assert.deepEqual(stack.requests(), []);
    });

    it("creates the notebook, with typed outputs and a secret token", async () => {
      const { outputs } = await language.run(stack, "up");
      id = only().id ?? "";
      assert.equal(stack.notebook("dev").id, id);
      assert.deepEqual(outputs["status"], { value: "RUNNING", secret: false });
      assert.equal(outputs["url"]?.value, only().url);
      assert.equal(outputs["token"]?.secret, true);
      assert.deepEqual(changing(), ["POST /notebooks"]);
    });

    it("has nothing to change in the next run", async () => {
      assert.equal((await language.run(stack, "preview")).changes["same"], 2);
      assert.deepEqual(changing(), []);
    });

    it("updates in place", async () => {
      await stack.ok(["config", "set", "description", "by the SDK"]);
      assert.equal((await language.run(stack, "up")).changes["update"], 1);
      assert.deepEqual([only().id, only().description], [id, "by the SDK"]);
    });

    it("destroys it", async () => {
      await language.run(stack, "destroy");
      assert.deepEqual(stack.simulator.notebooks.list(), []);
    });
  });
}
