/** Updates whose requests or answers get lost, or take effect late. */
import assert from "node:assert/strict";
import { ApiError } from "../../../provider/client/errors";
import { RESTART_TAG } from "../../../provider/wire/tags";
import { type Inputs, INPUTS, lifecycle, withEach, type Fixture } from "./lifecycle-fixture";
import { BIGGER, exchange, TAGGED, useNotebook } from "./restart-steps";

const timeout504 = () => new ApiError(exchange, 504, undefined, undefined, undefined);

describe("an update", () => {
  const { given, only, entry, diff, failed } = useNotebook();

  describe("whose requests get lost", () => {
    /** The first request of the method is answered, and does nothing. */
    function swallowed(
      fixture: Fixture,
      name: "stopNotebook" | "startNotebook" | "deleteNotebook",
    ) {
      const { client } = fixture;
      let isFirst = true;
      fixture.client = withEach(client, (each, method) => {
        if (each !== name) return method;
        return (call: unknown) => {
          if (!isFirst) return method(call);
          isFirst = false;
          return Promise.resolve({});
        };
      });
    }

    for (const name of ["stopNotebook", "startNotebook"] as const) {
      it(`sends ${name} again`, async () => {
        const { fixture, id, outs } = await given();
        swallowed(fixture, name);
        await lifecycle.update(fixture, id, outs, BIGGER);
        assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
        assert.ok(fixture.slept() < 120_000);
      });
    }

    it("starts it again if a stop that was accepted takes effect only after a second one", async () => {
      const { fixture, id, outs } = await given();
      const { stopNotebook } = fixture.client;
      const { clock, simulator } = fixture;
      let [stops, isLate] = [0, false];
      fixture.client.stopNotebook = (call) =>
        ++stops === 1 ? Promise.resolve({ id }) : stopNotebook(call);
      fixture.clock = {
        ...clock,
        sleep(ms, signal) {
          if (!isLate && stops > 1 && only().status === "RUNNING") {
            isLate = true;
            simulator.notebooks.change(id, { status: "STOPPED" });
          }
          return clock.sleep(ms, signal);
        },
      };
      const updated = await lifecycle.update(fixture, id, outs, BIGGER);
      assert.ok(isLate);
      assert.deepEqual([only().status, updated.outs.status], ["RUNNING", "RUNNING"]);
    });

    it("sends a delete again", async () => {
      const { fixture, id, outs } = await given();
      swallowed(fixture, "deleteNotebook");
      await lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.notebooks.list(), []);
      assert.ok(fixture.slept() < 90_000);
    });

    it("sends a stop again soon if its answer was lost, too", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.faults.ask({ name: "serverError", operation: "stopNotebook" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
      assert.ok(fixture.slept() < 90_000);
    });

    for (const late of ["STOPPED", "STOPPING"] as const) {
      it(`starts it again if a lost stop takes effect after the restart: ${late}`, async () => {
        const { fixture, id, outs } = await given();
        const { stopNotebook, startNotebook } = fixture.client;
        const { clock, simulator } = fixture;
        let stops = 0;
        fixture.client.stopNotebook = (call) => {
          stops += 1;
          return stops === 1 ? Promise.reject(timeout504()) : stopNotebook(call);
        };
        fixture.client.startNotebook = (call) => {
          assert.equal(only().status, "STOPPED", "a start is sent when the stop has ended");
          return startNotebook(call);
        };
        let isLate = false;
        fixture.clock = {
          ...clock,
          sleep: (ms, signal) => {
            if (!isLate && stops > 1 && only().status === "RUNNING") {
              isLate = true;
              simulator.notebooks.change(id, { status: late });
              assert.ok(entry(), "the mark stays until the last look");
            } else if (isLate && only().status === "STOPPING") {
              simulator.notebooks.change(id, { status: "STOPPED" });
            }
            return clock.sleep(ms, signal);
          },
        };
        const updated = await lifecycle.update(fixture, id, outs, BIGGER);
        assert.ok(isLate);
        assert.deepEqual(
          [only().status, updated.outs.status, entry()],
          ["RUNNING", "RUNNING", undefined],
        );
      });
    }

    it("waits for the start of a notebook whose failure is still answered", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.notebooks.change(id, { status: "START_FAILED" });
      const { showNotebook, startNotebook } = fixture.client;
      let isJustStarted = false;
      fixture.client.startNotebook = (call) => {
        isJustStarted = true;
        return startNotebook(call);
      };
      fixture.client.showNotebook = async (call) => {
        const detail = await showNotebook(call);
        if (!isJustStarted) return detail;
        isJustStarted = false;
        return { ...detail, status: "START_FAILED" };
      };
      const inputs: Inputs = { ...BIGGER, desiredStatus: "RUNNING" };
      assert.equal((await lifecycle.update(fixture, id, outs, inputs)).outs.status, "RUNNING");
    });

    it("takes a change whose answers were lost for made, if it was made", async () => {
      const { fixture, id, outs } = await given();
      fixture.simulator.faults.ask({
        name: "dropConnection",
        operation: "updateNotebook",
        times: 3,
      });
      const updated = await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([updated.outs.status, updated.outs.flavor], ["RUNNING", BIGGER.flavor]);
    });

    it("says what it has read after a change that was made and then refused", async () => {
      const { fixture, id, outs } = await given();
      const { updateNotebook } = fixture.client;
      fixture.client.updateNotebook = async (call) => {
        await updateNotebook(call);
        throw new ApiError(exchange, 403, undefined, undefined, undefined);
      };
      const { message, state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.match(message, /runs again: flavor changed\./);
      assert.deepEqual([state.status, state.flavor], ["RUNNING", BIGGER.flavor]);
    });

    it("takes a rename that was made and then refused for made", async () => {
      const { fixture, id, outs } = await given();
      const { updateNotebook } = fixture.client;
      fixture.client.updateNotebook = async (call) => {
        await updateNotebook(call);
        throw new ApiError(exchange, 400, "ModelArts.6347", undefined, undefined);
      };
      const updated = await lifecycle.update(fixture, id, outs, { ...INPUTS, name: "new" });
      assert.equal(updated.outs.name, "new");
    });

    for (const name of ["notJson", "dropConnection"] as const) {
      it(`takes a disk that has grown for grown, if the answers are lost (${name})`, async () => {
        const { fixture, id, outs } = await given();
        fixture.simulator.faults.ask({ name, operation: "updateNotebook", times: 3 });
        const newInputs = { ...INPUTS, volume: { ...INPUTS.volume, capacity: 20 } };
        const updated = await lifecycle.update(fixture, id, outs, newInputs);
        assert.equal(updated.outs.volume?.capacity, 20);
        assert.equal(updated.outs.volume.status, undefined, "the growth is waited for");
      });
    }
  });

  describe("that removes tags", () => {
    it("removes a tag again that is still there after an accepted removal", async () => {
      const { fixture, id, outs } = await given({ tags: { team: "a", cost: "b" } });
      const { deleteTags } = fixture.client;
      fixture.client.deleteTags = () => Promise.resolve(undefined);
      const { outs: now } = await lifecycle.update(fixture, id, outs, { ...INPUTS, ...TAGGED });
      fixture.client.deleteTags = deleteTags;
      const newInputs = { ...INPUTS, ...TAGGED };
      assert.equal(diff(now, newInputs).changes, true);
      const { outs: then } = await lifecycle.update(fixture, id, now, newInputs);
      assert.deepEqual(only().tags, [{ key: "team", value: "a" }]);
      assert.deepEqual([then.__inputs?.tags, diff(then, newInputs).changes], [["team"], false]);
    });

    it("remembers a tag whose removal failed", async () => {
      const { fixture, id, outs } = await given({ tags: { cost: "b" } });
      fixture.simulator.faults.ask({ name: "forbidden", operation: "deleteTags" });
      const { state } = await failed(lifecycle.update(fixture, id, outs, INPUTS));
      assert.equal(diff(state, INPUTS).changes, true);
      await lifecycle.update(fixture, id, state, INPUTS);
      assert.deepEqual(only().tags, []);
    });

    it("does not let a program declare the tag of the mark", async () => {
      await given();
      const tags = { [RESTART_TAG.key]: "mine" };
      const [failure] = lifecycle.check({}, { ...INPUTS, tags }).failures;
      assert.match(`${failure?.property} ${failure?.reason}`, /pulumi-modelarts-restart"\] is set/);
    });
  });
});
