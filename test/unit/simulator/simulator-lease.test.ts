import { strict as assert } from "node:assert";
import { HOUR_MS, TRANSITION_MS, lab, useSimulators } from "./simulator-steps";

describe("simulator: the lease", () => {
  const given = useSimulators();
  const DAY_MS = 24 * HOUR_MS;

  /** The walk-through of Open Telekom Cloud's reference: each call asks for an hour. */
  it("given the walk-through's times, when its calls are made, then its leases are answered", async () => {
    const CREATED = 1687656452470;
    let now = CREATED;
    const { ok } = await given({
      clock: { now: () => now },
      transitionMs: 1687656479842 - CREATED,
    });
    const query = { duration: String(HOUR_MS), type: "timing" };
    const { id } = await ok("createNotebook", { body: { ...lab, lease: { duration: HOUR_MS } } });
    const params = { id };
    const rows: [at: number, duration: number, lease: () => Promise<{ lease: object }>][] = [
      [CREATED, 3600000, () => ok("showNotebook", { params })],
      [1687656479842, 3627372, () => ok("showNotebook", { params })],
      [1687657510014, 4657544, async () => ({ lease: await ok("renewLease", { params, query }) })],
      [1687659052284, 6199814, () => ok("stopNotebook", { params })],
      [1687659392569, 6540099, () => ok("startNotebook", { params, query })],
    ];
    for (const [at, duration, answer] of rows) {
      now = at;
      const { lease } = await answer();
      const expected = { create_at: CREATED, update_at: at, duration, enable: true };
      assert.deepEqual(lease, { ...expected, type: "TIMING" });
    }
  });

  it("given a lease, when its duration is over, then the notebook stops by itself", async () => {
    const { ok, runs, clock } = await given();
    const params = { id: await runs() };
    const { lease } = await ok("showNotebook", { params });
    assert.equal(lease.create_at + lease.duration, clock.now() + HOUR_MS);
    const status = async () => (await ok("showNotebook", { params })).status;
    clock.advance(HOUR_MS - 1);
    assert.equal(await status(), "RUNNING");
    clock.advance(1);
    assert.equal(await status(), "STOPPING");
    clock.advance(TRANSITION_MS);
    assert.equal(await status(), "STOPPED");
  });

  it("given a lease, when a day passes without a request, then the notebook stopped after its lease", async () => {
    const { ok, created, clock } = await given();
    const params = { id: await created() };
    const start = clock.now();
    clock.advance(DAY_MS);
    const notebook = await ok("showNotebook", { params });
    assert.equal(notebook.status, "STOPPED");
    assert.equal(notebook.update_at, start + TRANSITION_MS + HOUR_MS + TRANSITION_MS);
  });

  it("given a notebook that is five days old, when it starts, then it runs for its hour", async () => {
    const { ok, stopped, clock } = await given();
    const params = { id: await stopped() };
    clock.advance(5 * DAY_MS);
    await ok("startNotebook", { params });
    clock.advance(TRANSITION_MS);
    const { lease } = await ok("showNotebook", { params });
    assert.ok(lease.duration > 5 * DAY_MS);
    clock.advance(HOUR_MS - 1);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
    clock.advance(1);
    assert.equal((await ok("showNotebook", { params })).status, "STOPPING");
  });

  it("given a create, when its duration is top-level, then it overrides the lease and is TIMING", async () => {
    const { ok } = await given();
    const { lease } = await ok("createNotebook", {
      body: { ...lab, duration: 3 * HOUR_MS, lease: { duration: HOUR_MS, type: "idle" } },
    });
    assert.deepEqual([lease.duration, lease.type], [3 * HOUR_MS, "TIMING"]);
  });

  for (const off of [{ duration: -1 }, { lease: { duration: -1 } }]) {
    it(`given a create with ${JSON.stringify(off)}, when it runs, then nothing stops it`, async () => {
      const { ok, runs, clock } = await given();
      const params = { id: await runs(off) };
      clock.advance(1000 * HOUR_MS);
      const { status, lease } = await ok("showNotebook", { params });
      assert.deepEqual([status, lease.enable, lease.duration], ["RUNNING", false, -1]);
    });
  }

  it("given a switched-off lease, when it is stopped, started and renewed, then it is on from then on", async () => {
    const { ok, stopped, clock } = await given();
    const params = { id: await stopped({ duration: -1 }) };
    assert.equal((await ok("showNotebook", { params })).lease.duration, -1);
    const { lease } = await ok("startNotebook", { params, query: { duration: "-1" } });
    assert.equal(lease.enable, false);
    clock.advance(DAY_MS);
    const renewed = await ok("renewLease", { params, body: {} });
    assert.equal(renewed.enable, true);
    assert.equal(renewed.duration, clock.now() - renewed.create_at + HOUR_MS);
    assert.equal((await ok("renewLease", { params, body: { duration: -1 } })).enable, false);
  });

  it("given an idle lease, when the query renews it, then the query wins and it is TIMING", async () => {
    const { ok, runs, clock } = await given();
    const params = { id: await runs({ lease: { duration: HOUR_MS, type: "idle" } }) };
    clock.advance(HOUR_MS / 2);
    const lease = await ok("renewLease", {
      params,
      query: { duration: String(2 * HOUR_MS) },
      body: { duration: 5 * HOUR_MS, type: "idle" },
    });
    assert.deepEqual([lease.type, lease.update_at], ["TIMING", clock.now()]);
    assert.equal(lease.create_at + lease.duration, clock.now() + 2 * HOUR_MS);
    assert.deepEqual(await ok("showLease", { params }), lease);
    clock.advance(2 * HOUR_MS - 1);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  });

  it("given an idle lease, when the body renews it, then it is TIMING unless it names a type", async () => {
    const { ok, runs } = await given();
    const params = { id: await runs({ lease: { duration: HOUR_MS, type: "IDLE" } }) };
    const named = await ok("renewLease", { params, body: { duration: HOUR_MS, type: "idle" } });
    assert.equal(named.type, "IDLE");
    const unnamed = await ok("renewLease", { params, body: { duration: 2 * HOUR_MS } });
    assert.equal(unnamed.type, "TIMING");
  });

  it("given an idle lease, when the notebook starts without a lease, then it has an hour and is TIMING", async () => {
    const { ok, stopped, clock } = await given();
    const params = { id: await stopped({ lease: { duration: 2 * HOUR_MS, type: "idle" } }) };
    const { lease } = await ok("startNotebook", { params });
    assert.deepEqual([lease.type, lease.enable, lease.update_at], ["TIMING", true, clock.now()]);
    assert.equal(lease.create_at + lease.duration, clock.now() + HOUR_MS);
  });

  it("given a seeded lease, when time passes, then it is as given and stops at create_at + duration", async () => {
    const { ok, simulator, clock } = await given();
    const lease = {
      create_at: clock.now() - 5 * DAY_MS,
      update_at: clock.now() - DAY_MS,
      duration: 5 * DAY_MS + 2 * HOUR_MS,
      enable: true,
      type: "IDLE",
    };
    const params = { id: simulator.notebooks.add({ status: "RUNNING", lease }).id };
    clock.advance(2 * HOUR_MS - 1);
    const notebook = await ok("showNotebook", { params });
    assert.deepEqual([notebook.status, notebook.lease], ["RUNNING", lease]);
    clock.advance(1);
    assert.equal((await ok("showNotebook", { params })).status, "STOPPING");
  });

  it("given a lease that was over when it was seeded, when time passes, then the status stays", async () => {
    const { ok, simulator, clock } = await given();
    const lease = { create_at: 1, update_at: 1, duration: HOUR_MS, enable: true };
    const params = { id: simulator.notebooks.add({ status: "RUNNING", lease }).id };
    clock.advance(DAY_MS);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  });
});

