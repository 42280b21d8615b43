import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { exampleSeedFile, readSeedFile } from "pulumi-modelarts-simulator";
import { HOUR_MS, TRANSITION_MS, useSimulators } from "./simulator-steps";

describe("simulator: seeds", () => {
  const given = useSimulators();
  const example = JSON.parse(readFileSync(exampleSeedFile, "utf8"));
  const params = { id: example.id };

  it("given the detail page's example, when it is read, then it is answered verbatim", async () => {
    const { ok, clock } = await given({ seed: readSeedFile(exampleSeedFile) });
    clock.advance(1000 * HOUR_MS);
    assert.deepEqual(await ok("showNotebook", { params }), example);
    assert.deepEqual((await ok("listNotebooks")).data, [example]);
  });

  it("given the example, when it is acted on while CREATING, then only delete works", async () => {
    const { send, ok, clock } = await given({ seed: example });
    for (const name of ["stopNotebook", "startNotebook", "updateNotebook"] as const) {
      assert.equal((await send(name, { params })).body.error_code, "ModelArts.6357", name);
    }
    await ok("deleteNotebook", { params });
    clock.advance(TRANSITION_MS);
    assert.equal((await send("showNotebook", { params })).status, 400);
  });

  it("given a seeded notebook, when it is changed, then missing fields stay missing", async () => {
    const seed = { ...example, status: "RUNNING" };
    const { ok, clock } = await given({ seed, assume: { "stop-stamps-lease": "no" } });
    await ok("stopNotebook", { params });
    clock.advance(TRANSITION_MS);
    const stopped = { ...example, status: "STOPPED" };
    assert.deepEqual(await ok("showNotebook", { params }), stopped);
  });

  it("given a seeded lease, when its notebook is stopped, then the lease restarts", async () => {
    const { ok, clock } = await given({ seed: { ...example, status: "RUNNING" } });
    const { lease } = await ok("stopNotebook", { params });
    const { create_at, duration } = example.lease;
    const expected = { update_at: clock.now(), duration: duration + clock.now() - create_at };
    assert.deepEqual(lease, { ...example.lease, ...expected });
  });

  it("given notebooks, images and flavors, when they are asked for, then they are known", async () => {
    const image = { id: "11111111-2222-4333-8444-555555555555", name: "mine" };
    const { ok } = await given({
      seed: {
        notebooks: [{ id: "one" }, { id: "two", status: "STOPPED" }],
        images: [image],
        flavors: [{ id: "modelarts.vm.cpu.2u", arch: "x86_64", sold_out: true }],
      },
    });
    assert.equal((await ok("listNotebooks")).total, 2);
    assert.deepEqual(await ok("showImage", { params: { id: image.id } }), image);
    const { data } = await ok("listFlavors");
    assert.equal(data.length, 5);
    assert.equal(data.at(-1).sold_out, true);
  });

  it("given a seed with progress and disk status, when it is read, then they are its own", async () => {
    const own = {
      ...example,
      action_progress: [{ notebook_id: example.id, status: "WAITING", step: 2 }],
      volume: { category: "EVS", status: "INITIALIZING" },
    };
    const { ok } = await given({ seed: own });
    assert.deepEqual(await ok("showNotebook", { params }), own);
  });

  it("given a seeded CREATING notebook, when its lease is asked for, then it does not run", async () => {
    const { refused } = await given({ seed: example });
    assert.equal(await refused("showLease", { params }), "ModelArts.6327");
  });

  it("given something that isn't a notebook, when it is the seed, then the field is named", async () => {
    await assert.rejects(given({ seed: [{ id: "one", lease: "long" as never }] }), /lease/);
  });
});

describe("simulator: changes without the API", () => {
  const given = useSimulators();

  it("given a running notebook, when somebody changes it, then the API answers the change", async () => {
    const { simulator, ok, runs, clock } = await given();
    const id = await runs({ description: "old" });
    simulator.notebooks.change(id, {
      description: null,
      lease: { enable: false },
      status: "STOPPED",
    });
    const notebook = await ok("showNotebook", { params: { id } });
    assert.equal("description" in notebook, false);
    assert.deepEqual([notebook.status, notebook.lease.enable], ["STOPPED", false]);
    await ok("startNotebook", { params: { id } });
    clock.advance(TRANSITION_MS);
    assert.equal(simulator.notebooks.get(id)?.status, "RUNNING");
    assert.equal(simulator.notebooks.remove(id), true);
    assert.equal(simulator.notebooks.get(id), undefined);
    assert.throws(() => simulator.notebooks.change(id, { name: "x" }), /no notebook/);
  });

  it("given another process, when it uses /_simulator unsigned, then it can do the same", async () => {
    const { running, simulator } = await given({ accessKey: "AK", secretKey: "SK" });
    const admin = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${running.url}/_simulator${path}`, {
        method,
        body: JSON.stringify(body),
      });
      const text = await response.text();
      return [response.status, text === "" ? undefined : JSON.parse(text)];
    };
    const [status, { id }] = await admin("POST", "/notebooks", { name: "made" });
    assert.equal(status, 201);
    assert.equal(simulator.notebooks.get(id)?.name, "made");
    assert.equal((await admin("PATCH", `/notebooks/${id}`, { status: "FROZEN" }))[1].name, "made");
    assert.equal(simulator.notebooks.get(id)?.status, "FROZEN");
    assert.equal((await admin("GET", "/notebooks"))[1].length, 1);
    assert.deepEqual(await admin("DELETE", `/notebooks/${id}`), [204, undefined]);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const body = method === "PATCH" ? {} : undefined;
      assert.equal((await admin(method, `/notebooks/${id}`, body))[0], 404, method);
    }
    assert.equal((await admin("POST", "/faults", { name: "busyOnce", times: 2 }))[0], 201);
    assert.equal((await admin("GET", "/faults"))[1][0].times, 2);
    assert.deepEqual(await admin("DELETE", "/faults"), [204, undefined]);
    assert.deepEqual((await admin("GET", "/faults"))[1], []);
    const [refused, { error }] = await admin("POST", "/faults", { name: "no such fault" });
    assert.equal(refused, 400);
    assert.match(error, /busyOnce/);
  });
});
