/** The plugin is a whole provider: a program in another language manages a notebook with it. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../../tools/pulumi/cache";
import { NOTEBOOK, newStack, PLUGIN_SETTING, type Stack } from "../stack";
import { stepTable } from "../step-table";

const execute = promisify(execFile);
const { version } = require("@pulumi/pulumi/package.json") as { version: string };

/** The SDK of the same version as the CLI, installed once and kept beside it. */
async function pythonWithSdk(): Promise<string> {
  const folder = cacheFolder(version, "python-sdk");
  const python = join(folder, "bin", "python");
  if (existsSync(python)) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(join(dirname(folder), "unfinished-"));
  try {
    await execute("python3", ["-m", "venv", made]);
    const install = ["-m", "pip", "install", "--quiet", `pulumi==${version}`];
    await execute(join(made, "bin", "python"), install);
    // As a whole or not at all; another process may have been faster.
    if (!existsSync(python)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return python;
}

interface Result {
  error?: string;
  changes: Record<string, number>;
  lines: string[];
  outputs: Record<string, { value: ReturnType<typeof JSON.parse>; secret: boolean }>;
}

describe("a program in Python", () => {
  stepTable();
  let stack: Stack;
  let python: string;
  before(async function () {
    this.timeout(600_000);
    if (spawnSync("python3", ["--version"]).error !== undefined) this.skip();
    python = await pythonWithSdk();
    stack = await newStack({ transitionMs: 1500 });
    writeFileSync(
      join(stack.folder, "Pulumi.yaml"),
      "name: test\nruntime: python\n" + PLUGIN_SETTING,
    );
  });
  after(() => stack?.close());

  async function run(action: string, args: object): Promise<Result> {
    const program = join(__dirname, "plugin-python.py");
    const options = { cwd: stack.folder, env: stack.env, maxBuffer: 1e8 };
    const { stdout } = await execute(python, [program, action, JSON.stringify(args)], options);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  }

  const changes = () => stack.requests().filter((line) => !line.startsWith("GET "));
  const inputs = {
    ...NOTEBOOK,
    endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"] }],
  };
  const renewed = {
    ...inputs,
    flavor: "modelarts.vm.cpu.8u",
    lease: { duration: 7_200_000, type: "idle" },
  };

  it("previews a notebook without asking the API", async () => {
    const { changes, lines } = await run("preview", { inputs });
    assert.equal(changes["create"], 2, lines.join("\n"));
    assert.deepEqual(stack.requests(), []);
  });

  it("is told what is wrong, all at once, before anything is sent", async () => {
    const volume = { category: "EVS", ownership: "DEDICATED" };
    const { error = "" } = await run("up", { inputs: { ...inputs, volume, flavour: "x" } });
    assert.match(
      error,
      /property flavour value \{x\} has a problem: is not a property of a notebook/,
    );
    assert.match(error, /property volume\.ownership .*: must be MANAGED where category is EVS/);
    assert.doesNotMatch(error, /\.js:\d+/);
    assert.deepEqual(stack.requests(), []);
  });

  it("creates it, sees each step and its outputs, and its token is a secret", async () => {
    const { outputs, lines } = await run("up", { inputs });
    const [live] = stack.simulator.notebooks.list();
    assert.match(lines.join("\n"), /step 1 of 4, Prepare storage/);
    assert.deepEqual(outputs["token"], { value: live?.token, secret: true });
    assert.match(outputs["name"]?.value, /^dev-[0-9a-f]{7}$/);
    assert.equal(outputs["status"]?.value, "RUNNING");
    assert.equal(outputs["createAt"]?.value, live?.create_at);
    assert.equal(outputs["volume"]?.value.capacity, 5);
    assert.equal(outputs["user"]?.value.domain.name, "simulated");
    const state = JSON.stringify(stack.resources());
    assert.ok(state.includes(String(live?.url)) && !state.includes(String(live?.token)));
  });

  it("has nothing to change after a refresh", async () => {
    await run("refresh", { inputs });
    assert.deepEqual((await run("preview", { inputs })).changes, { same: 2 });
  });

  it("sees in the preview what an update changes, updates in place, and asks a function", async () => {
    stack.requests();
    const preview = await run("preview", { inputs: renewed });
    const text = preview.lines.join("\n");
    assert.deepEqual(preview.changes, { same: 1, update: 1 }, text);
    assert.match(text, /~ flavor *: "modelarts.vm.cpu.2u" => "modelarts.vm.cpu.8u"/);
    // The program declared none before, although the API had given one and a refresh had read it.
    assert.match(text, /\+ lease *: \{\s+\+ duration: 7200000/);
    assert.doesNotMatch(text, /whitelist|endpoints|volume/);
    assert.deepEqual(changes(), []);

    const { id } = stack.notebook("dev");
    const { outputs } = await run("up", { inputs: renewed, find: { id } });
    assert.equal(stack.notebook("dev").id, id);
    assert.equal(outputs["lease"]?.value.type, "idle");
    assert.deepEqual(changes(), [
      "POST /notebooks/{id}/tags/create",
      "POST /notebooks/{id}/stop",
      "PUT /notebooks/{id}",
      "POST /notebooks/{id}/start",
      "DELETE /notebooks/{id}/tags/delete",
    ]);
    // What getNotebook answers stays a secret, since it holds the token.
    assert.equal(outputs["found"]?.value.id, id);
    assert.equal(outputs["found"]?.secret, true);
  });

  it("finds drift by a refresh, and undoes it", async () => {
    const { id = "" } = stack.notebook("dev");
    stack.simulator.notebooks.change(id, { description: "by hand" });
    assert.equal((await run("refresh", { inputs: renewed })).changes["update"], 1);
    const { lines, changes } = await run("up", { inputs: renewed });
    assert.match(lines.join("\n"), /updated .*\[diff: -description\]/);
    assert.equal(changes["update"], 1);
    assert.ok(!stack.simulator.notebooks.get(id)?.description);
  });

  it("is told what is wrong with what it asks for", async () => {
    const { error = "" } = await run("preview", { inputs: renewed, find: { id: "dev" } });
    assert.match(error, /getNotebook.*id must be a UUID|id.*must be a UUID/s);
  });

  it("destroys it", async () => {
    assert.equal((await run("destroy", { inputs })).changes["delete"], 2);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
  });

  it("adopts a notebook that exists", async () => {
    const { id } = stack.simulator.notebooks.add({
      name: "theirs",
      flavor: inputs.flavor,
      image: { id: inputs.imageId },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
    });
    stack.requests();
    const args = { inputs: NOTEBOOK, import: id };
    assert.equal((await run("up", args)).changes["import"], 1);
    assert.deepEqual(changes(), []);
    await run("destroy", args);
    assert.equal(stack.simulator.notebooks.get(id), undefined);
  });
});
