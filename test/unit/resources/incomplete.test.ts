/** Reads that lack a part of the notebook: no declared change is left out in silence, and nothing falls out of the state. */
import assert from "node:assert/strict";
import type { FaultName } from "pulumi-modelarts-simulator";
import { UnchangedError } from "../../../provider/resources/shared/errors";
import {
  type Fixture,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  withEach,
} from "./lifecycle-fixture";

const VOLUME = { ...INPUTS.volume, category: "EVS" as const, ownership: "MANAGED" as const };
const sized = (capacity: number) => ({ ...INPUTS, volume: { ...VOLUME, capacity } });

describe("an update that reads incomplete answers", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  const size = () => fixture.simulator.notebooks.list()[0]?.volume?.capacity;
  async function updated(times: number) {
    const made = await lifecycle.create(fixture, sized(50));
    fixture.simulator.faults.ask({ name: "missingFields", times });
    return lifecycle.update(fixture, made.id, made.outs, sized(80));
  }

  it("makes the change if the answers become complete", async () => {
    const { outs } = await updated(2);
    assert.equal(size(), 80);
    assert.deepEqual(outs.volume?.capacity, 80);
  });

  it("is refused if the answers stay incomplete, and says what they lack", async () => {
    await assert.rejects(updated(100), (error: Error) => {
      assert.ok(error instanceof UnchangedError, error.stack);
      assert.match(error.message, /without its .*volume.* Nothing was changed/);
      return true;
    });
    assert.equal(size(), 50);
  });

  it("goes on without what no change is declared for", async () => {
    const made = await lifecycle.create(fixture, sized(50));
    fixture.simulator.faults.ask({ name: "missingFields", times: 100 });
    await lifecycle.update(fixture, made.id, made.outs, { ...sized(50), description: "new" });
    assert.equal(fixture.simulator.notebooks.list()[0]?.description, "new");
  });

  /** The state after an update whose reads behind its change meet the fault. */
  async function stateAfter(name: FaultName, capacity: number) {
    const made = await lifecycle.create(fixture, sized(50));
    const { client, simulator } = fixture;
    fixture.client = withEach(client, (method, send) => async (call: unknown) => {
      const answer = await send(call);
      if (method === "createTags") simulator.faults.ask({ name, times: 2 });
      return answer;
    });
    const inputs = { ...sized(50), desiredStatus: "RUNNING" as const, tags: { team: "a" } };
    const { outs } = await lifecycle.update(fixture, made.id, made.outs, inputs);
    return lifecycle.diff(outs, { ...inputs, ...sized(capacity) });
  }

  it("leaves a state that shows the next difference, though its last read was incomplete", async () =>
    assert.equal((await stateAfter("missingFields", 80)).changes, true));

  it("leaves a state without differences, though its last read had a status that nobody knows", async () =>
    assert.equal((await stateAfter("unknownStatus", 50)).changes, false));

  it("so does a create whose last read was incomplete", async () => {
    const { client, simulator } = fixture;
    fixture.client = withEach(client, (method, send) => async (call: unknown) => {
      const answer = await send(call);
      if (method === "createTags") simulator.faults.ask({ name: "missingFields", times: 2 });
      return answer;
    });
    const tags = { team: "a" };
    const { outs } = await lifecycle.create(fixture, { ...sized(50), tags });
    assert.equal(lifecycle.diff(outs, { ...sized(80), tags }).changes, true);
  });
});

describe("a read of an incomplete answer", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  const incomplete = (times: number) =>
    fixture.simulator.faults.ask({ name: "missingFields", operation: "showNotebook", times });

  for (const times of [1, 2]) {
    it(`is repeated by an import, after ${times} of them`, async () => {
      const { id, outs } = await lifecycle.create(fixture, INPUTS);
      incomplete(times);
      const { inputs, props } = await lifecycle.import(fixture, id);
      assert.deepEqual([inputs.imageId, props.volume], [INPUTS.imageId, outs.volume]);
    });

    it(`is repeated by a refresh, after ${times} of them`, async () => {
      const { id, outs } = await lifecycle.create(fixture, INPUTS);
      incomplete(times);
      const { props } = await lifecycle.read(fixture, id, outs);
      assert.deepEqual([props.image, props.volume], [outs.image, outs.volume]);
    });
  }

  it("costs one request if nothing is known of what the answer lacks: the SDK writes null into some states", async () => {
    const { id } = fixture.simulator.notebooks.add({ name: "lab", flavor: INPUTS.flavor });
    const state = { id, name: "lab", endpoints: null, volume: null, image: null };
    fixture.requests();
    const { props } = await lifecycle.read(fixture, id, state as never);
    assert.equal(fixture.requests().length, 1);
    assert.ok(!(Object.values(props) as unknown[]).includes(null));
  });

  it("does not drop the part from the state if the answers stay so, and a later change is seen", async () => {
    const { id, outs } = await lifecycle.create(fixture, sized(50));
    incomplete(10);
    fixture.requests();
    const { props } = await lifecycle.read(fixture, id, outs);
    assert.equal(fixture.requests().length, 3);
    assert.deepEqual([props.image, props.volume], [outs.image, outs.volume]);
    assert.equal(lifecycle.diff(props, sized(80)).changes, true);
  });

  it("is no success of an update whose state does not have the part, if the disk's size is declared", async () => {
    const { id, outs } = await lifecycle.create(fixture, sized(50));
    const { volume: _, ...lacking } = outs;
    incomplete(20);
    const update = (inputs: Inputs) => lifecycle.update(fixture, id, lacking, inputs);
    await assert.rejects(
      update(sized(80)),
      /without its .*volume, so volume.capacity can't be changed/,
    );
  });
});
