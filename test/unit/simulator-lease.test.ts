import { strict as assert } from "node:assert";
import { HOUR_MS, TRANSITION_MS, lab, useSimulators } from "./simulator-steps";

describe("simulator: the lease", () => {
  const given = useSimulators();

  it("given a lease, when its duration is over, then the notebook stops by itself", async () => {
    const { ok, runs, clock } = await given();
    const params = { id: await runs() };
    const status = async () => (await ok("showNotebook", { params })).status;
    clock.advance(HOUR_MS - TRANSITION_MS - 1);
    assert.equal(await status(), "RUNNING");
    clock.advance(1);
    assert.equal(await status(), "STOPPING");
    clock.advance(TRANSITION_MS);
    assert.equal(await status(), "STOPPED");
  });

  it("given a lease, when nobody looks for a day, then the notebook stopped long ago", async () => {
    const { ok, created, clock } = await given();
    const params = { id: await created() };
    const start = clock.now();
    clock.advance(24 * HOUR_MS);
    const notebook = await ok("showNotebook", { params });
    assert.equal(notebook.status, "STOPPED");
    assert.equal(notebook.update_at, start + HOUR_MS + TRANSITION_MS);
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
      assert.deepEqual([status, lease.enable], ["RUNNING", false]);
    });
  }

  it("given an idle lease, when the query renews it, then the query wins and it is TIMING", async () => {
    const { ok, runs, clock } = await given();
    const params = { id: await runs({ lease: { duration: HOUR_MS, type: "idle" } }) };
    clock.advance(HOUR_MS / 2);
    const lease = await ok("renewLease", {
      params,
      query: { duration: String(2 * HOUR_MS) },
      body: { duration: 5 * HOUR_MS, type: "idle" },
    });
    assert.deepEqual(
      [lease.duration, lease.type, lease.update_at],
      [2 * HOUR_MS, "TIMING", clock.now()],
    );
    assert.deepEqual(await ok("showLease", { params }), lease);
    clock.advance(2 * HOUR_MS - 1);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  });

  it("given an idle lease, when the body renews it, then it stays IDLE unless it names a type", async () => {
    const { ok, runs } = await given();
    const params = { id: await runs({ lease: { duration: HOUR_MS, type: "IDLE" } }) };
    const kept = await ok("renewLease", { params, body: { duration: 2 * HOUR_MS } });
    assert.deepEqual([kept.duration, kept.type], [2 * HOUR_MS, "IDLE"]);
    const named = await ok("renewLease", { params, body: { duration: HOUR_MS, type: "timing" } });
    assert.equal(named.type, "TIMING");
  });

  it("given a stopped notebook, when it starts with duration and type, then these are its lease", async () => {
    const { ok, stopped, clock } = await given();
    const params = { id: await stopped() };
    const query = { duration: String(2 * HOUR_MS), type: "idle" };
    const { lease } = await ok("startNotebook", { params, query });
    assert.deepEqual(
      [lease.duration, lease.type, lease.enable, lease.update_at],
      [2 * HOUR_MS, "IDLE", true, clock.now()],
    );
  });
});
