import assert from "node:assert/strict";
import { lifecycle, outcomeOf } from "./lifecycle-fixture";
import { UNKNOWN } from "../../../provider/engine/unknown";
import { changedFields } from "../../../provider/resources/notebook/changed-fields";
import { fields } from "../../../provider/resources/notebook/fields";
import { inputsOf, retainedFrom, stateOf } from "../../../provider/resources/notebook/state";
import type { NotebookInputs } from "../../../provider/resources/notebook/inputs";
import type { Consequence } from "../../../provider/resources/resource-kind";
import type { NotebookDetail } from "../../../provider/wire/notebook";

const NOW = Date.parse("2026-01-02T00:00:00Z");

const DETAIL: NotebookDetail = {
  id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
  name: "dev",
  description: "what it is for",
  status: "RUNNING",
  feature: "NOTEBOOK",
  flavor: "modelarts.vm.cpu.2u",
  image: { id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" },
  pool: { id: "pool-1" },
  workspaceId: "0",
  lease: { createAt: NOW, updateAt: NOW, enable: true, duration: 3_600_000, type: "timing" },
  endpoints: [
    { service: "NOTEBOOK", uri: "https://10.0.0.1" },
    {
      service: "SSH",
      uri: "ssh://10.0.0.1",
      allowedAccessIps: ["1.1.1.1", "2.2.2.2"],
      keyPairNames: ["k"],
    },
  ],
  volume: { category: "EVS", ownership: "MANAGED", capacity: 10 },
  customSpec: { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" },
  affinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { key: "zone", operator: "In", values: ["a"], weight: 1 },
    ],
  },
  dataVolumes: [{ category: "OBS", url: "obs://a/", status: "MOUNTED" }],
  runUser: { uid: 0, gid: 100, userName: "root" },
  userVpc: { vpcId: "vpc", subnetId: "subnet", portId: ["port"] },
};
const EFS: NotebookDetail = {
  ...DETAIL,
  volume: { category: "EFS", ownership: "DEDICATED", capacity: 50, uri: "u", id: "i" },
};
const OBS: NotebookDetail = {
  ...DETAIL,
  volume: {
    category: "OBS",
    ownership: "DEDICATED",
    uri: "obs://team/work/",
    mountPath: "/home/ma-user/work/",
    readOnly: false,
    dewSecretName: "key",
  },
};
type Declared = NotebookInputs & Required<Pick<NotebookInputs, "volume">>;
const DECLARED = inputsOf(stateOf(DETAIL, {}, NOW)) as Declared;
const DECLARED_EFS = {
  ...DECLARED,
  volume: { ...(inputsOf(stateOf(EFS, {}, NOW)) as Declared).volume, capacity: 50 },
};
const DECLARED_OBS = inputsOf(stateOf(OBS, {}, NOW)) as Declared;
const bases = new Map<NotebookDetail, Declared>([
  [EFS, DECLARED_EFS],
  [OBS, DECLARED_OBS],
]);
const [ssh] = DECLARED.endpoints ?? [];

