import assert from "node:assert/strict";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import {
  type Fixture,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  type State,
} from "./lifecycle-fixture";

describe("the lifecycle of a notebook", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  /** Without the tag that marks a stopped notebook; updates-restarts.test.ts is about it. */
  const changes = () =>
    fixture.requests().filter((line) => !line.startsWith("GET ") && !line.includes("/tags/"));
  const only = () => fixture.simulator.notebooks.list()[0] ?? assert.fail("no notebook");

  async function created(inputs: Partial<Inputs> = {}) {
    const made = await lifecycle.create(fixture, { ...INPUTS, ...inputs });
    fixture.requests();
    fixture.slept();
    return made;
  }

  describe("waiting", () => {
    it("sees RUNNING at most a fifth of the elapsed time late, with few requests", async () => {
      await lifecycle.create(fixture, INPUTS);
      assert.ok(fixture.slept() <= 30_000 * 1.2 + 250);
      assert.ok(fixture.requests().length < 30);
    });

    it("reads at least every ten seconds, however long it takes", async () => {
      await fixture.close();
      fixture = await newFixture({ transitionMs: 600_000 });
      await lifecycle.create(fixture, INPUTS);
      assert.ok(fixture.slept() <= 610_000);
    });

    it("shows each step once", async () => {
      await lifecycle.create(fixture, INPUTS);
      assert.equal(fixture.lines.length, 4);
      assert.equal(new Set(fixture.lines).size, 4);
      assert.match(fixture.lines[0] ?? "", /^dev: step 1 of 4, /);
    });

    it("continues after error answers", async () => {
      fixture.simulator.faults.ask({ name: "serverError", operation: "showNotebook", times: 7 });
      assert.equal((await lifecycle.create(fixture, INPUTS)).outs.status, "RUNNING");
    });

    it("waits as long as the API's Retry-After says", async () => {
      await fixture.close();
      fixture = await newFixture({ transitionMs: 0 });
      const asked = { delayMs: 20_000, times: 3 };
      fixture.simulator.faults.ask({
        name: "tooManyRequests",
        operation: "showNotebook",
        ...asked,
      });
      fixture.slept();
      await lifecycle.create(fixture, INPUTS);
      assert.ok(fixture.slept() >= asked.times * asked.delayMs);
    });

    describe("given the old status after a start", () => {
      const started = async (lateBy: number) => {
        const { id, outs } = await created();
        fixture.simulator.notebooks.change(id, { status: "STOPPED" });
        const { showNotebook } = fixture.client;
        let left = lateBy;
        fixture.client.showNotebook = async (call) => {
          const now = await showNotebook(call);
          return left-- > 0 ? { ...now, status: "STOPPED" } : now;
        };
        const newInputs = { ...INPUTS, desiredStatus: "RUNNING" as const };
        return lifecycle.update(fixture, id, outs, newInputs);
      };

      it("goes on waiting at first", async () => {
        assert.equal((await started(5)).outs.status, "RUNNING");
      });

      it("gives up after two minutes", async () => {
        await assert.rejects(started(Infinity), /failed: notebook .* is STOPPED/);
        assert.ok(fixture.slept() < 120_000);
      });
    });

    it("ends at its deadline and keeps what is known", async () => {
      const inputs = { ...INPUTS, __timeouts: { create: "10s" } };
      await assert.rejects(lifecycle.create(fixture, inputs), (error: PartialFailure) => {
        assert.ok(error instanceof PartialFailure);
        assert.match(error.message, /took longer than 10 s: notebook .* is still CREATING/);
        assert.equal(error.id, only().id);
        return true;
      });
      assert.ok(fixture.slept() <= 10_000);
    });
  });

  describe("creating", () => {
    it("sends what was declared and nothing else", async () => {
      let body: unknown;
      const create = fixture.client.createNotebook;
      fixture.client.createNotebook = (call) => {
        body = call.body;
        return create(call);
      };
      await lifecycle.create(fixture, { ...INPUTS, __timeouts: { create: "1h" } });
      assert.deepEqual(body, INPUTS);
    });

    it("switches auto stop off if that is declared", async () => {
      await created({ lease: { enable: false, duration: 3_600_000 } });
      assert.equal(only().lease?.enable, false);
    });

    it("given a lost answer, does not adopt an older notebook of the same name", async () => {
      fixture.simulator.faults.ask({ name: "serverError", operation: "createNotebook" });
      fixture.simulator.notebooks.add({ name: "dev", flavor: "modelarts.vm.cpu.2u", create_at: 1 });
      await assert.rejects(lifecycle.create(fixture, INPUTS), (error: Error) => {
        assert.ok(error.message.includes(only().id), error.message);
        return !(error instanceof PartialFailure);
      });
    });

    it("given a lost answer, does not adopt a notebook whose create request was answered", async () => {
      await fixture.close();
      fixture = await newFixture({ transitionMs: 0 });
      await created();
      fixture.simulator.faults.ask({ name: "serverError", operation: "createNotebook" });
      await assert.rejects(created(), /there is no notebook of this name yet/);
    });

    it("given an unreadable answer, finds the notebook", async () => {
      fixture.simulator.faults.ask({ name: "notJson", operation: "createNotebook" });
      const { id } = await lifecycle.create(fixture, INPUTS);
      assert.equal(id, only().id);
    });
  });

  describe("updating", () => {
    it("only reads if nothing differs", async () => {
      const { id, outs } = await created();
      await lifecycle.update(fixture, id, outs, INPUTS);
      assert.deepEqual(changes(), []);
    });

    it("leaves a stopped notebook stopped", async () => {
      const { id, outs } = await created();
      fixture.simulator.notebooks.change(id, { status: "STOPPED" });
      const newInputs = { ...INPUTS, name: "new", flavor: "modelarts.vm.cpu.8u" };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), ["PUT /notebooks/{id}"]);
      assert.deepEqual([only().status, only().name], ["STOPPED", "new"]);
    });

    it("changes name and flavor in one update", async () => {
      const { id, outs } = await created({ lease: { duration: 7_200_000, type: "idle" } });
      const newInputs = { ...INPUTS, name: "new", flavor: "modelarts.vm.cpu.8u" };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [
        "POST /notebooks/{id}/stop",
        "PUT /notebooks/{id}",
        "POST /notebooks/{id}/start?duration=7200000&type=idle",
      ]);
    });

    it("grows a disk while the notebook runs", async () => {
      const { id, outs } = await created();
      const newInputs = { ...INPUTS, volume: { ...INPUTS.volume, capacity: 10 } };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), ["PUT /notebooks/{id}"]);
      assert.equal(only().volume?.capacity, 10);
    });

    it("switches auto stop off with a stop and a start", async () => {
      const { id, outs } = await created();
      await lifecycle.update(fixture, id, outs, { ...INPUTS, lease: { enable: false } });
      assert.deepEqual(changes(), [
        "POST /notebooks/{id}/stop",
        "POST /notebooks/{id}/start?duration=-1",
      ]);
      assert.equal(only().lease?.enable, false);
    });

    it("keeps auto stop off when it stops the notebook for another change", async () => {
      const { id, outs } = await created({ lease: { enable: false } });
      await lifecycle.update(fixture, id, outs, { ...INPUTS, flavor: "modelarts.vm.cpu.8u" });
      assert.equal(only().lease?.enable, false);
    });

    it("does not send the lease of a stopped notebook before its next start", async () => {
      const { id, outs } = await created();
      fixture.simulator.notebooks.change(id, { status: "STOPPED" });
      await lifecycle.update(fixture, id, outs, { ...INPUTS, lease: { duration: 7_200_000 } });
      assert.deepEqual(changes(), []);
    });

    it("refuses a flavor that the notebook can't switch to, and changes nothing, not even the state", async () => {
      const { id, outs } = await created();
      const newInputs = { ...INPUTS, description: "new", flavor: "modelarts.vm.no.such" };
      await assert.rejects(lifecycle.update(fixture, id, outs, newInputs), (error: Error) => {
        assert.ok(
          !(error instanceof PartialFailure),
          "the engine would keep it as a failed update",
        );
        assert.match(error.message, /can't change to flavor modelarts\.vm\.no\.such/);
        assert.match(error.message, /Possible now: modelarts\.vm\.cpu\.8u/);
        return true;
      });
      assert.deepEqual(changes(), []);
      assert.deepEqual([only().status, only().description], ["RUNNING", undefined]);
    });

    it("sends hooks again only when they change", async () => {
      const hooks = (script: string) => ({
        containerHooks: { postStart: { type: "SCRIPT" as const, script } },
      });
      const { id, outs } = await created({ hooks: hooks("/a.sh") });
      assert.equal(lifecycle.diff(outs, { ...INPUTS, hooks: hooks("/a.sh") }).changes, false);
      await lifecycle.update(fixture, id, outs, { ...INPUTS, hooks: hooks("/b.sh") });
      assert.deepEqual(changes(), [
        "POST /notebooks/{id}/stop",
        "PUT /notebooks/{id}",
        "POST /notebooks/{id}/start?duration=3600000&type=timing",
      ]);
      assert.equal(lifecycle.diff(outs, INPUTS).changes, true, "taking them out is a change");
    });
  });

  describe("deleting", () => {
    const cases: [string, (f: Fixture, id: string) => void, string[]][] = [
      ["a running one", () => undefined, ["DELETE /notebooks/{id}"]],
      ["one that is gone", (f, id) => f.simulator.notebooks.remove(id), ["DELETE /notebooks/{id}"]],
      [
        "one that must be stopped first",
        (f) => f.simulator.faults.ask({ name: "stopBeforeDelete" }),
        ["DELETE /notebooks/{id}", "POST /notebooks/{id}/stop", "DELETE /notebooks/{id}"],
      ],
      [
        "one that is busy",
        (f) => f.simulator.faults.ask({ name: "busyOnce", operation: "deleteNotebook" }),
        ["DELETE /notebooks/{id}", "DELETE /notebooks/{id}"],
      ],
    ];
    for (const [what, given, expected] of cases) {
      it(`deletes ${what}`, async () => {
        const { id, outs } = await created();
        given(fixture, id);
        await lifecycle.delete(fixture, id, outs);
        assert.deepEqual(changes(), expected);
        assert.deepEqual(fixture.simulator.notebooks.list(), []);
      });
    }

    it("says why it failed", async () => {
      const { id, outs } = await created();
      fixture.simulator.faults.ask({ name: "deleteFails" });
      await assert.rejects(lifecycle.delete(fixture, id, outs), /DELETE_FAILED \(The storage/);
    });
  });

  describe("given tags that the API refuses", () => {
    const hooks = { containerHooks: { preStart: { type: "SCRIPT" as const, script: "/a.sh" } } };
    const tags = { team: "a" };
    const update = (state: object, newInputs: Inputs) =>
      lifecycle.update(fixture, only().id, state, newInputs);
    const failed = (work: Promise<unknown>) =>
      work.then(
        () => assert.fail("it succeeded"),
        (error: PartialFailure) => error.properties as State,
      );

    it("the next update adds them, and does not stop the notebook again for the other changes", async () => {
      const { outs } = await created();
      // The first one would mark the notebook.
      fixture.simulator.faults.ask({ name: "forbidden", operation: "createTags", times: 2 });
      const newInputs = { ...INPUTS, hooks, tags };
      const state = await failed(update(outs, newInputs));
      fixture.requests();
      await update(state, newInputs);
      const sent = fixture.requests().filter((line) => !line.startsWith("GET "));
      assert.deepEqual(sent, ["POST /notebooks/{id}/tags/create?workspace_id=0"]);
    });

    it("the state records no tags if the program declares none", async () => {
      const { outs } = await created();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      const state = await failed(update(outs, { ...INPUTS, description: "new" }));
      assert.equal(state.__inputs?.tags, undefined);
    });

    it("the state does not record them, so tags that somebody else sets later stay", async () => {
      const { outs } = await created();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "createTags" });
      const state = await failed(update(outs, { ...INPUTS, tags }));
      fixture.simulator.notebooks.change(only().id, { tags: [{ key: "team", value: "theirs" }] });
      await update(state, INPUTS);
      assert.deepEqual(only().tags, [{ key: "team", value: "theirs" }]);
    });
  });
});
