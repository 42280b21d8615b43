/** Updates of a running notebook for which the clouds' answers are disputed: the provider works with each answer. */
import assert from "node:assert/strict";
import { PartialFailure, UnchangedError } from "../../../provider/resources/shared/errors";
import type { AssumedValues } from "../../../provider/wire/facts/assumptions";
import { type Fixture, type Inputs, INPUTS, lifecycle, newFixture } from "./lifecycle-fixture";

const SSH = (...allowedAccessIps: string[]) => [{ service: "SSH" as const, allowedAccessIps }];

describe("an update of a running notebook", () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  async function given(assume: Partial<AssumedValues>, inputs: Partial<Inputs> = {}) {
    fixture = await newFixture({ assume });
    const made = await lifecycle.create(fixture, { ...INPUTS, ...inputs });
    fixture.requests();
    return made;
  }
  /** Without the tag that marks a stopped notebook; updates-restarts.test.ts is about it. */
  const changes = () =>
    fixture.requests().filter((line) => !line.startsWith("GET ") && !line.includes("/tags/"));
  const only = () => fixture.simulator.notebooks.list()[0] ?? assert.fail("no notebook");
  const STOP = "POST /notebooks/{id}/stop";
  const PUT = "PUT /notebooks/{id}";
  const START = "POST /notebooks/{id}/start?duration=3600000&type=timing";

  describe("of its name", () => {
    const newInputs = { ...INPUTS, name: "new" };

    it("is sent while it runs", async () => {
      const { id, outs } = await given({ rename: "online" });
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT]);
    });

    it("that is refused changes nothing and says what allows it", async () => {
      const { id, outs } = await given({ rename: "stopped" });
      await assert.rejects(lifecycle.update(fixture, id, outs, newInputs), (error: Error) => {
        assert.ok(error instanceof UnchangedError);
        assert.match(
          error.message,
          /refuses to change name .* while it runs.*modelarts:stopToRename/,
        );
        return true;
      });
      assert.deepEqual([only().status, only().name], ["RUNNING", "dev"]);
    });

    it("that is refused stops the notebook if the user allows that", async () => {
      const { id, outs } = await given({ rename: "stopped" });
      fixture.updates = { stopToRename: true };
      const updated = await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, STOP, PUT, START]);
      assert.deepEqual([updated.outs.status, updated.outs.name], ["RUNNING", "new"]);
    });

    it("is sent after a stop that another change needs", async () => {
      const { id, outs } = await given({ rename: "stopped" });
      await lifecycle.update(fixture, id, outs, { ...newInputs, flavor: "modelarts.vm.cpu.8u" });
      assert.deepEqual(changes(), [STOP, PUT, START]);
      assert.equal(only().name, "new");
    });
  });

  describe("of its whitelist", () => {
    const newInputs = { ...INPUTS, endpoints: SSH("203.0.113.8") };
    const before = { endpoints: SSH("203.0.113.7") };
    const ips = () =>
      only().endpoints?.find(({ service }) => service === "SSH")?.allowed_access_ips;

    for (const whitelist of ["online", "stopped"] as const) {
      it(`stops the notebook, also if the cloud accepts the change ${whitelist}`, async () => {
        const { id, outs } = await given({ whitelist }, before);
        await lifecycle.update(fixture, id, outs, newInputs);
        assert.deepEqual(changes(), [STOP, PUT, START]);
        assert.deepEqual(ips(), ["203.0.113.8"]);
      });
    }

    it("is tried while it runs if the user allows that", async () => {
      const { id, outs } = await given({ whitelist: "online" }, before);
      fixture.updates = { onlineUpdates: true };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT]);
      assert.deepEqual(ips(), ["203.0.113.8"]);
    });

    it("that is refused while it runs leads to the stop", async () => {
      const { id, outs } = await given({ whitelist: "stopped" }, before);
      fixture.updates = { onlineUpdates: true };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, STOP, PUT, START]);
      assert.deepEqual(ips(), ["203.0.113.8"]);
    });

    it("that is accepted but not applied leads to the stop, too", async () => {
      const { id, outs } = await given({ whitelist: "online" }, before);
      fixture.updates = { onlineUpdates: true };
      const { updateNotebook } = fixture.client;
      let isFirst = true;
      fixture.client.updateNotebook = (call) => {
        const body = isFirst ? {} : call.body;
        isFirst = false;
        return updateNotebook({ ...call, body });
      };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, STOP, PUT, START]);
      assert.deepEqual(ips(), ["203.0.113.8"]);
    });
  });

  describe("of its disk", () => {
    const sized = (capacity: number) => ({ ...INPUTS, volume: { ...INPUTS.volume, capacity } });

    for (const step of ["100", "200"] as const) {
      it(`takes steps of 100 GB on a cloud that accepts ${step} GB at a time`, async () => {
        const { id, outs } = await given({ "grow-step": step });
        const updated = await lifecycle.update(fixture, id, outs, sized(250));
        assert.deepEqual(changes(), [PUT, PUT, PUT]);
        assert.equal(updated.outs.volume?.capacity, 250);
        assert.equal(updated.outs.volume.status, undefined, "the growth is waited for");
      });
    }

    it("is sent before a stop that another change needs", async () => {
      const { id, outs } = await given({});
      const newInputs = { ...sized(20), flavor: "modelarts.vm.cpu.8u" };
      await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, STOP, PUT, START]);
      assert.equal(only().volume?.capacity, 20);
    });

    it("of a stopped notebook is refused before anything is sent", async () => {
      const { id, outs } = await given({});
      fixture.simulator.notebooks.change(id, { status: "STOPPED" });
      const newInputs = { ...sized(20), name: "new" };
      await assert.rejects(lifecycle.update(fixture, id, outs, newInputs), (error: Error) => {
        assert.ok(error instanceof UnchangedError);
        assert.match(
          error.message,
          /grows only while the notebook runs.*is STOPPED.*desiredStatus/,
        );
        return true;
      });
      assert.deepEqual(changes(), []);
    });

    it("of a stopped notebook with desiredStatus RUNNING is sent after the start", async () => {
      const { id, outs } = await given({});
      fixture.simulator.notebooks.change(id, { status: "STOPPED" });
      const newInputs = { ...sized(20), name: "new", desiredStatus: "RUNNING" as const };
      const updated = await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, START, PUT]);
      assert.deepEqual([updated.outs.status, updated.outs.volume?.capacity], ["RUNNING", 20]);
    });

    it("of a running notebook with desiredStatus STOPPED is sent before the stop", async () => {
      const { id, outs } = await given({});
      const newInputs = { ...sized(20), name: "new", desiredStatus: "STOPPED" as const };
      const updated = await lifecycle.update(fixture, id, outs, newInputs);
      assert.deepEqual(changes(), [PUT, STOP, PUT]);
      assert.deepEqual([updated.outs.status, updated.outs.name], ["STOPPED", "new"]);
    });

    it("succeeds if the first answer is lost and the repeated request is refused", async () => {
      const { id, outs } = await given({});
      fixture.simulator.faults.ask({ name: "dropConnection", operation: "updateNotebook" });
      const updated = await lifecycle.update(fixture, id, outs, sized(20));
      assert.equal(updated.outs.volume?.capacity, 20);
    });
  });

  describe("that stops the notebook", () => {
    const DAY = 24 * 3_600_000;
    const flavor = "modelarts.vm.cpu.8u";

    it("starts it with the last requested lease if none is declared, after five days", async () => {
      const { id, outs } = await given({}, { lease: { enable: false } });
      fixture.simulator.advance(5 * DAY);
      const leased = { ...INPUTS, lease: { duration: 7_200_000, type: "idle" as const } };
      const renewed = await lifecycle.update(fixture, id, outs, leased);
      fixture.requests();
      const read = await lifecycle.read(fixture, id, renewed.outs);
      assert.ok((read.props.lease?.duration ?? 0) > 5 * DAY, "the live number is of no use");
      await lifecycle.update(fixture, id, read.props, { ...INPUTS, flavor });
      assert.deepEqual(changes(), [
        STOP,
        PUT,
        "POST /notebooks/{id}/start?duration=7200000&type=idle",
      ]);
    });

    it("says what was changed before the stop if a later request is refused", async () => {
      const { id, outs } = await given({});
      const { updateNotebook } = fixture.client;
      fixture.client.updateNotebook = (call) => {
        const isDisk = call.body?.storageNewSize !== undefined;
        if (!isDisk)
          fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
        return updateNotebook(call);
      };
      const newInputs = { ...INPUTS, flavor, volume: { ...INPUTS.volume, capacity: 20 } };
      await assert.rejects(
        lifecycle.update(fixture, id, outs, newInputs),
        /runs again: flavor did not change; its disk has grown to 20 GB\./,
      );
      assert.deepEqual([only().status, only().volume?.capacity], ["RUNNING", 20]);
    });

    it("starts it again with its requested lease if the update is refused", async () => {
      const { id, outs } = await given({}, { lease: { duration: 7_200_000 } });
      fixture.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
      const newInputs = { ...INPUTS, flavor, lease: { duration: 7_200_000 } };
      await assert.rejects(
        lifecycle.update(fixture, id, outs, newInputs),
        (error: PartialFailure) => {
          assert.ok(error instanceof PartialFailure);
          return true;
        },
      );
      assert.equal(only().status, "RUNNING");
      assert.equal(changes().at(-1), "POST /notebooks/{id}/start?duration=7200000&type=timing");
    });
  });
});

