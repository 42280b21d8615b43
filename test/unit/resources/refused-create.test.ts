/** A create is refused while an earlier run's create may still have an effect. */
import assert from "node:assert/strict";
import { INPUTS } from "./lifecycle-fixture";
import { useRuns } from "./lost-create-steps";

describe("a refused create", () => {
  const { fixture, lose, live, newRun, create } = useRuns();

  it("leaves what an earlier run may have created to the next run", async () => {
    lose("serverError");
    await assert.rejects(create(newRun()), /unknown/);
    const [open] = newRun().journal.list("create");
    fixture().simulator.faults.ask({ name: "forbidden", operation: "createNotebook" });
    await assert.rejects(create(newRun()), /answered 403/);
    assert.deepEqual(newRun().journal.list("create"), [open]);

    await fixture().client.createNotebook({ body: { ...INPUTS } }); // What the first run asked for.
    const { id } = await create(newRun());
    assert.deepEqual(
      live().map((each) => each.id),
      [id],
    );
  });
});
