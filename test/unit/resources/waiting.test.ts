/** What does not end an operation: answers that say nothing about the resource, and one that says wrongly that it is gone. */
import assert from "node:assert/strict";
import type { FaultName, FaultRequest } from "pulumi-modelarts-simulator";
import { AnswerError, ApiError } from "../../../provider/client/errors";
import { savedImage as image } from "../../../provider/resources/image/saved-image";
import { TimeoutError } from "../../../provider/resources/shared/errors";
import { storageMount as storage } from "../../../provider/resources/storage-mount/storage-mount";
import { INPUTS, lifecycle, newFixture, type Fixture } from "./lifecycle-fixture";

const exchange = {
  doing: "Reading",
  method: "GET",
  path: "/",
  gone: ["ModelArts.6404"],
};
const gone = () => new ApiError(exchange, 404, "ModelArts.6404", "no such notebook", undefined);
const garbage = () => new AnswerError(exchange, "the answer is not JSON");

describe("an operation is not ended", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  const ask = (fault: FaultRequest) => fixture.simulator.faults.ask(fault);
  const only = () => fixture.simulator.notebooks.list()[0] ?? assert.fail("no notebook");
  const sent = (line: string) => fixture.requests().filter((each) => each === line).length;
  const created = () => lifecycle.create(fixture, INPUTS);

  /** Answers the operation with the errors that the numbers of its requests name; request 1 is the next one. */
  function fail(
    name: "showNotebook" | "showImage" | "listStorages" | "deleteNotebook" | "stopNotebook",
    errors: Record<number, () => Error>,
  ): void {
    const send = fixture.client[name] as (call: unknown) => Promise<unknown>;
    let count = 0;
    (fixture.client as Record<string, unknown>)[name] = (call: unknown) => {
      const error = errors[++count];
      return error === undefined ? send(call) : Promise.reject(error());
    };
  }

  const unreadable: FaultName[] = ["notJson", "emptyAnswer", "busyOnce", "serverError"];
  const throttled: FaultName[] = ["tooManyRequests", "dropConnection"];
  for (const name of [...unreadable, ...throttled]) {
    it(`by ${name} in answer to twenty reads of a wait`, async () => {
      ask({ name, operation: "showNotebook", times: 20 });
      assert.equal((await created()).outs.status, "RUNNING");
    });

    it(`by ${name} in answer to a refresh`, async () => {
      const { id, outs } = await created();
      ask({ name, operation: "showNotebook", times: 3 });
      assert.equal((await lifecycle.read(fixture, id, outs)).id, id);
    });
  }

  it("by an unreadable answer with a cause, which the client gives up after a few tries", async () => {
    fail("showNotebook", { 1: garbage, 2: garbage, 4: garbage });
    assert.equal((await created()).outs.status, "RUNNING");
  });

  describe("by one answer, or two, that a resource is gone", () => {
    it("to a refresh", async () => {
      const { id, outs } = await created();
      fail("showNotebook", { 1: gone, 2: gone });
      assert.equal((await lifecycle.read(fixture, id, outs)).id, id);
    });

    it("just after a create", async () => {
      fail("showNotebook", { 1: gone, 2: gone });
      assert.equal((await created()).outs.status, "RUNNING");
    });

    it("during a deletion, before which the notebook has to be stopped", async () => {
      const { id, outs } = await created();
      ask({ name: "stopBeforeDelete" });
      fail("showNotebook", { 1: gone, 3: gone });
      await lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.notebooks.list(), []);
    });

    it("to an update", async () => {
      const { id, outs } = await created();
      fail("showNotebook", { 1: gone, 2: gone, 4: gone, 5: gone });
      await lifecycle.update(fixture, id, outs, { ...INPUTS, flavor: "modelarts.vm.cpu.8u" });
      assert.deepEqual([only().status, only().flavor], ["RUNNING", "modelarts.vm.cpu.8u"]);
    });

    it("to a DELETE, which is then sent again", async () => {
      const { id, outs } = await created();
      fail("deleteNotebook", { 1: gone });
      fixture.slept();
      await lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.notebooks.list(), []);
      assert.ok(fixture.slept() < 90_000);
    });

    it("to a refresh of an image, or of a mount", async () => {
      const notebookId = fixture.simulator.notebooks.add({ name: "lab" }).id;
      const saved = await image.lifecycle.create(fixture, {
        ...{ notebookId, name: "lab", namespace: "team", tag: "v1" },
      });
      fail("showImage", { 1: gone, 2: gone });
      assert.equal((await image.lifecycle.read(fixture, saved.id, saved.outs)).id, saved.id);
      const mounted = await storage.lifecycle.create(fixture, {
        ...{ notebookId, uri: "obs://team/data/", mountPath: "/data/team/" },
      });
      fail("listStorages", { 1: gone, 2: gone });
      assert.equal(
        (await storage.lifecycle.read(fixture, mounted.id, mounted.outs)).id,
        mounted.id,
      );
    });
  });

  it("a resource counts as gone after three reads, half a second and a second apart", async () => {
    const { id, outs } = await created();
    fixture.simulator.notebooks.remove(id);
    fixture.requests();
    fixture.slept();
    assert.equal((await lifecycle.read(fixture, id, outs)).id, "");
    assert.equal(sent("GET /notebooks/{id}"), 3);
    assert.equal(fixture.slept(), 1500);
  });

  describe("by a request that a proxy answered and that never arrived", () => {
    it("if it was a DELETE, which is then sent again", async () => {
      const { id, outs } = await created();
      fail("deleteNotebook", { 1: garbage });
      fixture.slept();
      await lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.notebooks.list(), []);
      assert.ok(fixture.slept() < 90_000, "it waited for what did not begin");
    });

    it("if it was the DELETE of an image", async () => {
      const notebookId = fixture.simulator.notebooks.add({ name: "lab" }).id;
      const { id, outs } = await image.lifecycle.create(fixture, {
        ...{ notebookId, name: "lab", namespace: "team", tag: "v1" },
      });
      const send = fixture.client.deleteImage;
      let count = 0;
      fixture.client.deleteImage = (call) =>
        ++count === 1 ? Promise.reject(garbage()) : send(call);
      fixture.slept();
      await image.lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.images.list(), []);
      assert.ok(fixture.slept() < 90_000);
    });

    it("if it was a stop", async () => {
      const { id, outs } = await created();
      fail("stopNotebook", { 1: garbage });
      await lifecycle.update(fixture, id, outs, { ...INPUTS, desiredStatus: "STOPPED" });
      assert.equal(only().status, "STOPPED");
    });
  });

  it("by a busy notebook that is to be tagged, or to lose its tags", async () => {
    ask({ name: "busyOnce", operation: "createTags", times: 3 });
    const { id, outs } = await lifecycle.create(fixture, { ...INPUTS, tags: { team: "a" } });
    assert.deepEqual(only().tags, [{ key: "team", value: "a" }]);
    ask({ name: "busyOnce", operation: "deleteTags", times: 3 });
    await lifecycle.update(fixture, id, outs, INPUTS);
    assert.deepEqual(only().tags, []);
  });
});

