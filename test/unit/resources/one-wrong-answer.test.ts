/** One wrong answer that the notebook is gone, to any read of an operation: it ends none of them. */
import assert from "node:assert/strict";
import { ApiError } from "../../../provider/client/errors";
import { functions } from "../../../provider/resources/functions/functions";
import { INPUTS, lifecycle, newFixture, withEach, type Fixture } from "./lifecycle-fixture";
import type { Inputs } from "./lifecycle-fixture";

const exchange = { doing: "Reading", method: "GET", path: "/", gone: ["ModelArts.6404"] };
/** The client itself repeats a read after every other wrong answer. */
const gone = () => new ApiError(exchange, 404, "ModelArts.6404", "none", undefined);

/** What an update reads of a notebook. */
const READS = ["showNotebook", "listSwitchableFlavors"];

const UPDATES: Record<string, Partial<Inputs>> = {
  name: { name: "renamed" },
  description: { description: "new" },
  tags: { tags: { team: "b" } },
  lease: { lease: { enable: true, duration: 7_200_000 } },
  whitelist: { endpoints: [{ service: "SSH", allowedAccessIps: ["198.51.100.9"] }] },
  flavor: { flavor: "modelarts.vm.cpu.8u" },
  disk: { volume: { ...INPUTS.volume, capacity: 20 } },
  stop: { desiredStatus: "STOPPED" },
};

describe("one answer that the notebook is gone, to any of its reads,", () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  /** Fails the n-th read of the notebook, counted from 1; 0 fails none. @returns the number of reads so far. */
  function failRead(n: number): () => number {
    let reads = 0;
    fixture.client = withEach(fixture.client, (name, method) =>
      !READS.includes(name)
        ? method
        : (call: unknown) => (++reads === n ? Promise.reject(gone()) : method(call)),
    );
    return () => reads;
  }

  /** The operation without a failure, and then with a failure of each of its reads. */
  async function atEachRead(operation: (n: number) => Promise<() => number>) {
    const reads = (await operation(0))();
    await fixture.close();
    assert.ok(reads > 0);
    for (let n = 1; n <= reads; n++) {
      const done = await operation(n);
      assert.ok(done() >= n, `read ${n} did not happen`);
      if (n < reads) await fixture.close();
    }
  }

  it("does not end a create", () =>
    atEachRead(async (n) => {
      fixture = await newFixture();
      const reads = failRead(n);
      const { outs } = await lifecycle.create(fixture, { ...INPUTS, tags: { team: "a" } });
      assert.equal(outs.status, "RUNNING");
      return reads;
    }));

  for (const [what, change] of Object.entries(UPDATES)) {
    it(`does not end an update: ${what}`, () =>
      atEachRead(async (n) => {
        fixture = await newFixture();
        const { id, outs } = await lifecycle.create(fixture, INPUTS);
        const reads = failRead(n);
        const inputs = { ...INPUTS, ...change };
        const updated = await lifecycle.update(fixture, id, outs, inputs);
        assert.equal(lifecycle.diff(updated.outs, inputs).changes, false);
        return reads;
      }));
  }

  it("does not end a function", async () => {
    fixture = await newFixture();
    const { id } = await lifecycle.create(fixture, INPUTS);
    const names = ["showNotebook", "showLease", "listSwitchableFlavors", "showImage"];
    const failed = new Set<string>();
    fixture.client = withEach(fixture.client, (name, method) => (call: unknown) => {
      if (!names.includes(name) || failed.has(name)) return method(call);
      failed.add(name);
      return Promise.reject(gone());
    });
    assert.equal((await functions.getNotebook.run(fixture, { id })).id, id);
    await functions.getLease.run(fixture, { notebookId: id });
    await functions.getSwitchableFlavors.run(fixture, { notebookId: id });
    await functions.getImage.run(fixture, { id: INPUTS.imageId });
    assert.deepEqual([...failed].sort(), [...names].sort());
  });
});
