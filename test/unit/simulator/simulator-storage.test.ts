import { strict as assert } from "node:assert";
import { TRANSITION_MS, lab, useSimulators, type Json } from "./simulator-steps";

const POOL = { pool_id: "pool-1" };
const obs = {
  category: "OBS",
  ownership: "DEDICATED",
  uri: "obs://team/lab/",
  dew_secret_name: "team-key",
};
const efsVolume = { category: "EFS", ownership: "DEDICATED", uri: "nas:/a", id: "efs-1" };
const spec = { cpu: 0.4, memory: 513, arch: "X86_64", category: "CPU" };

describe("simulator: volumes and custom machines", () => {
  const given = useSimulators();

  for (const category of ["OBS", "OBSFS"]) {
    it(`given ${category} as the main volume, when it is created, then it is IN_USE and MAIN`, async () => {
      const { ok } = await given();
      const volume = { ...obs, category, mount_path: "/home/ma-user/obs/", read_only: true };
      const created = await ok("createNotebook", { body: { ...lab, ...POOL, volume } });
      assert.deepEqual(created.volume, { ...volume, status: "IN_USE", mount_type: "MAIN" });
    });
  }

  const missing = (field: string) => ({ ...obs, [field]: undefined });
  const refusals: [string, string, object][] = [
    ["6702", "OBS is MANAGED", { ...POOL, volume: { ...obs, ownership: "MANAGED" } }],
    ["6967", "OBS has no secret", { ...POOL, volume: missing("dew_secret_name") }],
    ["6967", "the secret is empty", { ...POOL, volume: { ...obs, dew_secret_name: "" } }],
    ["6967", "the secret has a dot", { ...POOL, volume: { ...obs, dew_secret_name: "a.b" } }],
    [
      "6967",
      "it has 65 characters",
      { ...POOL, volume: { ...obs, dew_secret_name: "a".repeat(65) } },
    ],
    ["6335", "OBS is in no pool", { volume: obs }],
    ["6335", "OBS has no uri", { ...POOL, volume: missing("uri") }],
    ["6336", "OBS is somewhere else", { ...POOL, volume: { ...obs, uri: "s3://team/" } }],
    ["6336", "OBS is no folder", { ...POOL, volume: { ...obs, uri: "obs://team/lab" } }],
    ["6336", "OBS has an id", { ...POOL, volume: { ...obs, id: "x" } }],
    ["6335", "an EFS of one's own has no uri", { volume: { ...efsVolume, uri: undefined } }],
    ["6335", "an EFS of one's own has no id", { volume: { ...efsVolume, id: undefined } }],
    ["6927", "OBS data has no mount path", { data_volumes: [{ category: "OBS", uri: obs.uri }] }],
    ["6335", "EFS data has no id", { data_volumes: [{ category: "EFS", mount_path: "/x" }] }],
    [
      "6702",
      "OBSFS data is MANAGED",
      { data_volumes: [{ category: "OBSFS", ownership: "MANAGED" }] },
    ],
    [
      "6702",
      "OBS data is MANAGED",
      { data_volumes: [{ category: "OBS", ownership: "MANAGED", mount_path: "/x" }] },
    ],
    ["6335", "custom_spec is in no pool", { custom_spec: spec }],
    [
      "6335",
      "it has no number of GPUs",
      { ...POOL, custom_spec: { ...spec, category: "GPU", gpu_type: "V100" } },
    ],
    ["6336", "its memory is 512 MB", { ...POOL, custom_spec: { ...spec, memory: 512 } }],
    ["6336", "its memory is no whole number", { ...POOL, custom_spec: { ...spec, memory: 513.5 } }],
    ["6336", "it has 0.39 CPUs", { ...POOL, custom_spec: { ...spec, cpu: 0.39 } }],
    ["6336", "it has three decimals", { ...POOL, custom_spec: { ...spec, cpu: 0.405 } }],
    ["6335", "it has no arch", { ...POOL, custom_spec: { ...spec, arch: undefined } }],
    ["6335", "it has no GPU type", { ...POOL, custom_spec: { ...spec, category: "GPU", gpu: 1 } }],
  ];
  for (const [code, when, changes] of refusals) {
    it(`given that ${when}, when it is created, then ModelArts.${code}`, async () => {
      const { refused } = await given();
      const body = { ...lab, ...changes };
      assert.equal(await refused("createNotebook", { body }), `ModelArts.${code}`);
    });
  }

  const accepted: [string, object][] = [
    ["OBS has a capacity", { ...POOL, volume: { ...obs, capacity: 50 } }],
    ["a disk has a mount path", { volume: { ...lab.volume, mount_path: "/data/" } }],
    ["a disk is read-only", { volume: { ...lab.volume, read_only: true } }],
    ["an EFS has a secret", { volume: { ...efsVolume, dew_secret_name: "team-key" } }],
    ["OBS data has no secret", { data_volumes: [{ category: "OBS", mount_path: "/x" }] }],
    ["OBSFS data has no ownership", { data_volumes: [{ category: "OBSFS" }] }],
    ["OBSFS data is no folder", { data_volumes: [{ category: "OBSFS", uri: "obs://team" }] }],
    ["a GPU type has no number", { ...POOL, custom_spec: { ...spec, gpu_type: "V100" } }],
  ];
  for (const [when, changes] of accepted) {
    it(`given that ${when}, which only the product refuses, then it is created`, async () => {
      const { ok } = await given();
      await ok("createNotebook", { body: { ...lab, ...changes } });
    });
  }

  it("given data volumes, when they are created, then OBS is silently not mounted", async () => {
    const { ok } = await given();
    const data_volumes = [
      { category: "OBSFS", ownership: "DEDICATED", uri: obs.uri, mount_path: "/data/fs/" },
      { category: "OBS", uri: obs.uri, mount_path: "/data/obs/" },
    ];
    const created = await ok("createNotebook", { body: { ...lab, data_volumes } });
    assert.deepEqual(created.data_volumes, [
      {
        ...{ category: "OBSFS", mount_path: "/data/fs/", url: obs.uri },
        ...{ status: "MOUNTED", mount_type: "DYNAMIC" },
      },
      { category: "OBS", mount_path: "/data/obs/", url: obs.uri, mount_type: "STATIC" },
    ]);
  });

  it("given the smallest custom machine, when it is created, then it is accepted", async () => {
    const { created } = await given();
    await created({ ...POOL, custom_spec: spec });
    const gpu = { ...spec, category: "GPU", gpu: 1, gpu_type: "V100" };
    await created({ ...POOL, custom_spec: gpu });
  });

  it("given a VPC and a hook with a mode, when it is created, then the VPC is answered", async () => {
    const { ok, refused } = await given();
    const user_vpc = { vpc_id: "v", subnet_id: "s", nat_id: "n", eip_id: "e" };
    const hook = { type: "SCRIPT", script: "/run.sh", mode: "BLOCK" };
    const body = { ...lab, user_vpc, hooks: { container_hooks: { post_start: hook } } };
    assert.deepEqual((await ok("createNotebook", { body })).user_vpc, user_vpc);
    const never = { container_hooks: { post_start: { ...hook, mode: "NEVER" } } };
    const wrong = { body: { ...lab, hooks: never } };
    assert.equal(await refused("createNotebook", wrong), "ModelArts.6336");
  });
});

