import assert from "node:assert/strict";
import { kinds } from "../../../provider/resources/registry";
import { cannedApi, type CannedApi } from "./canned-api";
import { INPUTS, outcomeOf } from "./lifecycle-fixture";

const ID = "00000000-0000-4000-8000-000000000001";

/** Huawei Cloud's answer for a notebook in a pool. */
const BASE = {
  id: ID,
  name: "dev",
  status: "RUNNING",
  flavor: "modelarts.pool.cpu",
  image: { id: INPUTS.imageId },
  pool: { id: "pool-1", name: "research" },
  workspace_id: "0",
};
const OBS = {
  category: "OBS",
  ownership: "DEDICATED",
  uri: "obs://team/work/",
  mount_path: "/home/ma-user/work/",
  status: "IN_USE",
  mount_type: "MAIN",
  capacity: 50,
};

describe("the volumes of an imported notebook", () => {
  const { lifecycle } = kinds.Notebook;
  let api: CannedApi;
  afterEach(() => api.close());
  const imported = async (detail: object) => {
    api = await cannedApi(() => ({ body: { ...BASE, ...detail } }));
    const { inputs = {}, props } = await lifecycle.import(api, ID);
    return { inputs: inputs as Record<string, unknown>, props };
  };

  const volumes: [string, object, object][] = [
    [
      "a bucket",
      { ...OBS, dew_secret_name: "obs-key", read_only: false },
      {
        category: "OBS",
        ownership: "DEDICATED",
        uri: "obs://team/work/",
        mountPath: "/home/ma-user/work/",
        dewSecretName: "obs-key",
      },
    ],
    [
      "a parallel file system, read-only, whose secret is not answered",
      { ...OBS, category: "OBSFS", read_only: true },
      {
        category: "OBSFS",
        ownership: "DEDICATED",
        uri: "obs://team/work/",
        mountPath: "/home/ma-user/work/",
        readOnly: true,
      },
    ],
    [
      "a disk",
      { category: "EVS", ownership: "MANAGED", capacity: 10, mount_path: "/home/ma-user/work/" },
      { category: "EVS", ownership: "MANAGED", capacity: 10 },
    ],
  ];
  for (const [what, answered, declared] of volumes) {
    it(`are declared as code that check accepts and that changes nothing: ${what}`, async () => {
      const { inputs, props } = await imported({ volume: answered });
      assert.deepEqual(inputs["volume"], declared);
      assert.deepEqual(lifecycle.check(inputs, inputs).failures, []);
      assert.deepEqual(outcomeOf(lifecycle.diff(props, inputs)), { changes: false, replaces: [] });
    });
  }

  it("show no difference for a slash at the end of a folder, or for a secret that the API does not return", async () => {
    const { inputs, props } = await imported({ volume: { ...OBS, uri: "obs://team/work" } });
    const volume = { ...OBS, uri: "obs://team/work/", mountPath: "/home/ma-user/work" };
    const { category, ownership, uri, mountPath } = volume;
    const declared = { category, ownership, uri, mountPath, dewSecretName: "obs-key" };
    assert.equal(lifecycle.diff(props, { ...inputs, volume: declared }).changes, false);
  });

  it("show a changed dewSecretName, although the API does not return it", async () => {
    const { inputs, props } = await imported({ volume: OBS });
    const volume = inputs["volume"] as object;
    const held = { ...props, volume: { ...volume, dewSecretName: "obs-key" } };
    const { props: refreshed } = await lifecycle.read(api, ID, held);
    const declare = (dewSecretName: string) => ({
      ...inputs,
      volume: { ...volume, dewSecretName },
    });
    assert.equal(lifecycle.diff(refreshed, declare("obs-key")).changes, false);
    assert.deepEqual(outcomeOf(lifecycle.diff(refreshed, declare("other"))), {
      changes: true,
      replaces: [],
    });
  });

  const data = [
    { category: "OBS", mount_path: "/data/a", url: "obs://team/a", mount_type: "STATIC" },
    { category: "OBSFS", mount_path: "/data/b/", url: "obs://team/b/", status: "MOUNTED" },
    { category: "EFS", mount_path: "/data/c/", url: "nas:/c", status: "MOUNTED" },
  ];
  it("that are data volumes are declared with the properties that the API returns", async () => {
    const { inputs, props } = await imported({ data_volumes: data });
    assert.deepEqual(
      inputs["dataVolumes"],
      data.map(({ category, mount_path: mountPath, url: uri }) => ({ category, mountPath, uri })),
    );
    const slashed = (inputs["dataVolumes"] as { uri: string; mountPath: string }[]).map((each) => ({
      ...each,
      mountPath: `${each.mountPath.replace(/\/$/, "")}/`,
    }));
    assert.equal(lifecycle.diff(props, { ...inputs, dataVolumes: slashed }).changes, false);
    assert.deepEqual(outcomeOf(lifecycle.diff(props, inputs)), { changes: false, replaces: [] });
  });

  it("can get further data volumes, which need all required properties", async () => {
    const { inputs } = await imported({ data_volumes: data.slice(1) });
    const dataVolumes = [
      ...(inputs["dataVolumes"] as object[]),
      { category: "OBS", uri: "obs://team/new/" },
    ];
    const { failures } = lifecycle.check(inputs, { ...inputs, dataVolumes });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["dataVolumes[2].dewSecretName", "dataVolumes[2].mountPath"],
    );
  });

  it("and customSpec are valid without the properties that the API did not return, until they change", async () => {
    const spec = { cpu: 4, memory: 8192, arch: "X86_64", category: "GPU", gpu: 1 };
    const { inputs } = await imported({
      flavor: "custom.flavor.spec.code",
      custom_spec: spec,
      pool: undefined,
      user_vpc: { vpc_id: "v", subnet_id: "s", nat_id: "nat-1", eip_id: "eip-1", port_id: "p" },
    });
    assert.deepEqual(inputs["customSpec"], spec);
    assert.deepEqual(inputs["userVpc"], {
      vpcId: "v",
      subnetId: "s",
      natId: "nat-1",
      eipId: "eip-1",
    });
    assert.deepEqual(lifecycle.check(inputs, inputs).failures, []);
    const { failures } = lifecycle.check(inputs, { ...inputs, customSpec: { ...spec, cpu: 8 } });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["customSpec.gpuType", "poolId"],
    );
  });
});
