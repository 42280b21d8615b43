/** The plugin on the real engine, by programs that know its type and nothing of our class. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Run, type Stack } from "../stack";
import { stepTable } from "../step-table";

const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A generic resource: no type of ours, no default of ours. */
const notebook = (args: object, options = "{}") =>
  `const dev = new pulumi.CustomResource("modelarts:index:Notebook", "dev",
     { ...${JSON.stringify({ ...NOTEBOOK, ...args })}, status: undefined }, ${options});`;

describe("the plugin on the engine", () => {
  let stack: Stack;
  const changes = () => stack.requests().filter((line) => !line.startsWith("GET "));

  /** Inside npm scripts and npx, the executable of this workspace is on PATH already. */
  const path = () =>
    (stack.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes(".bin"));

  describe("that is no part of the project", () => {
    before(async () => {
      stack = await newStack();
    });
    after(() => stack.close());

    it("serves a program that finds it as an executable on PATH, as npm puts it there", async () => {
      const folder = join(stack.folder, "bin");
      mkdirSync(folder);
      const name = "pulumi-resource-modelarts";
      symlinkSync(join("..", "node_modules", "pulumi-modelarts", name), join(folder, name));
      stack.program(notebook({}));
      const text = await stack.ok(["preview"], { PATH: [folder, ...path()].join(delimiter) });
      assert.match(text, /using pulumi-resource-modelarts from \$PATH at .*\/bin\//);
      assert.match(text, /modelarts:index:Notebook dev create/);
    });
  });

  describe("that Pulumi.yaml names by its folder", () => {
    before(async () => {
      stack = await newStack();
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
      stack.program(notebook({}));
    });
    after(() => stack.close());

    it("needs no registry of Pulumi", async () => {
      await stack.ok(["install", "--no-dependencies"]);
      await stack.ok(["preview"]);
    });

    it("is used although `pulumi package add` has written an entry without the path, which `install` can't follow", async () => {
      const { version } = require("pulumi-modelarts/package.json") as { version: string };
      const entry = `packages:\n  modelarts: modelarts@${version}\n`;
      appendFileSync(join(stack.folder, "Pulumi.yaml"), entry);
      assert.match(await stack.ok(["preview"]), /modelarts:index:Notebook dev create/);
      const { code, text } = await stack.run(["install", "--no-dependencies"]);
      assert.notEqual(code, 0);
      assert.match(text, /installing `packages` from Pulumi.yaml/);
    });

    it("must be installed before any other command", async () => {
      rmSync(join(stack.folder, "node_modules"));
      for (const command of ["install", "preview"]) {
        const { code, text } = await stack.run([command]);
        assert.notEqual(code, 0);
        assert.match(text, /no folder at path .*node_modules\/pulumi-modelarts/);
      }
    });
  });

  describe("serves a program", () => {
    stepTable();
    before(async () => {
      stack = await newStack();
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    });
    after(() => stack.close());

    it("by its path in Pulumi.yaml, whose secrets stay secrets", async () => {
      await stack.ok(["config", "set", "modelarts:secretKey", "plainly-there", "--plaintext"]);
      const script = Buffer.from("echo hunter2").toString("base64");
      stack.program(
        notebook({}).replace(
          "status: undefined",
          `status: undefined, description: pulumi.secret("classified"),
           hooks: { containerHooks: { preStart: { type: "COMMAND", script: pulumi.secret("${script}") } } }`,
        ),
      );
      const env = { PATH: path().join(delimiter) };
      const text = await stack.ok(["up", "--yes", "--skip-preview"], env);
      assert.doesNotMatch(text, /from \$PATH/);
      const again = ["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"];
      await stack.ok(again, env);

      const { inputs, outputs } = stack.notebook("dev");
      for (const properties of [inputs, outputs]) {
        const text = JSON.stringify(properties);
        assert.ok(!text.includes("classified") && !text.includes(script), text);
        assert.ok(JSON.stringify(properties?.["description"]).includes(SECRET));
        assert.ok(JSON.stringify(properties?.["hooks"]).includes(SECRET));
      }
      assert.equal(stack.simulator.notebooks.list()[0]?.description, "classified");
      const provider = stack.resources().find(({ type }) => type.startsWith("pulumi:prov"));
      assert.ok(JSON.stringify(provider?.inputs?.["secretKey"]).includes(SECRET));
      assert.ok(!JSON.stringify(provider).includes("plainly-there"));
      await stack.ok(["config", "rm", "modelarts:secretKey"]);
    });

    it("that ignores changes of a property", async () => {
      stack.program(notebook({ flavor: "modelarts.vm.cpu.8u" }, `{ ignoreChanges: ["flavor"] }`));
      const text = await stack.ok(["up", "--yes", "--skip-preview", "--diff"]);
      assert.match(text, /- description/);
      assert.doesNotMatch(text, /flavor/);
      assert.equal(stack.simulator.notebooks.list()[0]?.flavor, NOTEBOOK.flavor);
    });

    it("that replaces what can't be changed, and says by what", async () => {
      stack.program(notebook({ volume: { category: "EFS", ownership: "MANAGED" } }));
      const { id } = stack.notebook("dev");
      const text = await stack.ok(["up", "--yes", "--skip-preview", "--diff"]);
      assert.match(text, /\+-modelarts:index:Notebook: \(replace\)[^]*~ category: "EVS" => "EFS"/);
      assert.notEqual(stack.notebook("dev").id, id);
      assert.equal(stack.simulator.notebooks.list().length, 1);
    });

    it("whose provider is not known before another resource is there, and that asks a function", async () => {
      stack.simulator.notebooks.add({ name: "team", flavor: "modelarts.vm.cpu.2u" });
      stack.program(`
        const first = new pulumi.CustomResource("modelarts:index:Notebook", "first",
          ${JSON.stringify(NOTEBOOK)});
        const provider = new pulumi.ProviderResource("modelarts", "second", { projectId: first.id });
        ${notebook({}, "{ provider }").replaceAll(`"dev"`, `"second"`)}
        exports.flavor = pulumi.runtime.invoke("modelarts:index:getNotebook", { name: "team" })
          .then((found) => found.flavor);`);
      assert.match(await stack.ok(["preview"]), /flavor *: "modelarts.vm.cpu.2u"/);
      await stack.ok(["up", "--yes", "--skip-preview"]);
      const second = stack.log.filter(({ method }) => method === "POST").at(-1);
      assert.equal(second?.path, `/v1/${stack.notebook("first").id}/notebooks`);
    });

    it("that is told what is wrong with its configuration, once, with the name of the setting", async () => {
      stack.program(notebook({}));
      await stack.ok(["config", "set", "modelarts:regoin", "eu-de"]);
      // The engine's progress shows it first; the list at the end is what counts.
      const timesIn = ({ text }: Run, problem: RegExp) =>
        text.split("Diagnostics:")[1]?.match(new RegExp(problem, "g"))?.length;
      const misspelt = await stack.run(["preview"]);
      assert.notEqual(misspelt.code, 0);
      assert.equal(timesIn(misspelt, /property regoin value \{eu-de\} .*is not a setting/), 1);
      await stack.ok(["config", "rm", "modelarts:regoin"]);
      const without = await stack.run(["preview"], { HW_ACCESS_KEY: undefined });
      assert.equal(
        timesIn(without, /the access key is missing: pulumi config set modelarts:accessKey/),
        1,
        without.text,
      );
      assert.doesNotMatch(without.text, /\.js:\d+/);
    });

    it("whose notebook fails: id and reason are kept, and the next update replaces it", async () => {
      stack.simulator.faults.ask({ name: "createFails" });
      const { code, text } = await stack.run(["up", "--yes", "--skip-preview"]);
      assert.notEqual(code, 0);
      assert.match(text, /CREATE_FAILED \(There are not enough resources for the flavor\)/);
      assert.doesNotMatch(text, /\.js:\d+/);
      const failed = stack.notebook("dev");
      assert.equal(failed.initErrors?.length, 1);
      assert.equal(stack.simulator.notebooks.get(failed.id ?? "")?.status, "CREATE_FAILED");
      const next = await stack.ok(["up", "--yes", "--skip-preview", "--diff"]);
      assert.match(next, /\(replace\)[^]*- status *: "CREATE_FAILED"/);
      assert.notEqual(stack.notebook("dev").id, failed.id);
    });
  });

  describe("when the user presses Ctrl-C", () => {
    stepTable();
    before(async () => {
      stack = await newStack({ transitionMs: 60_000 });
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    });
    after(() => stack.close());

    it("stops waiting, and the id is kept", async () => {
      stack.program(notebook({}));
      const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
      const child = spawn("pulumi", args, { cwd: stack.folder, env: stack.env });
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
      while (!text.includes("step 1 of 4")) await once(child.stdout, "data");
      const began = Date.now();
      child.kill("SIGINT");
      await once(child, "close");
      assert.ok(Date.now() - began < 20_000, "it waited for the notebook");
      const { id, initErrors } = stack.notebook("dev");
      assert.equal(id, stack.simulator.notebooks.list()[0]?.id);
      assert.match(initErrors?.join() ?? "", /Pulumi was interrupted/);
      assert.deepEqual(changes(), ["POST /notebooks"]);
    });

    it("goes on with the same notebook when the command is run again", async () => {
      const { id = "" } = stack.notebook("dev");
      stack.simulator.notebooks.change(id, { status: "RUNNING" });
      await stack.ok(["up", "--yes", "--skip-preview"]);
      const found = stack.notebook("dev");
      assert.deepEqual([found.id, found.initErrors], [id, undefined]);
      assert.deepEqual(changes(), []);
    });
  });
});
