import assert from "node:assert/strict";
import { newStack, NOTEBOOK, type Stack } from "./stack";

describe("what goes wrong under the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await newStack();
  });
  afterEach(() => stack.close());

  const declare = (changes: object = {}, options = "{}") =>
    stack.program(
      `new Notebook("dev", ${JSON.stringify({ name: "dev", ...NOTEBOOK, ...changes })}, ${options});`,
    );
  const up = ["up", "--yes", "--skip-preview"];

  it("keeps the id and the reason of a notebook whose creation failed, and replaces it", async () => {
    stack.simulator.faults.ask({ name: "createFails" });
    declare();
    const { code, text } = await stack.run(up);
    assert.notEqual(code, 0);
    assert.match(text, /CREATE_FAILED \(There are not enough resources for the flavor\)/);

    const failed = await stack.notebook("dev");
    assert.equal(failed.id, stack.simulator.notebooks.list()[0]?.id);
    assert.equal(failed.outputs?.["failReason"], "There are not enough resources for the flavor.");
    assert.match(failed.initErrors?.join() ?? "", /CREATE_FAILED/);
    const [{ token } = { token: "" }] = stack.simulator.notebooks.list();
    assert.ok(token && !JSON.stringify(failed).includes(token), "the token is in the state");

    await stack.ok(up);
    const [only, ...more] = stack.simulator.notebooks.list();
    assert.deepEqual(more, []);
    assert.equal(only?.status, "RUNNING");
    assert.notEqual(only?.id, failed.id);
  });

  it("finds a notebook whose creation was answered by a broken connection, and makes no second one", async () => {
    stack.simulator.faults.ask({ name: "dropConnection", operation: "createNotebook" });
    declare();
    await stack.ok(up);
    assert.equal(stack.simulator.notebooks.list().length, 1);
    assert.equal((await stack.notebook("dev")).id, stack.simulator.notebooks.list()[0]?.id);
  });

  it("creates nothing twice where the API fails, and says that nothing was created", async () => {
    stack.simulator.faults.ask({ name: "serverError", operation: "createNotebook" });
    declare();
    const { code, text } = await stack.run(up);
    assert.notEqual(code, 0);
    assert.match(text, /ModelArts answered 500.*nothing was created/);
    assert.equal(stack.requests().filter((line) => line.startsWith("POST")).length, 1);
  });

  it("starts it again also after a refresh in between, and with another flavor", async () => {
    declare();
    await stack.ok(up);
    for (const flavor of ["modelarts.vm.cpu.8u", "modelarts.vm.cpu.2u"]) {
      stack.simulator.faults.ask({ name: "startFails" });
      declare({ flavor });
      assert.notEqual((await stack.run(up)).code, 0);
      assert.equal(stack.simulator.notebooks.list()[0]?.status, "START_FAILED");
      await stack.ok(["refresh", "--yes"]);
    }
    await stack.ok(up);
    assert.equal(stack.simulator.notebooks.list()[0]?.status, "RUNNING");
  });

  it("does not take somebody else's notebook for the one whose creation was lost", async () => {
    stack.simulator.faults.ask({ name: "serverError", operation: "createNotebook" });
    stack.simulator.notebooks.add({
      name: "dev",
      description: "somebody else's",
      flavor: NOTEBOOK.flavor,
      image: { id: NOTEBOOK.imageId },
      volume: NOTEBOOK.volume,
      create_at: Date.now(),
    });
    declare();
    const { code, text } = await stack.run(up);
    assert.notEqual(code, 0);
    assert.match(text, /Whether it is one of these of the same name is unknown/);
  });

  it("says what to do when the notebook to update is gone", async () => {
    declare();
    await stack.ok(up);
    stack.simulator.notebooks.remove(stack.simulator.notebooks.list()[0]?.id ?? "");
    declare({ description: "new" });
    assert.match((await stack.run(up)).text, /is gone\. Run `pulumi refresh`/);
  });

  it("starts a notebook again that an update stopped and then failed on", async () => {
    declare();
    await stack.ok(up);
    stack.simulator.faults.ask({ name: "unauthorized", operation: "updateNotebook" });
    declare({ flavor: "modelarts.vm.cpu.8u" });
    const { text } = await stack.run(up);
    assert.match(text, /answered 401.*runs again, unchanged/);
    assert.equal(stack.simulator.notebooks.list()[0]?.status, "RUNNING");
  });

  it("stops a notebook first that can't be deleted while it runs", async () => {
    declare();
    await stack.ok(up);
    stack.simulator.faults.ask({ name: "stopBeforeDelete" });
    await stack.ok(["destroy", "--yes"]);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
  });

  it("takes a notebook that is gone already for deleted, and a refresh notices it", async () => {
    declare();
    await stack.ok(up);
    const [{ id } = { id: "" }] = stack.simulator.notebooks.list();
    stack.simulator.notebooks.remove(id);
    assert.match(await stack.ok(["preview", "--refresh"]), /\+ 1 to create/);
    await stack.ok(["destroy", "--yes"]);
  });

  it("stops waiting after customTimeouts, and keeps the id", async () => {
    await stack.close();
    stack = await newStack({ transitionMs: 60_000 });
    declare({}, `{ customTimeouts: { create: "1s" } }`);
    const { code, text } = await stack.run(up);
    assert.notEqual(code, 0);
    assert.match(text, /took longer than 1 s: notebook [-0-9a-f]{36} is still CREATING/);
    assert.equal((await stack.notebook("dev")).id, stack.simulator.notebooks.list()[0]?.id);
  });
});
