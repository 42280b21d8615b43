/** A running notebook that an update stops runs again, whatever happens to the update. */
import assert from "node:assert/strict";
import { ApiError, ConnectionError } from "../../../provider/client/errors";
import { functions } from "../../../provider/resources/functions/functions";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { clouds, cloudOf } from "../../../provider/wire/facts/clouds";
import { RESTART_TAG } from "../../../provider/wire/tags";
import {
  type Fixture,
  type FixtureOptions,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  type State,
  withEach,
} from "./lifecycle-fixture";
import { temporaryJournal } from "./temporary-journal";

const BIGGER = { ...INPUTS, flavor: "modelarts.vm.cpu.8u" };
const TAGGED = { tags: { team: "a" } };
const exchange = { doing: "Stopping the notebook", method: "POST", path: "/stop" };
const timeout504 = () => new ApiError(exchange, 504, undefined, undefined, undefined);

describe("an update that stops a running notebook", () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  async function given(inputs: Partial<Inputs> = {}, options: FixtureOptions = {}) {
    fixture = await newFixture(options);
    const made = await lifecycle.create(fixture, { ...INPUTS, ...inputs });
    fixture.requests();
    fixture.slept();
    return made;
  }
  const only = () => fixture.simulator.notebooks.list()[0] ?? assert.fail("no notebook");
  const changes = () => fixture.requests().filter((line) => !line.startsWith("GET "));
  const entry = () => fixture.journal.find("restart", only().id);
  const markTags = () => only().tags?.filter(({ key }) => key === RESTART_TAG.key) ?? [];
  /** As the server asks it: with what the journal knows. */
  const diff = (state: Partial<State>, inputs: Inputs) =>
    lifecycle.diff(lifecycle.recall(fixture.journal, state), inputs);
  const failed = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail("it succeeded"),
      (error: PartialFailure) => {
        assert.ok(error instanceof PartialFailure, String(error));
        return { state: error.properties as State, message: error.message };
      },
    );

  /** Calls `before` with the name of each method of the client before the request is sent. */
  function onEach(before: (name: string) => unknown): () => void {
    const { client } = fixture;
    fixture.client = withEach(client, (name, method) => {
      if (!/^(show|update|delete|start|stop|create|list|renew)[A-Z]/.test(name)) return method;
      return async (call: unknown) => {
        await before(name);
        return method(call);
      };
    });
    return () => (fixture.client = client);
  }

  describe("marks it until it runs again", () => {
    it("in the journal and with a tag, before the stop", async () => {
      const { id, outs } = await given(TAGGED);
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
      const { id, outs } = await given();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "createTags" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
      assert.match(fixture.lines.join("\n"), /tag pulumi-modelarts-restart could not be set/);
    });

    it("without a tag on Open Telekom Cloud", async () => {
      const { id, outs } = await given({}, { cloud: "otc" });
      fixture.cloud = cloudOf("modelarts.eu-de.otc.t-systems.com");
      assert.equal(fixture.cloud, clouds.otc);
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.ok(!changes().some((line) => line.includes("/tags/")));
    });

    it("with a tag that a simulated cloud without tags refuses, silently", async () => {
      const { id, outs } = await given({}, { cloud: "otc" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.equal(only().status, "RUNNING");
      assert.ok(!fixture.lines.some((line) => line.includes("tag")), fixture.lines.join("\n"));
    });

    it("not if the program declares it STOPPED", async () => {
      const { id, outs } = await given();
      await lifecycle.update(fixture, id, outs, { ...BIGGER, desiredStatus: "STOPPED" });
      assert.deepEqual(changes(), ["POST /notebooks/{id}/stop", "PUT /notebooks/{id}"]);
      assert.equal(entry(), undefined);
    });

    it("with room for 20 tags of the program", async () => {
      const { id, outs } = await given();
      const tags = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, "v"]));
      const updated = await lifecycle.update(fixture, id, outs, { ...BIGGER, tags });
      assert.deepEqual(updated.outs.tags, tags);
    });
  });

  /** The process is killed at the request: nothing of the update happens after that. */
  async function killedAt(request: string, state: State, inputs: Inputs, isTaken: boolean) {
    const { id } = only();
    const original = fixture.client;
    const reached = new Promise<void>((resolve) => {
      fixture.client = withEach(original, (name, method) => {
        if (name !== request) return method;
        return async (call: unknown) => {
          if (isTaken) await method(call);
          resolve();
          return new Promise(() => undefined);
        };
      });
    });
    void lifecycle.update({ ...fixture }, id, state, inputs);
    await reached;
    fixture.client = original;
    fixture.requests();
  }

  describe("and is killed", () => {
    for (const request of ["stopNotebook", "updateNotebook", "startNotebook"]) {
      it(`at ${request}, is mended by the next run, without a refresh`, async () => {
        const { id, outs } = await given(TAGGED);
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
        const { id, outs } = await given(TAGGED);
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
      const { id, outs } = await given();
      await killedAt("stopNotebook", outs, BIGGER, false);
      assert.equal(diff(outs, INPUTS).changes, true);
      await lifecycle.update(fixture, id, outs, INPUTS);
      assert.deepEqual(changes(), ["DELETE /notebooks/{id}/tags/delete?workspace_id=0"]);
      assert.equal(diff(outs, INPUTS).changes, false);
    });

    it("is not mended if the program declares STOPPED, also later", async () => {
      const { id, outs } = await given();
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
      const { id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, true);
      await lifecycle.delete(fixture, id, outs);
      assert.equal(fixture.journal.find("restart", id), undefined);
    });

    it("leaves no mark once a refresh finds it gone", async () => {
      const { id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, true);
      fixture.simulator.notebooks.remove(id);
      await lifecycle.read(fixture, id, outs);
      assert.equal(fixture.journal.find("restart", id), undefined);
    });

    it("shows the mark neither to functions nor to imports, and `.get` leaves it", async () => {
      const { id, outs } = await given(TAGGED);
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
        const { id, outs } = await given();
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
      const { id, outs } = await given();
      fixture.simulator.faults.ask({ name: "forbidden", operation: "stopNotebook" });
      const { state } = await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.deepEqual([state.status, state.__restart], ["RUNNING", undefined]);
      assert.deepEqual([entry(), markTags()], [undefined, []]);
    });

    it("stays stopped if the program says so, although the change is refused", async () => {
      const { id, outs } = await given();
      await killedAt("stopNotebook", outs, BIGGER, true);
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      await failed(lifecycle.update(fixture, id, outs, { ...BIGGER, desiredStatus: "STOPPED" }));
      assert.equal(only().status, "STOPPED");
    });

    it("keeps the mark if the tag can't be removed now, and the next refresh removes it", async () => {
      const { id, outs } = await given();
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
      const { id, outs } = await given();
      await killedAt("updateNotebook", outs, BIGGER, false);
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      await failed(lifecycle.update(fixture, id, outs, BIGGER));
      assert.deepEqual([only().status, entry(), markTags()], ["RUNNING", undefined, []]);
    });
  });

  describe("whose requests get lost", () => {
    /** The first request of the method is answered, and does nothing. */
    function swallowed(name: "stopNotebook" | "startNotebook" | "deleteNotebook") {
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
        const { id, outs } = await given();
        swallowed(name);
        await lifecycle.update(fixture, id, outs, BIGGER);
        assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
        assert.ok(fixture.slept() < 120_000);
      });
    }

    it("sends a delete again", async () => {
      const { id, outs } = await given();
      swallowed("deleteNotebook");
      await lifecycle.delete(fixture, id, outs);
      assert.deepEqual(fixture.simulator.notebooks.list(), []);
      assert.ok(fixture.slept() < 90_000);
    });

    it("sends a stop again soon if its answer was lost, too", async () => {
      const { id, outs } = await given();
      fixture.simulator.faults.ask({ name: "serverError", operation: "stopNotebook" });
      await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([only().status, only().flavor], ["RUNNING", BIGGER.flavor]);
      assert.ok(fixture.slept() < 90_000);
    });

    for (const late of ["STOPPED", "STOPPING"] as const) {
      it(`starts it again if a lost stop takes effect after the restart: ${late}`, async () => {
        const { id, outs } = await given();
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
      const { id, outs } = await given();
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
      const { id, outs } = await given();
      fixture.simulator.faults.ask({
        name: "dropConnection",
        operation: "updateNotebook",
        times: 3,
      });
      const updated = await lifecycle.update(fixture, id, outs, BIGGER);
      assert.deepEqual([updated.outs.status, updated.outs.flavor], ["RUNNING", BIGGER.flavor]);
    });

    it("says what it has read after a change that was made and then refused", async () => {
      const { id, outs } = await given();
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
      const { id, outs } = await given();
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
        const { id, outs } = await given();
        fixture.simulator.faults.ask({ name, operation: "updateNotebook", times: 3 });
        const newInputs = { ...INPUTS, volume: { ...INPUTS.volume, capacity: 20 } };
        const updated = await lifecycle.update(fixture, id, outs, newInputs);
        assert.equal(updated.outs.volume?.capacity, 20);
        assert.equal(updated.outs.volume.status, undefined, "the growth is waited for");
      });
    }
  });

  describe("or not, and removes tags", () => {
    it("removes a tag again that is still there after an accepted removal", async () => {
      const { id, outs } = await given({ tags: { team: "a", cost: "b" } });
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
      const { id, outs } = await given({ tags: { cost: "b" } });
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