describe("an operation is ended by its deadline", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  it("given 429 without end, and says what was waited for and the last answer", async () => {
    fixture.simulator.faults.ask({
      ...{ name: "tooManyRequests", operation: "createNotebook", times: Infinity, delayMs: 0 },
    });
    const inputs = { ...INPUTS, __timeouts: { create: "10m" } };
    await assert.rejects(lifecycle.create(fixture, inputs), (error: Error) => {
      assert.ok(error instanceof TimeoutError);
      assert.match(error.message, /^Creating the notebook took longer than 600 s\. /);
      assert.match(error.message, /The last answer was an error: .*answered 429.* Tried \d+ times/);
      return true;
    });
    assert.ok(fixture.slept() <= 600_000);
    assert.ok(fixture.requests().length <= 6 + 60);
  });

  it("given a refresh, which has two minutes", async () => {
    const { id, outs } = await lifecycle.create(fixture, INPUTS);
    fixture.simulator.faults.ask({ name: "serverError", times: Infinity });
    fixture.slept();
    await assert.rejects(
      lifecycle.read(fixture, id, outs),
      /answered 500.* Tried 13 times in 119 s/,
    );
    assert.ok(fixture.slept() <= 120_000);
  });

  it("given a cancel, after which no request is sent", async () => {
    const { id, outs } = await lifecycle.create(fixture, INPUTS);
    const cancel = new AbortController();
    const context = { ...fixture, signal: cancel.signal };
    cancel.abort(new Error("cancelled"));
    fixture.requests();
    const works = [
      () => lifecycle.create(context, INPUTS),
      () => lifecycle.read(context, id, outs),
      () => lifecycle.import(context, id),
      () => lifecycle.get(context, id),
      () => lifecycle.checkImport(context, id, INPUTS),
      () => lifecycle.update(context, id, outs, { ...INPUTS, description: "new" }),
      () => lifecycle.delete(context, id, outs),
    ];
    for (const work of works) await assert.rejects(work(), /cancelled/);
    assert.deepEqual(fixture.requests(), []);
  });
});
