import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { exampleSeedFile, readSeedFile } from "pulumi-modelarts-simulator";
import { HOUR_MS, IMAGE_ID, TRANSITION_MS, lab, useSimulators } from "./simulator-steps";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("simulator: a notebook's life", () => {
  const given = useSimulators();

  it("given a create, when it is answered, then every documented field is there", async () => {
    const { ok, clock } = await given();
    const notebook = await ok("createNotebook", {
      body: {
        ...lab,
        description: "to try",
        pool_id: "pool-1",
        endpoints: [
          { service: "SSH", key_pair_names: ["key"], allowed_access_ips: ["198.51.100.7"] },
        ],
      },
    });
    assert.match(notebook.id, UUID);
    assert.match(notebook.token, UUID);
    assert.equal(notebook.status, "CREATING");
    assert.ok(notebook.url.startsWith("https://authoring-"));
    assert.ok(notebook.url.endsWith(`/${notebook.id}/lab`));
    assert.deepEqual(notebook.lease, {
      create_at: clock.now(),
      update_at: clock.now(),
      duration: HOUR_MS,
      enable: true,
      type: "TIMING",
    });
    assert.deepEqual(notebook.volume, {
      category: "EVS",
      ownership: "MANAGED",
      capacity: 5,
      mount_path: "/home/ma-user/work/",
    });
    const [jupyter, ssh] = notebook.endpoints;
    assert.match(jupyter.uri, /^https:\/\/10\./);
    assert.equal(jupyter.service, "NOTEBOOK");
    assert.match(ssh.uri, /^ssh:\/\/ma-user@10\.[\d.]+:\d+$/);
    assert.deepEqual(
      { ...ssh, uri: "" },
      {
        service: "SSH",
        dev_service: "SSH",
        uri: "",
        allowed_access_ips: ["198.51.100.7"],
        key_pair_names: ["key"],
        ssh_keys: ["key"],
      },
    );
    assert.equal(notebook.image.id, IMAGE_ID);
    assert.equal(notebook.image.name, "notebook2.0-mul-kernel-cpu-cp36");
    assert.equal(notebook.pool.id, "pool-1");
    assert.equal(notebook.workspace_id, "0");
    assert.equal(notebook.feature, "NOTEBOOK");
    assert.equal(notebook.user.id, notebook.user_id);
    assert.equal(notebook.create_at, clock.now());
    assert.equal(notebook.update_at, clock.now());
  });

  it("given a create, when the clock turns, then its steps complete and it runs", async () => {
    const { ok, created, clock } = await given();
    const params = { id: await created() };
    const seen = [];
    for (let quarter = 0; quarter <= 4; quarter++) {
      const { status, action_progress } = await ok("showNotebook", { params });
      seen.push([status, ...action_progress.map((step: { status: string }) => step.status[0])]);
      clock.advance(TRANSITION_MS / 4);
    }
    assert.deepEqual(seen, [
      ["CREATING", "P", "W", "W", "W"],
      ["CREATING", "C", "P", "W", "W"],
      ["CREATING", "C", "C", "P", "W"],
      ["CREATING", "C", "C", "C", "P"],
      ["RUNNING", "C", "C", "C", "C"],
    ]);
  });

  it("given a running notebook, when it is stopped, changed, started and deleted, then it follows", async () => {
    const { ok, send, runs, clock } = await given();
    const params = { id: await runs({ lease: { duration: 2 * HOUR_MS, type: "Idle" } }) };
    const status = async () => (await ok("showNotebook", { params })).status;

    const renamed = await ok("updateNotebook", {
      params,
      body: { name: "lab-2", description: "" },
    });
    assert.deepEqual([renamed.name, renamed.description], ["lab-2", ""]);
    assert.deepEqual([renamed.status, renamed.billing_items], ["RUNNING", ["ALL"]]);

    const stopping = await ok("stopNotebook", { params });
    assert.equal(stopping.status, "STOPPING");
    clock.advance(TRANSITION_MS - 1);
    assert.equal(await status(), "STOPPING");
    clock.advance(1);
    assert.equal(await status(), "STOPPED");

    const moved = await ok("updateNotebook", {
      params,
      body: {
        flavor: "modelarts.vm.cpu.8u",
        endpoints: [{ service: "SSH", allowed_access_ips: ["198.51.100.0/24"] }],
      },
    });
    assert.equal(moved.flavor, "modelarts.vm.cpu.8u");
    assert.deepEqual(moved.endpoints[1].allowed_access_ips, ["198.51.100.0/24"]);
    assert.deepEqual([moved.status, moved.billing_items], ["STOPPED", ["STORAGE"]]);

    const starting = await ok("startNotebook", { params, query: { duration: "-1" } });
    assert.equal(starting.status, "STARTING");
    assert.equal(starting.lease.enable, false);
    clock.advance(TRANSITION_MS);
    assert.equal(await status(), "RUNNING");
    clock.advance(1000 * HOUR_MS);
    assert.equal(await status(), "RUNNING");

    assert.equal((await ok("deleteNotebook", { params })).status, "DELETING");
    assert.equal(await status(), "DELETING");
    clock.advance(TRANSITION_MS);
    assert.equal((await send("showNotebook", { params })).body.error_code, "ModelArts.6404");
    assert.equal((await ok("listNotebooks")).total, 0);
  });

  it("given an EVS disk, when it grows, then it is RESIZING for one transition", async () => {
    const { ok, send, runs, clock } = await given();
    const params = { id: await runs() };
    const grow = (storage_new_size: number) =>
      send("updateNotebook", { params, body: { storage_new_size } });
    const { volume } = (await grow(9)).body;
    assert.deepEqual([volume.capacity, volume.status], [9, "RESIZING"]);
    assert.equal((await grow(10)).body.error_code, "ModelArts.6357");
    clock.advance(TRANSITION_MS);
    const after = (await ok("showNotebook", { params })).volume;
    assert.deepEqual([after.capacity, after.status], [9, undefined]);
    assert.equal((await grow(10)).status, 200);
  });

  it("given an update of the endpoints, when it names no key pairs, then they stay", async () => {
    const { ok, stopped } = await given();
    const params = {
      id: await stopped({ endpoints: [{ service: "SSH", key_pair_names: ["a"] }] }),
    };
    const { endpoints } = await ok("updateNotebook", {
      params,
      body: { endpoints: [{ service: "SSH" }] },
    });
    assert.deepEqual(endpoints[1].key_pair_names, ["a"]);
    assert.equal(endpoints[1].allowed_access_ips, undefined);
  });

  it("given a machine made to measure, when it gets another flavor, then that takes its place", async () => {
    const { ok, stopped } = await given();
    const custom = { flavor: "custom.flavor.spec.code", custom_spec: { cpu: 4 } };
    const params = { id: await stopped(custom) };
    const renamed = await ok("updateNotebook", { params, body: { name: "kept" } });
    assert.deepEqual(renamed.custom_spec, custom.custom_spec);
    const { flavor, custom_spec } = await ok("updateNotebook", {
      params,
      body: { flavor: lab.flavor },
    });
    assert.deepEqual([flavor, custom_spec], [lab.flavor, undefined]);
  });
});

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

