/** A machine made to measure has a flavor of the API's own. */
import assert from "node:assert/strict";
import { changedFields } from "../../../provider/resources/notebook/fields";
import { heldBy, inputsOf, stateOf } from "../../../provider/resources/notebook/inputs";
import { check } from "../../../provider/resources/notebook/lifecycle";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { INPUTS } from "./lifecycle-fixture";

const CUSTOM = "custom.flavor.spec.code";
const NOW = Date.parse("2026-01-02T00:00:00Z");
const SPEC = { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" } as const;
const measured = { ...INPUTS, flavor: CUSTOM, customSpec: SPEC };
const live = {
  id: "id",
  ...{ name: "dev", status: "RUNNING", flavor: CUSTOM, image: { id: INPUTS.imageId } },
  ...{ volume: INPUTS.volume, feature: "NOTEBOOK", workspaceId: "0" },
} as NotebookDetail;
const paths = (...given: Parameters<typeof changedFields>) =>
  changedFields(...given).map(({ path }) => path);

describe("a machine made to measure", () => {
  it("is left as it is where it is declared no longer, until another flavor is", () => {
    const state = stateOf(live, heldBy(measured), NOW);
    assert.deepEqual(paths({ ...measured, customSpec: undefined }, state), []);
    assert.deepEqual(paths(INPUTS, state), ["flavor"]);
  });

  it("is brought back where the console gave the notebook another flavor", () => {
    const state = stateOf({ ...live, flavor: "modelarts.vm.cpu.8u" }, heldBy(measured), NOW);
    assert.deepEqual(paths(measured, state), ["customSpec"]);
  });
});

describe("a disk that is declared no longer", () => {
  it("can't be declared smaller than it was, not even some updates later", () => {
    const sized = { ...INPUTS, volume: { ...INPUTS.volume, capacity: 20 } };
    const { inputs: first } = check(sized, INPUTS);
    const { inputs: second } = check(first, INPUTS);
    const smaller = { ...INPUTS, volume: { ...INPUTS.volume, capacity: 10 } };
    assert.match(check(second, smaller).failures[0]?.reason ?? "", /not be less than now, 20 GB/);
    assert.deepEqual(check(second, sized).failures, []);
    assert.deepEqual(check({}, smaller).failures, []);
  });
});

describe("the flavor beside a machine made to measure", () => {
  it("is read as it is declared, although the API answers one of its own", () => {
    const declared = { ...INPUTS, customSpec: SPEC };
    assert.equal(inputsOf(stateOf(live, heldBy(declared), NOW)).flavor, INPUTS.flavor);
    assert.equal(inputsOf(stateOf(live, heldBy(INPUTS), NOW)).flavor, CUSTOM);
  });
});
