import { strict as assert } from "node:assert";
import { HOUR_MS, IMAGE_ID, TRANSITION_MS, lab, useSimulators } from "./simulator-steps";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("simulator: a notebook's life", () => {
  const given = useSimulators();

  it("given a create, when it is answered, then it has the fields of the walk-through and what was asked for", async () => {
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

  it("given a create, when time passes, then its steps complete and it runs", async () => {
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
    const { ok, send, updated, runs, clock } = await given();
    const params = { id: await runs({ lease: { duration: 2 * HOUR_MS, type: "Idle" } }) };
    const status = async () => (await ok("showNotebook", { params })).status;

    const renamed = await updated(params.id, { name: "lab-2", description: "" });
    assert.deepEqual([renamed.name, renamed.description], ["lab-2", ""]);
    assert.deepEqual([renamed.status, renamed.billing_items], ["RUNNING", ["ALL"]]);

    const stopping = await ok("stopNotebook", { params });
    assert.equal(stopping.status, "STOPPING");
    assert.equal(stopping.token, renamed.token);
    clock.advance(TRANSITION_MS - 1);
    assert.equal(await status(), "STOPPING");
    clock.advance(1);
    assert.equal(await status(), "STOPPED");

    const moved = await updated(params.id, {
      flavor: "modelarts.vm.cpu.8u",
      endpoints: [{ service: "SSH", allowed_access_ips: ["198.51.100.0/24"] }],
    });
    assert.equal(moved.flavor, "modelarts.vm.cpu.8u");
    assert.deepEqual(moved.endpoints[1].allowed_access_ips, ["198.51.100.0/24"]);
    assert.deepEqual([moved.status, moved.billing_items], ["STOPPED", ["STORAGE"]]);

    const starting = await ok("startNotebook", { params, query: { duration: "-1" } });
    assert.equal(starting.status, "STARTING");
    assert.equal(starting.lease.enable, false);
    assert.match(starting.token, UUID);
    assert.notEqual(starting.token, renamed.token);
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
    await grow(9);
    const { volume } = await ok("showNotebook", { params });
    assert.deepEqual([volume.capacity, volume.status], [9, "RESIZING"]);
    assert.equal((await grow(10)).body.error_code, "ModelArts.6357");
    clock.advance(TRANSITION_MS);
    const after = (await ok("showNotebook", { params })).volume;
    assert.deepEqual([after.capacity, after.status], [9, undefined]);
    assert.equal((await grow(10)).status, 200);
  });

  it("given an update of the endpoints, when it names no key pairs, then they stay", async () => {
    const { updated, stopped } = await given();
    const id = await stopped({ endpoints: [{ service: "SSH", key_pair_names: ["a"] }] });
    const { endpoints } = await updated(id, { endpoints: [{ service: "SSH" }] });
    assert.deepEqual(endpoints[1].key_pair_names, ["a"]);
    assert.equal(endpoints[1].allowed_access_ips, undefined);
  });

  it("given a custom machine, when it gets another flavor, then its custom_spec is removed", async () => {
    const { updated, stopped } = await given();
    const spec = { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" };
    const custom = { flavor: "custom.flavor.spec.code", custom_spec: spec, pool_id: "pool-1" };
    const id = await stopped(custom);
    const renamed = await updated(id, { name: "kept" });
    assert.deepEqual(renamed.custom_spec, spec);
    const { flavor, custom_spec } = await updated(id, { flavor: lab.flavor });
    assert.deepEqual([flavor, custom_spec], [lab.flavor, undefined]);
  });
});
