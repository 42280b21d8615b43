/** For a notebook with `customSpec`, the API sets a flavor of its own. */
import assert from "node:assert/strict";
import { changedFields } from "../../../provider/resources/notebook/changed-fields";
import { inputsOf, retainedFrom, stateOf } from "../../../provider/resources/notebook/state";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { INPUTS, lifecycle, newFixture } from "./lifecycle-fixture";

const CUSTOM = "custom.flavor.spec.code";
const NOW = Date.parse("2026-01-02T00:00:00Z");
const SPEC = { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" } as const;
const custom = { ...INPUTS, flavor: CUSTOM, customSpec: SPEC };
const live = {
  id: "id",
  ...{ name: "dev", status: "RUNNING", flavor: CUSTOM, image: { id: INPUTS.imageId } },
  ...{ volume: INPUTS.volume, feature: "NOTEBOOK", workspaceId: "0" },
} as NotebookDetail;
const paths = (...given: Parameters<typeof changedFields>) =>
  changedFields(...given).map(({ path }) => path);

describe("customSpec", () => {
  it("that is no longer declared is no difference until another flavor is declared", () => {
    const state = stateOf(live, retainedFrom(custom), NOW);
    assert.deepEqual(paths({ ...custom, customSpec: undefined }, state), []);
    assert.deepEqual(paths(INPUTS, state), ["flavor"]);
  });

  it("is a difference after the console gave the notebook another flavor", () => {
    const state = stateOf({ ...live, flavor: "modelarts.vm.cpu.8u" }, retainedFrom(custom), NOW);
    assert.deepEqual(paths(custom, state), ["customSpec"]);
  });
});

describe("a disk", () => {
  it("that was not declared can't be declared smaller than it is: the preview warns, the update refuses", async () => {
    const sized = (capacity: number) => ({ ...INPUTS, volume: { ...INPUTS.volume, capacity } });
    const fixture = await newFixture();
    const { id, outs: state } = await lifecycle.create(fixture, sized(20));
    assert.deepEqual(lifecycle.check(INPUTS, sized(10)).failures, []);
    assert.equal(lifecycle.diff(state, sized(20)).changes, false);
    assert.equal(lifecycle.diff(state, sized(30)).changes, true);
    assert.equal(lifecycle.diff(state, INPUTS).changes, false);
    // A refresh of a disk that was grown asks for this diff, too, with the old inputs: it must not fail.
    assert.equal(lifecycle.diff(state, sized(10)).changes, true);
    assert.match(
      lifecycle.previewNotes(state, sized(10)).join(),
      /warning: .*has 20 GB.* is 10 GB/,
    );
    fixture.requests();
    await assert.rejects(
      lifecycle.update(fixture, id, state, sized(10)),
      /10 GB in the program, and the disk of notebook .* has 20 GB.*at least 20 GB\. Nothing/,
    );
    assert.deepEqual(fixture.requests(), []);
    await fixture.close();
  });

  it("that is declared smaller is refused by check, unless the notebook is replaced anyway", () => {
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
    const oldInputs = { ...sized(20), poolId: "pool-1" };
    assert.deepEqual(lifecycle.check(oldInputs, replaced).failures, []);
  });
});

describe("the flavor of a notebook with customSpec", () => {
  it("is read as it was declared, although the API returns another one", () => {
    const declared = { ...INPUTS, customSpec: SPEC };
    assert.equal(inputsOf(stateOf(live, retainedFrom(declared), NOW)).flavor, INPUTS.flavor);
    assert.equal(inputsOf(stateOf(live, retainedFrom(INPUTS), NOW)).flavor, CUSTOM);
  });
});