/** For each field that can change: what that leads to, and a declaration that differs only in the field. */
const examples: Record<string, [Consequence, NotebookDetail, Partial<NotebookInputs>]> = {
  name: ["online", DETAIL, { name: "new" }],
  description: ["online", DETAIL, { description: "new" }],
  flavor: ["stopped", DETAIL, { flavor: "modelarts.vm.cpu.8u", customSpec: undefined }],
  imageId: ["stopped", DETAIL, { imageId: "00000000-0000-4000-8000-000000000000" }],
  endpoints: [
    "whitelist",
    DETAIL,
    { endpoints: [{ ...ssh, service: "SSH", allowedAccessIps: ["3.3.3.3"] }] },
  ],
  "endpoints.keyPairNames": [
    "replace",
    DETAIL,
    { endpoints: [{ ...ssh, service: "SSH", keyPairNames: ["z"] }] },
  ],
  "volume.category": [
    "replace",
    DETAIL,
    { volume: { ...DECLARED.volume, category: "EFS", capacity: undefined } },
  ],
  "volume.ownership": [
    "replace",
    EFS,
    { volume: { ...DECLARED_EFS.volume, ownership: "MANAGED" } },
  ],
  "volume.capacity EVS": ["disk", DETAIL, { volume: { ...DECLARED.volume, capacity: 20 } }],
  "volume.capacity EFS": ["replace", EFS, { volume: { ...DECLARED_EFS.volume, capacity: 60 } }],
  "volume.uri": ["replace", EFS, { volume: { ...DECLARED_EFS.volume, uri: "other" } }],
  "volume.mountPath": [
    "replace",
    OBS,
    { volume: { ...DECLARED_OBS.volume, mountPath: "/home/ma-user/other/" } },
  ],
  "volume.readOnly": ["replace", OBS, { volume: { ...DECLARED_OBS.volume, readOnly: true } }],
  "volume.dewSecretName": [
    "stopped",
    OBS,
    { volume: { ...DECLARED_OBS.volume, dewSecretName: "other" } },
  ],
  "volume.id": ["replace", EFS, { volume: { ...DECLARED_EFS.volume, id: "other" } }],
  lease: ["lease", DETAIL, { lease: { duration: 7_200_000 } }],
  hooks: [
    "stopped",
    DETAIL,
    { hooks: { containerHooks: { preStart: { type: "SCRIPT", script: "/a" } } } },
  ],
  feature: ["replace", DETAIL, { feature: "DEFAULT" }],
  poolId: ["replace", DETAIL, { poolId: "pool-2" }],
  workspaceId: ["replace", DETAIL, { workspaceId: "1" }],
  customSpec: [
    "stopped",
    DETAIL,
    { customSpec: { cpu: 8, memory: 8192, arch: "X86_64", category: "CPU" } },
  ],
  affinity: [
    "stopped",
    DETAIL,
    {
      affinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { key: "zone", operator: "In", values: ["b"] },
        ],
      },
    },
  ],
  dataVolumes: ["stopped", DETAIL, { dataVolumes: [{ category: "OBS", uri: "obs://b/" }] }],
  publicNetworkConfig: [
    "stopped",
    DETAIL,
    { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } },
  ],
  tags: ["tags", DETAIL, { tags: { team: "b" } }],
  desiredStatus: ["status", DETAIL, { desiredStatus: "STOPPED" }],
  runUser: ["replace", DETAIL, { runUser: { uid: 1, gid: 100 } }],
  userVpc: ["replace", DETAIL, { userVpc: { vpcId: "other", subnetId: "subnet" } }],
};

