/** Inputs that a program declares no longer, and that the API can't take back. */
import assert from "node:assert/strict";
import { changedFields, fields, type Field } from "../../provider/lifecycle/fields";
import { heldBy, inputsOf, stateOf } from "../../provider/lifecycle/inputs";
import { check, type Inputs } from "../../provider/lifecycle/notebook";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { INPUTS } from "./lifecycle-fixture";

const term = { key: "zone", operator: "In" as const, values: ["a"] };
const CUSTOM = "custom.flavor.spec.code";
const olds = {
  ...INPUTS,
  flavor: CUSTOM,
  customSpec: { cpu: 4, memory: 8 },
  affinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  dataVolumes: [{ category: "OBS", uri: "obs://b/", mountPath: "/data", readOnly: true }],
  publicNetworkConfig: { publicNetworkType: "FORBIDDEN" },
  runUser: { uid: 0 },
  userVpc: { vpcId: "v", subnetId: "s" },
  feature: "NOTEBOOK",
  poolId: "pool",
  workspaceId: "7",
} satisfies Inputs;
const news = { ...INPUTS, flavor: CUSTOM };
const live = {
  id: "id",
  ...{ name: "dev", status: "RUNNING", flavor: CUSTOM, image: { id: INPUTS.imageId } },
  ...{ volume: INPUTS.volume, feature: "NOTEBOOK", workspaceId: "7" },
  pool: { id: "pool" },
} as NotebookDetail;

describe("what is declared no longer and stays", () => {
  const { inputs, failures } = check(olds, news);

  it("stays in the inputs, so that no preview shows it as removed", () => {
    assert.deepEqual(failures, []);
    const { __left: left = [], ...rest } = inputs;
    assert.deepEqual(rest, olds);
    const rows: readonly Field[] = fields;
    const optional = Object.keys(olds).filter((key) => !(key in INPUTS));
    assert.deepEqual([...left].sort(), optional.sort());
    for (const path of left) {
      const row = rows.find((field) => field.path === path);
      assert.ok(row?.change === "replace" || row?.change === "stopped", path);
    }
  });

  it("is no difference, whatever the API answers of it meanwhile", () => {
    const state = stateOf(live, heldBy(olds));
    assert.deepEqual(changedFields(inputs, state), []);
    assert.deepEqual(changedFields(inputs, { ...state, poolId: "x", customSpec: { cpu: 8 } }), []);
    assert.deepEqual(changedFields({ ...inputs, name: "b" }, state).length, 1);
  });

  it("stays through the next check, and is the program's again where it declares it", () => {
    assert.deepEqual(check(inputs, news).inputs, inputs);
    const again = check(inputs, { ...news, poolId: "other" }).inputs;
    assert.deepEqual([again.poolId, again.__left?.includes("poolId")], ["other", false]);
  });

  it("is only what was there, and nothing of a notebook that is to be created", () => {
    assert.deepEqual(check(INPUTS, INPUTS).inputs, INPUTS);
    assert.deepEqual(check({}, news).inputs, news);
  });

  it("is not the machine made to measure where another flavor takes its place", () => {
    const { inputs: standard } = check(olds, { ...olds, ...INPUTS, customSpec: undefined });
    assert.equal(standard.customSpec, undefined);
    const changed = changedFields(standard, stateOf(live, heldBy(olds)));
    assert.deepEqual(
      changed.map(({ path }) => path),
      ["flavor"],
    );
  });
});

describe("the flavor beside a machine made to measure", () => {
  it("is read as it is declared, although the API answers one of its own", () => {
    const declared = { ...INPUTS, customSpec: { cpu: 4 } };
    assert.equal(inputsOf(stateOf(live, heldBy(declared))).flavor, INPUTS.flavor);
    assert.equal(inputsOf(stateOf(live, heldBy(INPUTS))).flavor, CUSTOM);
  });
});
