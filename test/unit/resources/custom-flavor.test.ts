/** A machine made to measure has a flavor of the API's own. */
import assert from "node:assert/strict";
import { changedFields } from "../../../provider/resources/notebook/changed-fields";
import { inputsOf, retainedFrom, stateOf } from "../../../provider/resources/notebook/state";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { INPUTS, lifecycle } from "./lifecycle-fixture";

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
    const state = stateOf(live, retainedFrom(measured), NOW);
    assert.deepEqual(paths({ ...measured, customSpec: undefined }, state), []);
    assert.deepEqual(paths(INPUTS, state), ["flavor"]);
  });

  it("is brought back where the console gave the notebook another flavor", () => {
    const state = stateOf({ ...live, flavor: "modelarts.vm.cpu.8u" }, retainedFrom(measured), NOW);
    assert.deepEqual(paths(measured, state), ["customSpec"]);
  });
});

describe("a disk that is declared no longer", () => {
  it("can't be declared smaller than it was, not even some updates later", () => {
    const sized = (capacity: number) => ({ ...INPUTS, volume: { ...INPUTS.volume, capacity } });
    const state = stateOf({ ...live, ...sized(20), flavor: INPUTS.flavor }, {}, NOW);
    assert.throws(() => lifecycle.diff(state, sized(10)), /10 GB .*the disk has 20 GB/);
    assert.equal(lifecycle.diff(state, sized(20)).changes, false);
    assert.equal(lifecycle.diff(state, sized(30)).changes, true);
    assert.equal(lifecycle.diff(state, INPUTS).changes, false);
    assert.deepEqual(lifecycle.check({}, sized(10)).failures, []);
  });

  it("is refused by check where the state's inputs declare the size, and by none where it is replaced", () => {
    const sized = (capacity: number) => ({ ...INPUTS, volume: { ...INPUTS.volume, capacity } });
    const [failure, ...others] = lifecycle.check(sized(20), sized(10)).failures;
    assert.deepEqual([failure?.property, others], ["volume.capacity", []]);
    assert.match(failure?.reason ?? "", /not be less than the current 20 GB/);
    const replaced = { ...sized(10), poolId: "pool-2" };
    const state = stateOf(
      { ...live, ...sized(20), flavor: INPUTS.flavor, pool: { id: "pool-1" } },
      {},
      NOW,
    );
    assert.deepEqual(lifecycle.diff(state, replaced).replaces, ["poolId"]);
  });
});

describe("the flavor beside a machine made to measure", () => {
  it("is read as it is declared, although the API answers one of its own", () => {
    const declared = { ...INPUTS, customSpec: SPEC };
    assert.equal(inputsOf(stateOf(live, retainedFrom(declared), NOW)).flavor, INPUTS.flavor);
    assert.equal(inputsOf(stateOf(live, retainedFrom(INPUTS), NOW)).flavor, CUSTOM);
  });
});