describe("the differences between a declaration and a live notebook", () => {
  it("have an example for each field that can change, and no other", () => {
    const changeable = fields.filter(({ change }) => change !== "read");
    const keys = changeable.map(({ path, of }) => (of ? `${path} ${of}` : path));
    assert.deepEqual(keys.toSorted(), Object.keys(examples).toSorted());
  });

  for (const [field, [consequence, detail, declared]] of Object.entries(examples)) {
    it(`have the consequence "${consequence}" for ${field}`, () => {
      const [path = ""] = field.split(" ");
      const base = bases.get(detail) ?? DECLARED;
      const state = stateOf(detail, {}, NOW);
      assert.deepEqual(changedFields(base, state), [], "the base differs already");
      const found = changedFields({ ...base, ...declared }, state);
      assert.deepEqual(
        found.map((row) => [row.path, row.change]),
        [[path, consequence]],
      );
      const { changes, replaces } = lifecycle.diff(state, { ...base, ...declared });
      assert.deepEqual([changes, replaces], [true, consequence === "replace" ? [path] : []]);
    });
  }

  const state = stateOf(DETAIL, {}, NOW);
  const same: [string, Partial<NotebookInputs>][] = [
    [
      "addresses in another order",
      { endpoints: [{ service: "SSH", allowedAccessIps: ["1.1.1.1", "2.2.2.2"] }] },
    ],
    ["a lease type in upper case", { lease: { type: "TIMING" } }],
    ["a lease that says that it is on", { lease: { enable: true, duration: 3_600_000 } }],
    ["an undeclared lease", { lease: undefined }],
    ["an undeclared pool", { poolId: undefined }],
    [
      "undeclared key pairs",
      { endpoints: [{ service: "SSH", allowedAccessIps: ["1.1.1.1", "2.2.2.2"] }] },
    ],
    ["a NOTEBOOK endpoint", { endpoints: [{ service: "NOTEBOOK" }, { ...ssh, service: "SSH" }] }],
    ["the flavor of a notebook with customSpec", { flavor: "custom.flavor.spec.code" }],
    ["an undeclared customSpec", { customSpec: undefined }],
    ["the volume's default size", { volume: { category: "EVS", ownership: "MANAGED" } }],
  ];
  for (const [what, declared] of same) {
    it(`do not include ${what}`, () => {
      assert.deepEqual(outcomeOf(lifecycle.diff(state, { ...DECLARED, ...declared })), {
        changes: false,
        replaces: [],
      });
    });
  }

  const drifted: [string, Partial<NotebookInputs>, string][] = [
    ["a description that is not declared", { description: undefined }, "description"],
    ["an SSH endpoint that is not declared", { endpoints: undefined }, "endpoints"],
    ["a declared whitelist that is empty", { endpoints: [{ service: "SSH" }] }, "endpoints"],
    ["a lease that should be off", { lease: { enable: false } }, "lease"],
  ];
  for (const [what, declared, path] of drifted) {
    it(`include ${what}`, () => {
      const found = changedFields({ ...DECLARED, ...declared }, state).map((field) => field.path);
      assert.deepEqual(found, [path]);
    });
  }

  it("do not include fields that the API does not return", () => {
    const bare = stateOf({ id: DETAIL.id }, {}, NOW);
    const { description: _, ...rest } = DECLARED;
    const { customSpec, affinity, dataVolumes, runUser, userVpc, poolId, ...plain } = rest;
    assert.deepEqual(changedFields(plain, bare), []);
    const retained = stateOf({ id: DETAIL.id }, retainedFrom(rest), NOW);
    assert.deepEqual(changedFields(rest, retained), []);
    const added = { customSpec, affinity, dataVolumes, runUser, userVpc, poolId };
    assert.deepEqual(
      changedFields(added, bare).map(({ path }) => path),
      ["poolId", "customSpec", "affinity", "runUser", "dataVolumes", "userVpc"],
    );
  });

  it("do not include the lease of a stopped notebook", () => {
    const stopped = { ...state, status: "STOPPED" };
    assert.equal(
      lifecycle.diff(stopped, { ...DECLARED, lease: { duration: 7_200_000 } }).changes,
      false,
    );
  });

  const OURS = { ...DECLARED, tags: { ours: "1", constructor: "2" } };
  const TAGGED = {
    ...DETAIL,
    tags: Object.entries({ theirs: "1", ...OURS.tags }).map(([key, value]) => ({ key, value })),
  };
  const tagged = stateOf(TAGGED, retainedFrom(OURS), NOW);
  const tagRows: [string, NotebookInputs["tags"], boolean][] = [
    ["the same tags beside somebody else's", OURS.tags, false],
    ["a tag that is no longer declared", undefined, true],
    ["a removed tag whose key is a property of every object", { ours: "1" }, true],
    ["a tag with another value", { ...OURS.tags, ours: "2" }, true],
  ];
  for (const [what, tags, isChanged] of tagRows) {
    it(`${isChanged ? "include" : "do not include"} ${what}`, () => {
      assert.equal(lifecycle.diff(tagged, { ...DECLARED, tags }).changes, isChanged);
    });
  }

  it("do not include tags on a cloud that never returns tags", () => {
    const silent = stateOf(DETAIL, retainedFrom(OURS), NOW);
    assert.equal(lifecycle.diff(silent, OURS).changes, false);
  });

  it("never include somebody else's tags, however often the state is refreshed", () => {
    const once = stateOf(TAGGED, stateOf(DETAIL, retainedFrom(DECLARED), NOW), NOW);
    assert.equal(lifecycle.diff(stateOf(TAGGED, once, NOW), DECLARED).changes, false);
    assert.equal(inputsOf(stateOf(TAGGED, once, NOW)).tags, undefined);
  });

  const volume = { category: "OBS" as const, uri: "obs://a/" };
  const unanswered: NonNullable<NotebookInputs["dataVolumes"]>[number][] = [
    { ...volume, readOnly: true },
    { ...volume, ownership: "DEDICATED" },
    { ...volume, id: "other" },
    { ...volume, dewSecretName: "other" },
    { ...volume, capacity: 10 },
  ];
  for (const changedVolume of unanswered) {
    it(`include a data volume's ${Object.keys(changedVolume)[2]}, which the API does not return`, () => {
      const before = stateOf(DETAIL, retainedFrom({ ...DECLARED, dataVolumes: [volume] }), NOW);
      const newInputs = { ...DECLARED, dataVolumes: [changedVolume] };
      assert.deepEqual(
        changedFields(newInputs, before).map(({ path }) => path),
        ["dataVolumes"],
      );
      const after = stateOf(DETAIL, stateOf(DETAIL, retainedFrom(newInputs), NOW), NOW);
      assert.deepEqual(changedFields(newInputs, after), []);
      assert.deepEqual(inputsOf(after).dataVolumes, [changedVolume]);
    });
  }

  it("include values that a preview does not know yet, without a replacement", () => {
    const unknownName = { ...DECLARED, name: UNKNOWN };
    assert.deepEqual(outcomeOf(lifecycle.diff(state, unknownName)), {
      changes: true,
      replaces: [],
    });
    const endpoints = [{ ...ssh, service: "SSH" as const, allowedAccessIps: [UNKNOWN] }];
    assert.deepEqual(outcomeOf(lifecycle.diff(state, { ...DECLARED, endpoints })), {
      changes: true,
      replaces: [],
    });
    const unknownEndpoints = { ...DECLARED, endpoints: UNKNOWN as never };
    assert.deepEqual(outcomeOf(lifecycle.diff(state, unknownEndpoints)), {
      changes: true,
      replaces: [],
    });
  });

  it("replace a notebook whose creation failed", () => {
    const failed = { ...state, status: "CREATE_FAILED" };
    assert.deepEqual(outcomeOf(lifecycle.diff(failed, DECLARED)), {
      changes: true,
      replaces: ["status"],
    });
  });

  it("are empty for a notebook that had failed before its import, until the program changes something", () => {
    const failed = stateOf({ ...DETAIL, status: "CREATE_FAILED" }, { __import: DETAIL.id }, NOW);
    assert.deepEqual(outcomeOf(lifecycle.diff(failed, DECLARED)), { changes: false, replaces: [] });
    const renamed = { ...DECLARED, name: "new" };
    assert.deepEqual(outcomeOf(lifecycle.diff(failed, renamed)), {
      changes: true,
      replaces: ["status"],
    });
    // Only a failed notebook keeps `__import` in its state, and every refresh keeps it.
    assert.equal(stateOf(DETAIL, { __import: DETAIL.id }, NOW).__import, undefined);
    const refreshed = stateOf({ ...DETAIL, status: "CREATE_FAILED" }, failed, NOW);
    assert.equal(lifecycle.diff(refreshed, DECLARED).changes, false);
  });
});
