/** Creates that mark the description, and find the marker without a journal. */
import assert from "node:assert/strict";
import { lifecycle } from "./lifecycle-fixture";
import { KEY, KEYED, OTHER, useRuns } from "./lost-create-steps";

describe("a create on another machine, with the marker", () => {
  const { fixture, live, newRun, create, changeMachine } = useRuns();
  const marking = () => ({ ...newRun(), createMarker: true });
  const other = () => {
    changeMachine();
    return marking();
  };

  it("marks the description, which inputs and state do not show", async () => {
    const { outs, id } = await create(marking(), { ...KEYED, description: "for tests" });
    assert.equal(live()[0]?.description, `for tests [pulumi:${KEY}]`);
    assert.equal(outs.description, "for tests");
    assert.equal(lifecycle.diff(outs, { ...KEYED, description: "for tests" }).changes, false);
    assert.equal((await lifecycle.import(newRun(), id)).inputs.description, "for tests");
  });

  it("adopts the notebook with its own marker", async () => {
    const { id } = await create(marking());
    assert.equal((await create(other())).id, id);
    assert.equal(live().length, 1);
  });

  it("adopts none without a marker, of another key, or that the state holds", async () => {
    await create(newRun());
    const { id } = await create(other());
    await create(other(), OTHER);
    const run = other();
    run.journal.creates.recorded(id);
    await create(run);
    assert.equal(live().length, 4);
  });

  it("adopts none while the state holds a predecessor whose id is not known", async () => {
    await create(marking());
    const run = other();
    run.journal.creates.hasPredecessor(KEY);
    await create(run);
    assert.equal(live().length, 2);
  });

  it("adopts none that is older than the resource in the state: a replacement may have retained it", async () => {
    const retained = await create(marking());
    const replacing = ({ id, outs }: Awaited<ReturnType<typeof create>>) => {
      const run = other();
      run.journal.creates.hasPredecessor(KEY);
      run.journal.creates.recorded(id, KEY, outs.createAt);
      return create(run);
    };
    const second = await replacing(retained);
    const third = await replacing(second);
    assert.equal(new Set([retained.id, second.id, third.id]).size, 3);
    // The third was not recorded, so it is adopted: it is younger than the second.
    assert.equal((await replacing(second)).id, third.id);
    assert.equal(live().length, 3);
  });

  it("keeps a long description as it is, and says so", async () => {
    const description = "a".repeat(500);
    await create(marking(), { ...KEYED, description });
    assert.equal(live()[0]?.description, description);
    assert.match(fixture().lines.join("\n"), /leaves no room for the marker/);
  });
});
