/**
 * A diff is empty exactly when the declared and the live notebook are equal, for random inputs and the live notebook
 * that the API's rules make of them; one changed field is exactly its own row.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Inputs, State } from "../../../provider/resources/notebook/applied-inputs";
import { fields } from "../../../provider/resources/notebook/fields";
import { lifecycle } from "../../../provider/resources/notebook/lifecycle";
import { retainedFrom, stateOf } from "../../../provider/resources/notebook/state";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { inputsArbitrary, isAccepted, made, NOW } from "./declared-notebook";

const RUNS = { seed: 14, numRuns: 200 };

const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;
const stateAfter = (inputs: Inputs, detail: NotebookDetail): State =>
  plain(stateOf(detail, retainedFrom(inputs), NOW));
const rowsOf = (state: State, inputs: Inputs) =>
  lifecycle.diff(state, plain(inputs)).rows.map(({ path }) => path);

/** For each row: other inputs that differ in the row's field alone; undefined if these inputs can't. */
const changes: Record<string, (inputs: Inputs) => Partial<Inputs> | undefined> = {
  name: ({ name }) => ({ name: `${name}-2` }),
  description: ({ description = "" }) => ({ description: `${description}2` }),
  flavor: ({ flavor, customSpec }) => (customSpec ? undefined : { flavor: `${flavor}2` }),
  imageId: () => ({ imageId: "5b8d1f6e-3a94-4c02-8e7f-91d4c0a2b637" }),
  "volume.category": ({ volume }) => {
    if (volume?.ownership !== "MANAGED") return undefined;
    const category = volume.category === "EVS" ? "EFS" : "EVS";
    return { volume: { category, ownership: "MANAGED" } };
  },
  "volume.ownership": ({ volume }) => {
    if (volume?.category !== "EFS" && volume?.category !== "SFS") return undefined;
    const { category, ownership, capacity } = volume;
    if (capacity !== undefined) return undefined;
    return ownership === "DEDICATED"
      ? { volume: { category, ownership: "MANAGED" } }
      : { volume: { category, ownership: "DEDICATED", uri: "u", id: "i" } };
  },
  "volume.capacity": ({ volume }) =>
    volume?.capacity === undefined
      ? undefined
      : { volume: { ...volume, capacity: volume.capacity === 4096 ? 4095 : volume.capacity + 1 } },
  "volume.uri": ({ volume }) =>
    volume?.uri === undefined
      ? undefined
      : { volume: { ...volume, uri: volume.uri.replace(/\/?$/, "2/") } },
  "volume.id": ({ volume }) =>
    volume?.id === undefined ? undefined : { volume: { ...volume, id: `${volume.id}2` } },
  "volume.mountPath": ({ volume }) =>
    volume?.mountPath === undefined
      ? undefined
      : { volume: { ...volume, mountPath: `${volume.mountPath}2` } },
  "volume.readOnly": ({ volume }) =>
    volume?.readOnly === undefined
      ? undefined
      : { volume: { ...volume, readOnly: !volume.readOnly } },
  "volume.dewSecretName": ({ volume }) =>
    volume?.dewSecretName === undefined
      ? undefined
      : { volume: { ...volume, dewSecretName: `${volume.dewSecretName}2` } },
  endpoints: ({ endpoints }) => {
    const [ssh] = endpoints ?? [];
    if (ssh === undefined) return { endpoints: [{ service: "SSH" }] };
    const ips = ssh.allowedAccessIps ?? [];
    const isKnown = ips.includes("203.0.113.7");
    const others = isKnown
      ? ips.filter((ip) => ip !== "203.0.113.7")
      : [...ips.slice(1), "203.0.113.7"];
    return { endpoints: [{ ...ssh, allowedAccessIps: others }] };
  },
  "endpoints.keyPairNames": ({ endpoints }) => {
    const [ssh] = endpoints ?? [];
    return ssh?.keyPairNames === undefined
      ? undefined
      : { endpoints: [{ ...ssh, keyPairNames: [...ssh.keyPairNames, "another"] }] };
  },
  feature: ({ feature }) => ({ feature: feature === "DEFAULT" ? "NOTEBOOK" : "DEFAULT" }),
  poolId: ({ poolId = "pool" }) => ({ poolId: `${poolId}2` }),
  workspaceId: ({ workspaceId }) => ({ workspaceId: workspaceId === "team" ? "0" : "team" }),
  hooks: ({ hooks }) => {
    const script = `${hooks?.containerHooks.preStart?.script ?? "/run"}2`;
    const preStart = { type: "SCRIPT" as const, ...hooks?.containerHooks.preStart, script };
    return { hooks: { containerHooks: { ...hooks?.containerHooks, preStart } } };
  },
  customSpec: ({ customSpec }) =>
    customSpec && { customSpec: { ...customSpec, memory: customSpec.memory + 1 } },
  runUser: ({ runUser }) => ({
    runUser: { uid: (runUser?.uid ?? 1000) + 1, gid: runUser?.gid ?? 100 },
  }),
  affinity: () => ({
    affinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ key: "zone", operator: "Exists" }],
    },
  }),
  dataVolumes: ({ dataVolumes = [] }) => ({
    dataVolumes: [...dataVolumes, { category: "EVS", mountPath: "/one/more" }],
  }),
  userVpc: ({ userVpc }) => ({
    userVpc: { subnetId: "s", ...userVpc, vpcId: `${userVpc?.vpcId ?? "v"}2` },
  }),
  publicNetworkConfig: ({ publicNetworkConfig }) => {
    const isShared = publicNetworkConfig?.publicNetworkType === "SHARED";
    return { publicNetworkConfig: { publicNetworkType: isShared ? "FORBIDDEN" : "SHARED" } };
  },
  lease: ({ lease, desiredStatus }) => {
    if (desiredStatus === "STOPPED") return undefined;
    return lease?.enable === false
      ? { lease: { duration: 5_400_000, type: "idle" } }
      : { lease: { enable: false } };
  },
  tags: ({ tags }) => ({ tags: { ...tags, "one-more": "tag" } }),
  desiredStatus: ({ desiredStatus, lease }) =>
    desiredStatus === "STOPPED"
      ? { desiredStatus: "RUNNING" }
      : lease === undefined
        ? { desiredStatus: "STOPPED" }
        : undefined,
};

