/** The programs of `examples/`, as a user would copy and run them. The demo runs quickstart and import-existing. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { shell } from "./shell";
import { newStack, POLICIES, ROOT, type Stack } from "./stack";

describe("the examples", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await newStack();
  });
  afterEach(() => stack.close());

  /** Copies an example. Returns a function that runs Pulumi in its project, or in the folder below it. */
  async function copy(example: string) {
    const folder = join(stack.folder, example);
    cpSync(join(ROOT, example), folder, { recursive: true });
    const pulumi = (...args: string[]) => stack.ok(["-C", folder, ...args]);
    await pulumi("stack", "init", "test");
    return { folder, pulumi };
  }
  const live = () => stack.simulator.notebooks.list();

  it("reference-outputs: the other stack knows the notebook as it is, and leaves it alone", async () => {
    const owner = await copy("examples/reference-outputs/owner");
    const user = await copy("examples/reference-outputs/user");
    await owner.pulumi("up", "--yes", "--skip-preview");
    await user.pulumi("config", "set", "ownerStack", "organization/owner/test");
    const text = await user.pulumi("up", "--yes", "--skip-preview", "--policy-pack", POLICIES);
    const [notebook] = live();
    assert.ok(notebook?.url);
    assert.ok(text.includes(notebook.url));
    assert.match(text, /status *: "RUNNING"/);
    assert.match(text, /entry *: "Host shared/);
    stack.simulator.notebooks.change(notebook.id, { status: "STOPPED" });
    assert.match(await user.pulumi("up", "--yes", "--skip-preview"), /"STOPPED"/);
    await user.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(
      live().map(({ id }) => id),
      [notebook.id],
    );
  });

  it("team-workbench: each member has a notebook with a whitelist, a lease and storage", async () => {
    const { pulumi } = await copy("examples/team-workbench");
    const set = (key: string, value: string) => pulumi("config", "set", "--path", key, value);
    await set("bucket", "team");
    for (const [index, name] of ["ada", "bob"].entries()) {
      await set(`members.${name}.keyPair`, name);
      await set(`members.${name}.addresses[0]`, `203.0.113.${index}`);
    }
    const text = await pulumi("up", "--yes", "--skip-preview", "--policy-pack", POLICIES);
    assert.match(text, /Policies:\n *✅/);
    assert.match(text, /ada: \{\n *ssh: "ssh -p \d+ ma-user@/);
    const mounts = stack.simulator.mounts.list();
    const members = live().map(({ id, name, endpoints, lease }) => ({
      name: name?.replace(/-.*/, ""),
      whitelist: endpoints?.find(({ service }) => service === "SSH")?.allowed_access_ips,
      lease: lease?.type?.toLowerCase(),
      storage: mounts.filter((mount) => mount.notebook_id === id).map(({ uri }) => uri),
    }));
    assert.deepEqual(
      members.sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "")),
      ["ada", "bob"].map((name, index) => ({
        ...{ name, whitelist: [`203.0.113.${index}`], lease: "idle" },
        storage: [`obs://team/${name}/`],
      })),
    );
    await pulumi("config", "rm", "--path", "members.bob");
    await pulumi("up", "--yes", "--skip-preview");
    assert.deepEqual(
      live().map(({ name }) => name?.replace(/-.*/, "")),
      ["ada"],
    );
  });

  describe("schedule", () => {
    const EXAMPLE = join(ROOT, "examples/schedule");
    const read = (name: string) => parse(readFileSync(join(EXAMPLE, name), "utf8"));
    const run = { flavor: "modelarts.vm.cpu.2u", status: "RUNNING" };
    const statuses = () => Object.fromEntries(live().map(({ name, status }) => [name, status]));

    beforeEach(() => {
      cpSync(join(EXAMPLE, "stop-at-night.mjs"), join(stack.folder, "stop-at-night.mjs"));
      stack.simulator.notebooks.add({ name: "lab|1", ...run, user: { name: "ada" } });
      const tags = [{ key: "night", value: "runs" }];
      stack.simulator.notebooks.add({ name: "training", ...run, tags });
      stack.simulator.notebooks.add({ name: "idle", ...run, status: "STOPPED" });
    });

    const report =
      "| lab\\|1 | ada | modelarts.vm.cpu.2u | stopped |\n" +
      "| training |  | modelarts.vm.cpu.2u | goes on, as its tag says |\n";

    it("GitHub's job stops what runs, except where a tag says otherwise, and reports it", async () => {
      const { jobs } = read("github-workflow.yml");
      const { run: script } = jobs.stop.steps.at(-1);
      const summary = join(stack.folder, "summary.md");
      const { code, errors } = await shell(stack, script, { GITHUB_STEP_SUMMARY: summary });
      assert.equal(code, 0, errors);
      assert.ok(readFileSync(summary, "utf8").endsWith(report));
      assert.deepEqual(statuses(), { "lab|1": "STOPPED", training: "RUNNING", idle: "STOPPED" });
    });

    it("GitLab's job leaves the report, and says that nothing runs", async () => {
      const { script, artifacts } = read("gitlab-ci.yml")["stop-at-night"];
      for (const { id } of live()) stack.simulator.notebooks.change(id, { status: "STOPPED" });
      const { code, errors } = await shell(stack, script.join("\n"));
      assert.equal(code, 0, errors);
      const [file] = artifacts.paths;
      assert.match(readFileSync(join(stack.folder, file), "utf8"), /\nNone\.\n$/);
    });

    it("fails if a notebook does not stop, and stops the others", async () => {
      const { id } = stack.simulator.notebooks.add({ name: "stuck", ...run });
      stack.simulator.faults.ask({
        name: "forbidden",
        notebook: "stuck",
        operation: "stopNotebook",
      });
      const { code, out, errors } = await shell(stack, "node stop-at-night.mjs");
      assert.equal(code, 1, out + errors);
      assert.match(out, /\| stuck \|.*\*\*did not stop\*\*/);
      assert.match(errors, /error: /);
      assert.equal(stack.simulator.notebooks.get(id)?.status, "RUNNING");
      assert.equal(statuses()["lab|1"], "STOPPED");
    });

    it("fails without a list", async () => {
      stack.simulator.faults.ask({ name: "forbidden", times: 20 });
      const { code, out } = await shell(stack, "node stop-at-night.mjs");
      assert.equal(code, 1, out);
      assert.equal(out, "");
    });
  });

  it("own-policies: the team's own pack beside ours, on what is declared and what is referred to", async () => {
    const { folder, pulumi } = await copy("examples/own-policies");
    const packs = ["--policy-pack", POLICIES, "--policy-pack", join(folder, "pack")];
    const passed = await pulumi("preview", ...packs);
    assert.match(passed, /✅ modelarts@/);
    assert.match(passed, /✅ team@/);
    const file = join(folder, "index.ts");
    const code = readFileSync(file, "utf8").replace("cost center 4711", "no number");
    const { id } = stack.simulator.notebooks.add({ name: "other" });
    writeFileSync(file, `${code}Notebook.get("other", "${id}");\n`);
    const failed = await stack.run(["-C", folder, "preview", ...packs]);
    assert.notEqual(failed.code, 0);
    for (const name of ["dev", "other"]) {
      assert.match(
        failed.text,
        new RegExp(`require-cost-center +\\(.*Notebook(Reference)?: ${name}\\)`),
      );
    }
  });
});