describe("a lease that is declared for a stopped notebook together with another change", () => {
  it("waits for the next start, and is applied by the next update if somebody else starts the notebook", async () => {
    const fixture = await newFixture({ transitionMs: 0 });
    const hours = (count: number) => ({ duration: count * 3_600_000, type: "timing" as const });
    const made = await lifecycle.create(fixture, { ...INPUTS, lease: hours(2) });
    const { id } = made;
    await fixture.client.stopNotebook({ id });
    const stopped = (await lifecycle.read(fixture, id, made.outs)).props;
    const newInputs = { ...INPUTS, lease: hours(8), description: "new" };
    const { outs } = await lifecycle.update(fixture, id, stopped, newInputs);
    assert.equal(lifecycle.diff(outs, newInputs).changes, false, "it is stopped");
    await fixture.client.startNotebook({ id, query: hours(1) });
    const started = (await lifecycle.read(fixture, id, outs)).props;
    assert.equal(lifecycle.diff(started, newInputs).changes, true);
    const renewed = await lifecycle.update(fixture, id, started, newInputs);
    assert.equal(lifecycle.diff(renewed.outs, newInputs).changes, false);
    const { lease } = fixture.simulator.notebooks.get(id) ?? {};
    assert.ok((lease?.duration ?? 0) >= 8 * 3_600_000);
    await fixture.close();
  });
});

describe("a notebook that nobody changes", () => {
  for (const assume of [
    {},
    { "lease-stamp": "start" },
    { "rename-stamps-lease": "yes" },
  ] as const) {
    it(`never shows a change of its lease (${JSON.stringify(assume)})`, async () => {
      const fixture = await newFixture({ assume });
      const inputs = { ...INPUTS, lease: { duration: 72 * 3_600_000, type: "timing" as const } };
      const made = await lifecycle.create(fixture, inputs);
      const { id } = made;
      let state = made.outs;
      for (let hours = 0; hours < 72; hours += 9) {
        assert.equal(lifecycle.diff(state, inputs).changes, false, `after ${hours} h`);
        fixture.simulator.advance(9 * 3_600_000);
        if (hours === 36) await fixture.client.updateNotebook({ id, body: { name: INPUTS.name } });
        state = (await lifecycle.read(fixture, id, state)).props;
      }
      await fixture.close();
    });
  }
});