describe("the diff of a notebook", () => {
  it("is empty if the live notebook is what the API makes of the inputs", () => {
    fc.assert(
      fc.property(inputsArbitrary, (inputs) => {
        assert.deepEqual(rowsOf(stateAfter(inputs, made(inputs)), inputs), []);
      }),
      RUNS,
    );
  });

  it("has a change to test for each row", () => {
    const paths = fields.filter(({ change }) => change !== "read").map(({ path }) => path);
    assert.deepEqual(Object.keys(changes).sort(), [...new Set(paths)].sort());
  });

  for (const [path, change] of Object.entries(changes)) {
    const pairs = inputsArbitrary
      .map((inputs) => ({ inputs, other: change(inputs) }))
      .filter(({ other }) => other !== undefined)
      .map(({ inputs, other }) => ({ inputs, other: { ...inputs, ...other } }))
      .filter(({ other }) => isAccepted(other));

    it(`is exactly ${path} if the program changes that field, and if somebody else does`, () => {
      fc.assert(
        fc.property(pairs, ({ inputs, other }) => {
          assert.deepEqual(rowsOf(stateAfter(inputs, made(inputs)), other), [path], "the program");
          const changed = { ...made(inputs), ...liveChange(path, made(other)) };
          const seen = isSeen(path, inputs) ? [path] : [];
          assert.deepEqual(rowsOf(stateAfter(inputs, changed), inputs), seen, "somebody else");
        }),
        { ...RUNS, numRuns: 30 },
      );
    });
  }
});

/** Whether a change by somebody else is a difference. Tags that others set are left alone. */
function isSeen(path: string, inputs: Inputs): boolean {
  if (["hooks", "publicNetworkConfig", "tags"].includes(path)) return false;
  // Undeclared, they are declared as none: of the other fields, only a declared one is compared.
  if (["description", "endpoints"].includes(path)) return true;
  return (path.split(".", 1)[0] ?? "") in inputs;
}

/** The field of the answer that shows the row. */
function liveChange(path: string, other: NotebookDetail): Partial<NotebookDetail> {
  const names: Record<string, keyof NotebookDetail> = {
    imageId: "image",
    poolId: "pool",
    desiredStatus: "status",
  };
  const key = names[path] ?? (path.split(".", 1)[0] as keyof NotebookDetail);
  return { [key]: other[key] };
}
