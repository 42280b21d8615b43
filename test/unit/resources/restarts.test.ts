/** A running notebook that an update stops runs again, whatever happens to the update. */
import assert from "node:assert/strict";
import { ConnectionError } from "../../../provider/client/errors";
import { functions } from "../../../provider/resources/functions/functions";
import { clouds, cloudOf } from "../../../provider/wire/facts/clouds";
import { type Fixture, INPUTS, lifecycle } from "./lifecycle-fixture";
import { BIGGER, exchange, TAGGED, useNotebook } from "./restart-steps";
import { temporaryJournal } from "./temporary-journal";

describe("an update that stops a running notebook", () => {
  const { given, only, entry, markTags, changes, diff, failed, onEach, killedAt } = useNotebook();

  describe("marks it until it runs again", () => {
    it("in the journal and with a tag, before the stop", async () => {
      const { fixture, id, outs } = await given(TAGGED);
      const marks: Record<string, unknown> = {};
      onEach((name) => {
        if (/^(createTags|stop|update|start)/.test(name)) {
          marks[name] = [entry() !== undefined, markTags().length];
        }
      });
      const updated = await lifecycle.update(fixture, id, outs, { ...BIGGER, ...TAGGED });
      assert.deepEqual(marks, {
        createTags: [true, 0],
        stopNotebook: [true, 1],
        updateNotebook: [true, 1],
        startNotebook: [true, 1],
      });
      assert.deepEqual([entry(), markTags()], [undefined, []]);
      assert.deepEqual(updated.outs.tags, { team: "a" });
      assert.deepEqual(changes(), [
        "POST /notebooks/{id}/tags/create?workspace_id=0",
        "POST /notebooks/{id}/stop",
        "PUT /notebooks/{id}",
        "POST /notebooks/{id}/start?duration=3600000&type=timing",
        "DELETE /notebooks/{id}/tags/delete?workspace_id=0",
      ]);
    });

    it("also if the tag is refused", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "createTags" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
      assert.match(fixture.lines.join("\n"), /tag pulumi-modelarts-restart could not be set/);
    });

    it("without a tag on Open Telekom Cloud", async () => {
      const { fixture, id, outs } = await given({}, { cloud: "otc" });
      fixture.cloud = cloudOf("modelarts.eu-de.otc.t-systems.com");
      assert.equal(fixture.cloud, clouds.otc);
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.ok(!changes().some((line) => line.includes("/tags/")));
    });

    it("with a tag that a simulated cloud without tags refuses, silently", async () => {
      const { fixture, id, outs } = await given({}, { cloud: "otc" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.equal(only().status, "RUNNING");
      assert.ok(!fixture.lines.some((line) => line.includes("tag")), fixture.lines.join("\n"));
    });

    it("and removes a tag that the API sets late, after a lost answer", async () => {
      const { fixture, id, outs } = await given({}, { transitionMs: 10 });
      fixture.simulator.faults.ask({
        name: "lateOperation",
        operation: "createTags",
        delayMs: 3_000,
      });
      await lifecycle.update(fixture, id, outs, BIGGER);
      await fixture.clock.sleep(10_000);
      assert.deepEqual([only().status, entry(), markTags()], ["RUNNING", undefined, []]);
    });

    it("not if the program declares it STOPPED", async () => {
      const { fixture, id, outs } = await given();
      await lifecycle.update(fixture, id, outs, { ...BIGGER, desiredStatus: "STOPPED" });
      assert.deepEqual(changes(), ["POST /notebooks/{id}/stop", "PUT /notebooks/{id}"]);
      assert.equal(entry(), undefined);
    });

    it("with room for 20 tags of the program", async () => {
      const { fixture, id, outs } = await given();
      const tags = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, "v"]));
      const updated = await lifecycle.update(fixture, id, outs, { ...BIGGER, tags });
      assert.deepEqual(updated.outs.tags, tags);
    });
  });

  describe("and is killed", () => {
    for (const request of ["stopNotebook", "updateNotebook", "startNotebook"]) {
      it(`at ${request}, is mended by the next run, without a refresh`, async () => {
        const { fixture, id, outs } = await given(TAGGED);
        await killedAt(request, outs, { ...BIGGER, ...TAGGED }, true);
        const inputs = { ...INPUTS, ...TAGGED };
        assert.equal(outs.status, "RUNNING");
        assert.equal(diff(outs, inputs).changes, true);
        const updated = await lifecycle.update(fixture, id, outs, inputs);
        assert.deepEqual([only().status, only().flavor], ["RUNNING", INPUTS.flavor]);
        assert.deepEqual([entry(), markTags()], [undefined, []]);
        assert.equal(diff(updated.outs, inputs).changes, false);
      });

      it(`at ${request}, is mended by another machine after a refresh`, async () => {
        const { fixture, id, outs } = await given(TAGGED);
        await killedAt(request, outs, { ...BIGGER, ...TAGGED }, true);
        fixture.journal = temporaryJournal();
        fixture.simulator.advance(60_000);
        const { props, inputs: live } = await lifecycle.read(fixture, id, outs);
        assert.deepEqual([props.tags, live?.tags], [TAGGED.tags, TAGGED.tags]);
        const inputs = { ...INPUTS, ...TAGGED };
        if (request === "startNotebook") {
          assert.deepEqual([props.status, markTags()], ["RUNNING", []]);
        } else {
          assert.equal(diff(props, inputs).changes, true);
        }
        await lifecycle.update(fixture, id, props, inputs);
        assert.deepEqual(
          [only().status, only().flavor, markTags()],
          ["RUNNING", INPUTS.flavor, []],
        );
      });
    }

    it("before the stop is taken, costs an update that only reads", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("stopNotebook", outs, BIGGER, false);
      assert.equal(diff(outs, INPUTS).changes, true);
      await lifecycle.update(fixture, id, outs, INPUTS);
      assert.deepEqual(changes(), ["DELETE /notebooks/{id}/tags/delete?workspace_id=0"]);
      assert.equal(diff(outs, INPUTS).changes, false);
    });

    describe("before the stop takes effect", () => {
      /** The killed run's stop takes effect at the next pause: after RUNNING was read. */
      function stopsLate({ fixture, id }: { fixture: Fixture; id: string }) {
        const { clock, simulator } = fixture;
        let isLate = false;
        fixture.clock = {
          ...clock,
          sleep(ms, signal) {
            if (!isLate) simulator.notebooks.change(id, { status: "STOPPED" });
            isLate = true;
            return clock.sleep(ms, signal);
          },
        };
      }

      it("is mended by an update that has nothing else to do", async () => {
        const made = await given();
        await killedAt("stopNotebook", made.outs, BIGGER, false);
        stopsLate(made);
        const { outs } = await lifecycle.update(made.fixture, made.id, made.outs, INPUTS);
        assert.deepEqual(
          [only().status, outs.status, entry(), markTags()],
          ["RUNNING", "RUNNING", undefined, []],
        );
      });

      it("keeps its mark if the notebook can't be read once more", async () => {
        const { fixture, id, outs } = await given();
        await killedAt("stopNotebook", outs, BIGGER, false);
        let reads = 0;
        const restored = onEach((name) => {
          if (name !== "showNotebook" || ++reads === 1) return undefined;
          return Promise.reject(
            new ConnectionError(exchange, "http://127.0.0.1", true, new Error("reset")),
          );
        });
        await lifecycle.read(fixture, id, outs);
        restored();
        assert.ok(reads > 1);
        assert.ok(entry() !== undefined && markTags().length === 1);
      });

      for (const machine of ["the same machine", "another one"]) {
        it(`is seen by a refresh on ${machine}, and mended by the next update`, async () => {
          const made = await given();
          const { fixture, id, outs } = made;
          await killedAt("stopNotebook", outs, BIGGER, false);
          if (machine === "another one") fixture.journal = temporaryJournal();
          stopsLate(made);
          const { props } = await lifecycle.read(fixture, id, outs);
          assert.deepEqual([props.status, markTags().length], ["STOPPED", 1]);
          assert.equal(diff(props, INPUTS).changes, true);
          await lifecycle.update(fixture, id, props, BIGGER);
          assert.deepEqual(
            [only().status, only().flavor, markTags()],
            ["RUNNING", BIGGER.flavor, []],
          );
        });
      }
    });

    it("is not mended if the program declares STOPPED, also later", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, true);
      const stopped = { ...INPUTS, desiredStatus: "STOPPED" as const };
      const { props } = await lifecycle.read(fixture, id, outs);
      assert.equal(diff(props, stopped).changes, true, "the mark is to be removed");
      const { outs: now } = await lifecycle.update(fixture, id, props, stopped);
      assert.deepEqual([only().status, entry(), markTags()], ["STOPPED", undefined, []]);
      assert.equal(diff(now, stopped).changes, false);
      assert.equal(diff(now, INPUTS).changes, false);
    });

    it("leaves no mark after a delete", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, true);
      await lifecycle.delete(fixture, id, outs);
      assert.equal(fixture.journal.find("restart", id), undefined);
    });

    it("leaves no mark once a refresh finds it gone", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, true);
      fixture.simulator.notebooks.remove(id);
      await lifecycle.read(fixture, id, outs);
      assert.equal(fixture.journal.find("restart", id), undefined);
    });

    it("shows the mark neither to functions nor to imports, and `.get` leaves it", async () => {
      const { fixture, id, outs } = await given(TAGGED);
      await killedAt("updateNotebook", outs, { ...BIGGER, ...TAGGED }, true);
      const imported = await lifecycle.import(fixture, id);
      assert.deepEqual([imported.props.tags, imported.inputs.tags], [TAGGED.tags, TAGGED.tags]);
      const found = await functions.getNotebook.run(fixture, { id });
      assert.deepEqual((found as { tags?: object }).tags, TAGGED.tags);
      const { props } = await lifecycle.get(fixture, id);
      await lifecycle.read(fixture, id, props);
      assert.ok(entry() !== undefined && markTags().length === 1);
    });
  });

  describe("and is cut off from the API", () => {
    const offline = () =>
      Promise.reject(new ConnectionError(exchange, "http://127.0.0.1", true, new Error("reset")));

    for (const from of ["stopNotebook", "showNotebook", "updateNotebook", "startNotebook"]) {
      it(`from ${from} on, records that it must be started`, async () => {
        const { fixture, id, outs } = await given();
        let isStopSent = false;
        let isOffline = false;
        const restored = onEach((name) => {
          if (name === from && (isStopSent || from === "stopNotebook")) isOffline = true;
          if (name === "stopNotebook") isStopSent = true;
          return isOffline ? offline() : undefined;
        });
        const { state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
        restored();
        assert.notEqual(state.status, "RUNNING");
        assert.equal(state.__restart, true);
        // The state alone is enough.
        fixture.journal = temporaryJournal();
        for (const inputs of [INPUTS, BIGGER]) assert.equal(diff(state, inputs).changes, true);
        const { outs: now } = await lifecycle.update(fixture, id, state, INPUTS);
        assert.deepEqual([only().status, markTags()], ["RUNNING", []]);
        assert.equal(diff(now, INPUTS).changes, false);
      });
    }

    it("takes a notebook whose stop is refused for running", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "stopNotebook" });
      const { state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.deepEqual([state.status, state.__restart], ["RUNNING", undefined]);
      assert.deepEqual([entry(), markTags()], [undefined, []]);
    });

    for (const [reads, unread] of [
      ["works", 0],
      ["fails", Infinity],
    ] as const) {
      it(`keeps the mark if the refusal of the stop has no code, and the read after it ${reads}`, async () => {
        const { fixture, id, outs } = await given();
        const { faults } = fixture.simulator;
        // "Stopped already" without its code.
        faults.ask({ name: "stoppedAlready", operation: "stopNotebook" });
        faults.ask({ name: "missingRows", operation: "stopNotebook" });
        faults.ask({ name: "missingRows", operation: "showNotebook", after: 1, times: unread });
        const { state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
        assert.equal(state.__restart, true);
        assert.notEqual(state.status, "RUNNING");
        assert.notEqual(entry(), undefined);
        assert.equal(markTags().length, 1);
        faults.clear();
        const updated = await lifecycle.update(fixture, id, state, BIGGER);
        assert.deepEqual([updated.outs.status, only().status], ["RUNNING", "RUNNING"]);
        assert.deepEqual([entry(), markTags()], [undefined, []]);
      });
    }

    it("stays stopped if the program says so, although the change is refused", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("stopNotebook", outs, BIGGER, true);
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      await failed(lifecycle.update(fixture, id, outs, { ...BIGGER, desiredStatus: "STOPPED" }));
      assert.equal(only().status, "STOPPED");
    });

    it("keeps the mark if the tag can't be removed now, and the next refresh removes it", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.faults.ask({
        name: "serverError",
        operation: "deleteTags",
        times: Infinity,
      });
      const { state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.deepEqual(
        [only().status, entry() !== undefined, markTags().length],
        ["RUNNING", true, 1],
      );
      fixture.simulator.faults.clear();
      await lifecycle.read(fixture, id, state);
      assert.deepEqual([entry(), markTags()], [undefined, []]);
    });

    it("is restarted by an update that is refused", async () => {
      const { fixture, id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, false);
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.deepEqual([only().status, entry(), markTags()], ["RUNNING", undefined, []]);
    });
  });
});

describe("a deletion that must stop the notebook first", () => {
  const { given, only, entry, diff } = useNotebook();

  it("and then fails, is no reason to stay stopped: declared again, the notebook runs again", async () => {
    const { fixture, id, outs } = await given();
    fixture.simulator.faults.ask({ name: "stopBeforeDelete" });
    fixture.simulator.faults.ask({ name: "forbidden", operation: "deleteNotebook", after: 1 });
    await assert.rejects(lifecycle.delete(fixture, id, outs), /403/);
    assert.equal(only().status, "STOPPED");
    const { props: read } = await lifecycle.read(fixture, id, outs);
    for (const state of [outs, read]) assert.equal(diff(state, INPUTS).changes, true);
    const updated = await lifecycle.update(fixture, id, read, INPUTS);
    assert.deepEqual([only().status, entry()], ["RUNNING", undefined]);
    assert.equal(diff(updated.outs, INPUTS).changes, false);
  });

  it("leaves no mark if it succeeds", async () => {
    const { fixture, id, outs } = await given();
    fixture.simulator.faults.ask({ name: "stopBeforeDelete" });
    await lifecycle.delete(fixture, id, outs);
    assert.equal(fixture.journal.find("restart", id), undefined);
  });
});
