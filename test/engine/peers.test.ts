/**
 * What another provider of these notebooks was seen to get wrong, a test each. In the wild they are:
 * auto stop lost, notebooks left running, taken for gone, tainted by a hiccup, given up too early or late.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, ROOT, type Stack } from "./stack";

const FOREIGN = { key: "theirs", value: "x" };
const IDLE = { duration: 7_200_000, type: "idle" };

describe("where other providers go wrong", () => {
  let stack: Stack;
  /** What is declared of each notebook beside the least. */
  let declared: Record<string, object>;
  before(async () => {
    stack = await newStack();
    declared = Object.fromEntries(
      ["lease", "stopped", "busy", "already", "start", "hiccup", "limit", "frozen", "shrink"].map(
        (name) => [name, { lease: IDLE }],
      ),
    );
    declared["tags"] = { tags: { team: "a", costCenter: "1" } };
    declare();
    await up();
  });
  after(() => stack.close());

  function declare(changes: Record<string, object> = {}, more = ""): void {
    for (const [name, change] of Object.entries(changes)) {
      declared[name] = { ...declared[name], ...change };
    }
    const all = Object.entries(declared).map(([name, args]) => [
      name,
      { name, ...NOTEBOOK, ...args },
    ]);
    stack.program(
      `for (const [name, args] of ${JSON.stringify(all)}) new Notebook(name, args);\n${more}`,
    );
  }
  const up = () => stack.ok(["up", "--yes", "--skip-preview"]);
  const tryUp = () => stack.run(["up", "--yes", "--skip-preview"]);
  const live = (name: string) => {
    const found = stack.simulator.notebooks.list().filter((notebook) => notebook.name === name);
    assert.equal(found.length, 1, `${found.length} notebooks are called ${name}`);
    return found[0] ?? assert.fail();
  };

  it("takes a renewal by its user and tags that others set for no drift", async () => {
    const { id: renewed } = live("lease");
    stack.simulator.notebooks.change(renewed, { lease: { update_at: Date.now() + 1000 } });
    const { id: tagged, tags = [] } = live("tags");
    assert.deepEqual(tags.map(({ key }) => key).sort(), ["costCenter", "team"]);
    stack.simulator.notebooks.change(tagged, { tags: [...tags, FOREIGN] });
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("waits after one 429 as long as the answer says", async () => {
    stack.simulator.faults.ask({
      name: "tooManyRequests",
      operation: "updateNotebook",
      delayMs: 1,
    });
    declare({
      limit: { description: "new" },
      lease: { flavor: "modelarts.vm.cpu.8u", lease: undefined },
      tags: { tags: undefined },
      shrink: { volume: { ...NOTEBOOK.volume, capacity: 20 } },
    });
    const began = Date.now();
    await up();
    assert.ok(Date.now() - began < 60_000);
    assert.equal(live("limit").description, "new");
  });

  it("keeps the lease through a stop and a start", () => {
    const { lease, status } = live("lease");
    assert.deepEqual(
      [status, lease?.enable, lease?.duration, lease?.type],
      ["RUNNING", true, IDLE.duration, "IDLE"],
    );
  });

  it("takes off the tags that it has put on, and no others", () => {
    assert.deepEqual(live("tags").tags, [FOREIGN]);
  });

  it("leaves a stopped notebook stopped when it is renamed or gets another flavor", async () => {
    const { id } = live("stopped");
    stack.simulator.notebooks.change(id, { status: "STOPPED" });
    declare({ stopped: { description: "new", flavor: "modelarts.vm.cpu.8u" } });
    await stack.ok(["up", "--yes", "--refresh", "--skip-preview"]);
    const { status, flavor, description } = live("stopped");
    assert.deepEqual([status, flavor, description], ["STOPPED", "modelarts.vm.cpu.8u", "new"]);
  });

  it("takes a notebook on which another operation runs for there, on a read and on a delete", async () => {
    stack.simulator.faults.ask({ name: "busyOnce", operation: "showNotebook" });
    const text = await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
    assert.doesNotMatch(text, /to create/);
    const { id } = live("busy");
    stack.simulator.faults.ask({ name: "busyOnce", operation: "deleteNotebook" });
    delete declared["busy"];
    declare();
    await up();
    assert.equal(stack.simulator.notebooks.get(id), undefined);
  });

  it("takes a stop of what is stopped already for done", async () => {
    stack.simulator.faults.ask({ name: "stoppedAlready" });
    declare({ already: { flavor: "modelarts.vm.cpu.8u" } });
    await up();
    assert.equal(live("already").status, "RUNNING");
  });

  it("starts with the next update a notebook whose start failed", async () => {
    stack.simulator.faults.ask({ name: "startFails" });
    declare({ start: { flavor: "modelarts.vm.cpu.8u" } });
    assert.match((await tryUp()).text, /START_FAILED/);
    await up();
    assert.equal(live("start").status, "RUNNING");
  });

  it("does not give up a notebook for one 500 while it waits, or for tags that are refused", async () => {
    stack.simulator.faults.ask({ name: "serverError", operation: "showNotebook" });
    declare({ fresh: { description: "new" } });
    await up();
    const { id } = live("fresh");

    stack.simulator.faults.ask({ name: "forbidden", operation: "createTags" });
    declare({ tagged: { tags: { team: "a" } } });
    assert.match((await tryUp()).text, /Tagging the notebook failed/);
    const tagged = live("tagged");
    const text = await stack.ok(["preview", "--diff"]);
    assert.doesNotMatch(text, /replace/);
    await up();
    assert.deepEqual([live("fresh").id, live("tagged").id], [id, tagged.id]);
    assert.deepEqual(live("tagged").tags, [{ key: "team", value: "a" }]);
  });

  it("reads the API page's own example without a difference", async () => {
    const seed = JSON.parse(
      readFileSync(join(ROOT, "simulator/seeds/show-notebook.json"), "utf8"),
    ) as { id: string };
    stack.simulator.notebooks.add(seed);
    const more = `const seed = Notebook.get("seed", "${seed.id}");
      exports.createAt = seed.createAt; exports.name = seed.name;`;
    declare({}, more);
    await up();
    const outputs = JSON.parse(await stack.ok(["stack", "output", "--json"])) as object;
    assert.ok("name" in outputs && !("createAt" in outputs), JSON.stringify(outputs));
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("shows neither the keys nor the notebook's token, whatever is asked for", async () => {
    const { token = assert.fail() } = live("limit");
    declare({ limit: { description: "once more" } });
    const changes = await stack.ok([
      "preview",
      "--diff",
      "--json",
      "--show-config",
      "--show-reads",
    ]);
    // With --debug, the engine itself prints what it tells the program, secrets too; not so our keys.
    const debug = await stack.ok(["up", "--yes", "--skip-preview", "--debug", "--diff"]);
    assert.equal(live("limit").description, "once more");
    assert.ok(!changes.includes(token), "the token is in the preview");
    for (const text of [changes, debug]) assert.ok(!text.includes("test-secret-key"));
  });

  it("keeps every mount in the state, and says so where the list of mounts is refused", async () => {
    const { id } = live("limit");
    const more = `const { NotebookStorage } = require("pulumi-modelarts");
    for (const name of ["a", "b"]) {
      new NotebookStorage(name, {
        notebookId: "${id}", uri: "obs://bucket/" + name + "/", mountPath: "/data/" + name + "/",
      });
    }`;
    declare({}, more);
    await up();
    const mounts = (await stack.resources()).filter(({ type }) =>
      type.endsWith(":NotebookStorage"),
    );
    assert.deepEqual(
      mounts.map(({ outputs }) => [outputs?.["mountPath"], outputs?.["status"]]).sort(),
      [
        ["/data/a/", "MOUNTED"],
        ["/data/b/", "MOUNTED"],
      ],
    );
    stack.simulator.faults.ask({ name: "forbidden", operation: "listStorages", times: 2 });
    const { code, text } = await stack.run(["refresh", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(text, /answered 403/);
  });

  it("ends at once, with the reason, where the notebook is frozen", async () => {
    const { id } = live("frozen");
    stack.simulator.notebooks.change(id, { status: "FROZEN", fail_reason: "arrears" });
    declare({ frozen: { description: "new" } });
    const began = Date.now();
    assert.match((await tryUp()).text, /is FROZEN \(arrears\)/);
    assert.ok(Date.now() - began < 60_000);
  });

  it("refuses at preview to shrink a disk", async () => {
    declare({ shrink: { volume: { ...NOTEBOOK.volume, capacity: 10 } } });
    stack.requests();
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /volume\.capacity .*must not be less than now, 20 GB/);
    assert.deepEqual(stack.requests(), []);
  });
});