describe("simulator: mounts", () => {
  const given = useSimulators();
  const folder = { category: "OBS", uri: "obs://team/data/", mount_path: "/data/team/" };
  const efs = {
    category: "EFS",
    uri: "da669f6e.sfsturbo.internal:/folder",
    efs_id: "da669f6e-1111-4222-8333-444455556666",
    mount_path: "/data/efs/",
  };

  it("given a folder, when it is mounted, shown, listed and unmounted, then it follows", async () => {
    const { ok, runs, refused, clock } = await given();
    const params = { id: await runs() };
    const { id: storageId, ...mounting } = await ok("attachStorage", { params, body: folder });
    const expected = { ...folder, category: "OBSFS", mount_type: "DYNAMIC" };
    assert.deepEqual(mounting, { ...expected, status: "MOUNTING" });
    const one = { params: { ...params, storageId } };
    assert.equal(await refused("detachStorage", one), "ModelArts.6357");
    clock.advance(TRANSITION_MS);
    const mounted = { ...expected, id: storageId, status: "MOUNTED" };
    assert.deepEqual(await ok("showStorage", one), mounted);
    const list = await ok("listStorages", { params });
    assert.deepEqual(list, { current: 1, data: [mounted], pages: 1, size: 1, total: 1 });
    assert.equal((await ok("detachStorage", one)).status, "UNMOUNTING");
    assert.equal(await refused("detachStorage", one), "ModelArts.6357");
    clock.advance(TRANSITION_MS);
    assert.equal((await ok("listStorages", { params })).total, 0);
    for (const name of ["showStorage", "detachStorage"] as const) {
      assert.equal(await refused(name, one), "ModelArts.6404");
    }
  });

  it("given an SFS Turbo, when it is mounted, then its id is answered", async () => {
    const { ok, runs } = await given();
    const { efs_id, category } = await ok("attachStorage", {
      params: { id: await runs() },
      body: efs,
    });
    assert.deepEqual([efs_id, category], [efs.efs_id, "EFS"]);
  });

  const refusals: [string, string, Json][] = [
    ["6772", "the bucket is no file system", { ...folder, uri: "obs://object-store/data/" }],
    ["6336", "the path is outside /data/", { ...folder, mount_path: "/home/ma-user/x/" }],
    ["6336", "the uri is no folder", { ...folder, uri: "obs://team/data" }],
    ["6336", "the category is unknown", { ...folder, category: "NFS" }],
    ["6335", "EFS has no id", { ...efs, efs_id: undefined }],
    ["6335", "there is no uri", { ...folder, uri: undefined }],
  ];
  for (const [code, when, body] of refusals) {
    it(`given that ${when}, when it is mounted, then ModelArts.${code}`, async () => {
      const { refused, runs } = await given();
      const params = { id: await runs() };
      assert.equal(await refused("attachStorage", { params, body }), `ModelArts.${code}`);
    });
  }

  it("given a mount, when another has its path or the notebook is stopped, then it is refused", async () => {
    const { ok, runs, refused, clock } = await given();
    const params = { id: await runs() };
    const { id: storageId } = await ok("attachStorage", { params, body: folder });
    assert.equal(await refused("attachStorage", { params, body: folder }), "ModelArts.6336");
    clock.advance(TRANSITION_MS);
    await ok("stopNotebook", { params });
    clock.advance(TRANSITION_MS);
    assert.equal(await refused("attachStorage", { params, body: efs }), "ModelArts.6327");
    const one = { params: { ...params, storageId } };
    assert.equal(await refused("detachStorage", one), "ModelArts.6327");
  });

  it("given mounts that failed, when they are unmounted, then they are removed", async () => {
    const { ok, runs, simulator, clock } = await given();
    const params = { id: await runs() };
    for (const status of ["MOUNT_FAILED", "UNMOUNT_FAILED"]) {
      simulator.mounts.put(status, { id: status, notebook_id: params.id, status });
      await ok("detachStorage", { params: { ...params, storageId: status } });
    }
    clock.advance(TRANSITION_MS);
    assert.deepEqual(simulator.mounts.list(), []);
  });
});
