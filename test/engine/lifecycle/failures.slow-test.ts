/** A fault for each notebook, so that one run of the engine shows all that goes wrong at that step. */
import assert from "node:assert/strict";
import type { FaultRequest } from "pulumi-modelarts-simulator";
import { diagnostics, newStack, NOTEBOOK, type Stack } from "../stack";
import { stepTable } from "../step-table";

const BIGGER = { flavor: "modelarts.vm.cpu.8u" };

describe("what goes wrong under the real engine", () => {
  stepTable();
  let stack: Stack;
  /** What is declared of each notebook beside the least. */
  let declared: Record<string, object>;
  /** The options of the one that is timed. */
  let options: object = {};
  before(async () => {
    stack = await newStack();
    const names = "failing lost refused taken gone denied start running timed".split(" ");
    declared = Object.fromEntries(names.map((name) => [name, {}]));
    // Somebody else's, of the name of one of ours.
    stack.simulator.notebooks.add({
      name: "taken",
      description: "somebody else's",
      flavor: NOTEBOOK.flavor,
      image: { id: NOTEBOOK.imageId },
      volume: NOTEBOOK.volume,
      create_at: Date.now(),
    });
  });
  after(async () => {
    const never = stack.simulator.faults
      .pending()
      .filter(({ name }) => !["stopBeforeDelete", "busyOnce"].includes(name)); // As often as asked.
    await stack.close();
    assert.deepEqual(never, [], "what never happened was not survived either");
  });

  const faults = (asked: Record<string, Omit<FaultRequest, "notebook">>) => {
    for (const [notebook, fault] of Object.entries(asked)) {
      stack.simulator.faults.ask({ ...fault, notebook });
    }
  };
  const live = (name: string) =>
    stack.simulator.notebooks.list().filter((notebook) => notebook.name === name);
  const creates = () => stack.log.filter(({ method }) => method === "POST").length;

  /** One run for all of them: exit code, and what it said of each. */
  async function up(...more: string[]) {
    const all = Object.entries(declared).map(([name, args]) => [
      name,
      { name, ...NOTEBOOK, ...args },
      name === "timed" ? options : {},
    ]);
    stack.program(`for (const each of ${JSON.stringify(all)}) new Notebook(...each);`);
    const args = ["up", "--yes", "--skip-preview", "--continue-on-error", ...more];
    const run = await stack.run(args);
    return { ...run, said: diagnostics(run) };
  }

  describe("while they are created", () => {
    let said: Record<string, string | undefined>;
    before(async () => {
      faults({
        failing: { name: "createFails" },
        lost: { name: "dropConnection", operation: "createNotebook" },
        refused: { name: "serverError", operation: "createNotebook" },
        taken: { name: "serverError", operation: "createNotebook" },
      });
      const run = await up();
      assert.notEqual(run.code, 0);
      ({ said } = run);
    });

    it("keeps the id and the reason of a notebook whose creation failed", () => {
      assert.match(
        said["failing"] ?? "",
        /CREATE_FAILED \(There are not enough resources for the flavor\)/,
      );
      const [{ id, token } = assert.fail()] = live("failing");
      const failed = stack.notebook("failing");
      assert.equal(failed.id, id);
      assert.equal(
        failed.outputs?.["failReason"],
        "There are not enough resources for the flavor.",
      );
      assert.match(failed.initErrors?.join() ?? "", /CREATE_FAILED/);
      assert.ok(token && !JSON.stringify(failed).includes(token), "the token is in the state");
    });

    it("finds a notebook whose creation was answered by a broken connection, and makes no second one", () => {
      const [{ id } = assert.fail(), ...more] = live("lost");
      assert.deepEqual([stack.notebook("lost").id, more, said["lost"]], [id, [], undefined]);
    });

    it("creates nothing twice where the API fails, and says that the result is unknown", () => {
      assert.match(
        said["refused"] ?? "",
        /ModelArts answered 500.*Whether the notebook was created is unknown/,
      );
      assert.deepEqual(live("refused"), []);
      assert.equal(creates(), Object.keys(declared).length);
    });

    it("does not take somebody else's notebook for the one whose creation was lost", () => {
      assert.match(
        said["taken"] ?? "",
        /none of the notebooks of the same name is certainly the one that was asked for/,
      );
      assert.throws(() => stack.notebook("taken"));
    });
  });

  describe("while they are updated", () => {
    let failedId: string | undefined;
    let said: Record<string, string | undefined>;
    let text: string;
    before(async () => {
      failedId = stack.notebook("failing").id;
      stack.simulator.notebooks.remove(stack.notebook("gone").id ?? "");
      delete declared["taken"];
      Object.assign(declared, { gone: { description: "new" }, denied: BIGGER, start: BIGGER });
      options = { customTimeouts: { delete: "2s" } };
      faults({
        denied: { name: "unauthorized", operation: "updateNotebook" },
        start: { name: "startFails" },
      });
      const run = await up();
      assert.notEqual(run.code, 0);
      ({ said, text } = run);
    });

    it("says what to do when the notebook to update is gone", () => {
      assert.match(said["gone"] ?? "", /is gone\. Run `pulumi refresh`/);
    });

    it("keeps in the state how long a delete may take, and says that this is all", () => {
      assert.match(text, /timed: only customTimeouts change/);
      assert.deepEqual(stack.notebook("timed").outputs?.["__timeouts"], { delete: "2s" });
    });

    it("starts a notebook again that an update stopped and then failed on", () => {
      assert.match(said["denied"] ?? "", /answered 401.*runs again: \w+ did not change\./);
      const [{ status, flavor } = assert.fail()] = live("denied");
      assert.deepEqual([status, flavor], ["RUNNING", NOTEBOOK.flavor]);
    });

    it("starts one again whose start failed, also after refreshes in between and with another flavor", async () => {
      assert.match(said["start"] ?? "", /START_FAILED/);
      declared["start"] = {};
      faults({ start: { name: "startFails" } });
      assert.match((await up("--refresh")).said["start"] ?? "", /START_FAILED/);
      assert.deepEqual(live("start")[0]?.status, "START_FAILED");
      assert.equal((await up("--refresh")).code, 0);
      assert.deepEqual(live("start")[0]?.status, "RUNNING");
    });

    // The engine deletes what it replaced once nothing fails any more.
    it("replaces the notebook whose creation failed", () => {
      const [only, ...more] = live("failing");
      assert.deepEqual([only?.status, more], ["RUNNING", []]);
      assert.notEqual(only?.id, failedId);
    });

    it("makes anew the one of which a refresh noticed that it was gone", () => {
      assert.equal(live("gone")[0]?.id, stack.notebook("gone").id);
    });
  });

  describe("while they are deleted", () => {
    it("stops those first that can't be deleted while they run, takes what is gone for deleted, and goes on with what took too long", async () => {
      faults({
        running: { name: "stopBeforeDelete" },
        timed: { name: "busyOnce", operation: "deleteNotebook", times: 3 },
      });
      stack.simulator.notebooks.remove(live("lost")[0]?.id ?? "");
      const { id } = live("running")[0] ?? assert.fail();
      const args = ["destroy", "--yes", "--skip-preview", "--continue-on-error"];
      assert.match(
        (await stack.run(args)).text,
        /\(timed\):\n +error: Deleting the notebook took longer than 2 s/,
      );
      await stack.ok(args);
      assert.ok(
        stack.log.some(({ path }) => path.endsWith(`/${id}/stop`)),
        "it was not stopped",
      );
      assert.deepEqual(
        stack.simulator.notebooks.list().map(({ description }) => description),
        ["somebody else's"],
      );
    });
  });
});

describe("a notebook that takes too long under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack({ transitionMs: 60_000 });
  });
  after(() => stack.close());

  it("is waited for as long as customTimeouts says, and its id is kept", async () => {
    stack.program(
      `new Notebook("dev", ${JSON.stringify(NOTEBOOK)}, { customTimeouts: { create: "1s" } });`,
    );
    const { code, text } = await stack.run(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /took longer than 1 s: notebook [-0-9a-f]{36} is still CREATING/);
    assert.equal(stack.notebook("dev").id, stack.simulator.notebooks.list()[0]?.id);
  });
});