describe("simulator: its clock", () => {
  const given = useSimulators();

  it("given any answer, when it comes, then its Date header is the simulator's time", async () => {
    const { send, clock, simulator, running } = await given();
    simulator.advance(5 * 24 * HOUR_MS);
    const date = new Date(clock.now() + 5 * 24 * HOUR_MS).toUTCString();
    assert.equal((await send("listNotebooks")).headers.get("date"), date);
    assert.equal((await send("showNotebook", { params: { id: "x" } })).headers.get("date"), date);
    assert.equal((await fetch(`${running.url}/nowhere`)).headers.get("date"), date);
  });

  it("given another process, when it advances the clock, then leases end", async () => {
    const { ok, runs, running, clock } = await given();
    const params = { id: await runs() };
    const turn = (body: object) =>
      fetch(`${running.url}/_simulator/clock`, { method: "POST", body: JSON.stringify(body) });
    const turned = await turn({ advanceMs: 2 * HOUR_MS });
    const expected = {
      now: clock.now() + 2 * HOUR_MS,
      date: new Date(clock.now() + 2 * HOUR_MS).toISOString(),
      advancedMs: 2 * HOUR_MS,
    };
    assert.deepEqual(await turned.json(), expected);
    const read = await fetch(`${running.url}/_simulator/clock`);
    assert.deepEqual(await read.json(), expected);
    assert.equal((await ok("showNotebook", { params })).status, "STOPPED");
    assert.equal((await turn({ advanceMs: -1 })).status, 400);
  });

  it("given a clock, when it is moved back, then that is an error", async () => {
    const { simulator } = await given();
    assert.throws(() => simulator.advance(-1), /only goes forward/);
  });
});
