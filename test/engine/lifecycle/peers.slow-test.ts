/**
 * What another provider of these notebooks was seen to get wrong, a test each. In the wild they are:
 * auto stop lost, notebooks left running, taken for gone, tainted by a hiccup, given up too early or
 * late. A notebook of its own for each, so that one run of the engine shows what happens to many.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FaultRequest } from "pulumi-modelarts-simulator";
import { askedOf, diagnostics, newStack, NOTEBOOK, ROOT, type Run, type Stack } from "../stack";
import { stepTable } from "../step-table";

const FOREIGN = { key: "theirs", value: "x" };
const IDLE = { duration: 7_200_000, type: "idle" };
const BIGGER = { flavor: "modelarts.vm.cpu.8u" };

describe("where other providers go wrong", () => {
  stepTable();
  let stack: Stack;
  /** What is declared of each notebook beside the least. */
  let declared: Record<string, object>;
  /** What else the program holds. */
  let more = "";
  before(async () => {
    stack = await newStack();
    const names = [
      "stopped",
      "busy",
      "already",
      "start",
      "fresh",
      "limit",
      "frozen",
      "icing",
      "shrink",
    ];
    declared = Object.fromEntries(names.map((name) => [name, {}]));
    declared["lease"] = { lease: IDLE };
    declared["tags"] = { tags: { team: "a", costCenter: "1" } };
    declared["tagged"] = { tags: { team: "a" } };
  });
  after(async () => {
    const never = stack.simulator.faults.pending();
    await stack.close();
    assert.deepEqual(never, [], "what never happened was not survived either");
  });

  function declare(changes: Record<string, object> = {}): void {
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
  const up = (...args: string[]) =>
    stack.run(["up", "--yes", "--skip-preview", "--continue-on-error", ...args]);
  const fault = (notebook: string, asked: Omit<FaultRequest, "notebook">) =>
    stack.simulator.faults.ask({ ...asked, notebook });
  const live = (name: string) => {
    const found = stack.simulator.notebooks.list().filter((notebook) => notebook.name === name);
    assert.equal(found.length, 1, `${found.length} notebooks are called ${name}`);
    return found[0] ?? assert.fail();
  };

  describe("when notebooks are created", () => {
    const ids: Record<string, string> = {};
    let run: Run;
    before(async () => {
      fault("fresh", { name: "serverError", operation: "showNotebook" });
      fault("tagged", { name: "forbidden", operation: "createTags" });
      declare();
      run = await up();
      for (const name of ["fresh", "tagged"]) ids[name] = live(name).id;
    });

    it("does not give one up for one 500 while it waits", () => {
      assert.deepEqual(Object.keys(diagnostics(run)), ["tagged"]);
      assert.deepEqual(
        [stack.notebook("fresh").id, live("fresh").status],
        [ids["fresh"], "RUNNING"],
      );
    });

    it("takes a renewal by its user and tags of others for no drift, and one that is busy for there", async () => {
      const { id: renewed, lease } = live("lease");
      const seconds = 5000;
      stack.simulator.notebooks.change(renewed, {
        lease: {
          update_at: (lease?.create_at ?? 0) + seconds,
          duration: IDLE.duration + seconds,
        },
      });
      const { id, tags = [] } = live("tags");
      assert.deepEqual(tags.map(({ key }) => key).sort(), ["costCenter", "team"]);
      stack.simulator.notebooks.change(id, { tags: [...tags, FOREIGN] });
      fault("busy", { name: "busyOnce", operation: "showNotebook" });
      // What is left to do is the one whose tags were refused: in place.
      const text = await stack.ok(["preview", "--refresh"]);
      assert.match(text, /Notebook tagged update[^]*Resources:\n +~ 1 to update\n +12 unchanged\n/);
    });

    it("does not give up one for tags that are refused, and deletes one that was busy", async () => {
      assert.match(diagnostics(run)["tagged"] ?? "", /Tagging the notebook failed/);
      const { id } = live("busy");
      fault("busy", { name: "busyOnce", operation: "deleteNotebook" });
      delete declared["busy"];
      declare();
      assert.equal((await up()).code, 0);
      assert.equal(live("tagged").id, ids["tagged"]);
      assert.deepEqual(live("tagged").tags, [{ key: "team", value: "a" }]);
      assert.equal(stack.simulator.notebooks.get(id), undefined);
    });
  });

  describe("when notebooks are changed", () => {
    let run: Run;
    let tookMs: number;
    before(async () => {
      stack.simulator.notebooks.change(live("stopped").id, { status: "STOPPED" });
      fault("limit", { name: "tooManyRequests", operation: "updateNotebook", delayMs: 3000 });
      fault("already", { name: "stoppedAlready" });
      fault("start", { name: "startFails" });
      declare({
        limit: { description: "new" },
        lease: { ...BIGGER, lease: undefined },
        tags: { tags: undefined },
        stopped: { ...BIGGER, description: "new" },
        already: BIGGER,
        start: BIGGER,
        shrink: { volume: { ...NOTEBOOK.volume, capacity: 20 } },
      });
      run = await up("--refresh");
    });

    it("waits after one 429 as long as the answer says", () => {
      const { id, description } = live("limit");
      const [refused, taken, ...more] = stack.log.filter(
        ({ method, path }) => method === "PUT" && path.endsWith(`/${id}`),
      );
      assert.deepEqual([refused?.status, taken?.status, more], [429, 200, []]);
      const waitedMs = Date.parse(taken?.time ?? "") - Date.parse(refused?.time ?? "");
      // Up to a second comes on top, and what a busy machine takes.
      assert.ok(waitedMs >= 3000 && waitedMs < 10_000, `${waitedMs} ms`);
      assert.equal(description, "new");
    });

    it("keeps the lease through a stop and a start", () => {
      const { lease, status } = live("lease");
      assert.deepEqual(
        [status, lease?.enable, askedOf({ lease }), lease?.type],
        ["RUNNING", true, IDLE.duration, "IDLE"],
      );
    });

    it("takes off the tags that it has put on, and no others", () => {
      assert.deepEqual(live("tags").tags, [FOREIGN]);
    });

    it("leaves a stopped notebook stopped when it is changed", () => {
      const { status, flavor, description } = live("stopped");
      assert.deepEqual([status, flavor, description], ["STOPPED", BIGGER.flavor, "new"]);
    });

    it("takes a stop of what is stopped already for done", () => {
      const { status, flavor } = live("already");
      assert.deepEqual([status, flavor], ["RUNNING", BIGGER.flavor]);
    });

    it("starts with the next update a notebook whose start failed", async () => {
      assert.deepEqual(Object.keys(diagnostics(run)), ["start"]);
      assert.match(diagnostics(run)["start"] ?? "", /START_FAILED/);
      const { id } = live("frozen");
      stack.simulator.notebooks.change(id, { status: "FROZEN", fail_reason: "arrears" });
      fault("icing", { name: "frozen", operation: "stopNotebook" });
      declare({ frozen: { description: "new" }, icing: BIGGER });
      const began = Date.now();
      run = await up();
      tookMs = Date.now() - began;
      assert.equal(live("start").status, "RUNNING");
    });

    it("ends at once, with the reason, where the notebook is frozen or freezes meanwhile", () => {
      assert.match(diagnostics(run)["frozen"] ?? "", /is FROZEN \(arrears\)/);
      assert.match(diagnostics(run)["icing"] ?? "", /is FROZEN \(The account is in arrears\)/);
      assert.ok(tookMs < 60_000);
    });
  });

  describe("when notebooks are shown", () => {
    before(() => {
      const { id } = live("frozen");
      stack.simulator.notebooks.change(id, { status: "RUNNING", fail_reason: null });
      const seed = JSON.parse(
        readFileSync(join(ROOT, "simulator/seeds/show-notebook.json"), "utf8"),
      ) as { id: string };
      stack.simulator.notebooks.add(seed);
      more = `const seed = Notebook.get("seed", "${seed.id}");
        exports.createAt = seed.createAt; exports.name = seed.name;
        const { NotebookStorage } = require("pulumi-modelarts");
        for (const name of ["a", "b"]) {
          new NotebookStorage(name, {
            notebookId: "${live("limit").id}", uri: "obs://bucket/" + name + "/",
            mountPath: "/data/" + name + "/",
          });
        }`;
      delete declared["icing"];
      declare({ frozen: { description: undefined }, limit: { description: "once more" } });
    });

    it("shows neither the keys nor the notebook's token, whatever is asked for", async () => {
      const { token = assert.fail() } = live("limit");
      const flags = ["--diff", "--json", "--show-config", "--show-reads"];
      const changes = await stack.ok(["preview", ...flags]);
      // With --debug, the engine itself prints what it tells the program, secrets too; not so our keys.
      const { code, text } = await up("--debug", "--diff");
      assert.equal(code, 0, text);
      assert.equal(live("limit").description, "once more");
      assert.ok(!changes.includes(token), "the token is in the preview");
      for (const shown of [changes, text]) assert.ok(!shown.includes("test-secret-key"));
    });

    it("reads the API page's own example without a difference", async () => {
      const outputs = JSON.parse(await stack.ok(["stack", "output", "--json"])) as object;
      assert.ok("name" in outputs && !("createAt" in outputs), JSON.stringify(outputs));
      await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
    });

    it("keeps every mount in the state, and says so where the list of mounts is refused", async () => {
      const mounts = stack.resources().filter(({ type }) => type.endsWith(":NotebookStorage"));
      assert.deepEqual(
        mounts.map(({ outputs }) => [outputs?.["mountPath"], outputs?.["status"]]).sort(),
        [
          ["/data/a/", "MOUNTED"],
          ["/data/b/", "MOUNTED"],
        ],
      );
      stack.simulator.faults.ask({ name: "forbidden", operation: "listStorages", times: 2 });
      const { code, text } = await stack.run(["refresh", "--yes", "--skip-preview"]);
      assert.notEqual(code, 0);
      assert.match(text, /answered 403/);
    });

    it("refuses at preview to shrink a disk", async () => {
      more = "";
      declare({ shrink: { volume: { ...NOTEBOOK.volume, capacity: 10 } } });
      stack.requests();
      const { code, text } = await stack.run(["preview"]);
      assert.notEqual(code, 0);
      assert.match(text, /volume\.capacity .*must not be less than the current 20 GB/);
      assert.deepEqual(stack.requests(), []);
    });
  });
});