describe("simulator: seeds", () => {
  const given = useSimulators();
  const example = JSON.parse(readFileSync(exampleSeedFile, "utf8"));
  const params = { id: example.id };

  it("given the detail page's example, when it is read, then it is answered verbatim", async () => {
    const { ok, clock } = await given({ seed: readSeedFile(exampleSeedFile) });
    clock.advance(1000 * HOUR_MS);
    assert.deepEqual(await ok("showNotebook", { params }), example);
    assert.deepEqual((await ok("listNotebooks")).data, [example]);
    assert.deepEqual(await ok("showLease", { params }), example.lease);
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

  it("given a seeded notebook, when it is acted on, then what it lacks stays lacking", async () => {
    const { ok, clock } = await given({ seed: { ...example, status: "RUNNING" } });
    await ok("stopNotebook", { params });
    clock.advance(TRANSITION_MS);
    assert.deepEqual(await ok("showNotebook", { params }), { ...example, status: "STOPPED" });
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
    assert.equal(data.length, 4);
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

  it("given something that isn't a notebook, when it is the seed, then the field is named", async () => {
    await assert.rejects(given({ seed: [{ id: "one", lease: "long" as never }] }), /lease/);
  });
});

describe("simulator: behind the API's back", () => {
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
    assert.deepEqual([notebook.status, notebook.lease.duration], ["STOPPED", HOUR_MS]);
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
