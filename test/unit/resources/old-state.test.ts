/**
 * States that an older version wrote: without a location, without the keys that begin with __, and with tags as the
 * API's list. docs/decisions/constant-provider.md says why they must stay readable.
 */
import assert from "node:assert/strict";
import type { Properties } from "../../../provider/resources/resource-kind";
import {
  type Fixture,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  outcomeOf,
} from "./lifecycle-fixture";

const THEIRS = { key: "costCenter", value: "7" };
const declared = {
  ...INPUTS,
  lease: { duration: 7_200_000, type: "idle" },
} satisfies Inputs;

describe("a state of an older version", () => {
  let fixture: Fixture;
  let id: string;
  let state: Properties;
  before(async () => {
    fixture = await newFixture();
    const made = await lifecycle.create(fixture, declared);
    ({ id } = made);
    fixture.simulator.notebooks.change(id, { tags: [THEIRS] });
    const plain = Object.entries(made.outs).filter(([key]) => !key.startsWith("__"));
    state = { ...(Object.fromEntries(plain) as object), tags: [THEIRS] };
    fixture.requests();
  });
  after(() => fixture.close());

  it("has no difference and no preview messages", () => {
    assert.deepEqual(outcomeOf(lifecycle.diff(state, declared)), { changes: false, replaces: [] });
    assert.deepEqual(lifecycle.previewNotes(state, declared), []);
    assert.deepEqual(lifecycle.check(INPUTS, declared).failures, []);
  });

  it("is refreshed into today's form", async () => {
    const { props, inputs } = await lifecycle.read(fixture, id, state);
    assert.deepEqual([props.tags, inputs?.tags], [{ costCenter: "7" }, undefined]);
    assert.deepEqual(outcomeOf(lifecycle.diff(props, declared)), { changes: false, replaces: [] });
  });

  it("is updated with only what differs, and other people's tags stay", async () => {
    fixture.requests();
    const newInputs = { ...declared, tags: { team: "a" } };
    assert.equal(lifecycle.diff(state, newInputs).changes, true);
    const { outs } = await lifecycle.update(fixture, id, state, newInputs);
    assert.deepEqual(
      fixture.requests().filter((line) => !line.startsWith("GET ")),
      ["POST /notebooks/{id}/tags/create?workspace_id=0"],
    );
    assert.deepEqual(outs.tags, { costCenter: "7", team: "a" });
    assert.deepEqual(outcomeOf(lifecycle.diff(outs, newInputs)), { changes: false, replaces: [] });
  });

  it("is deleted", async () => {
    await lifecycle.delete(fixture, id, state);
    assert.deepEqual(fixture.simulator.notebooks.list(), []);
  });
});

describe("the steps of a start", () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await newFixture();
  });
  after(() => fixture.close());

  it("are not in the state once all are completed, and a state that has them has no difference", async () => {
    const { id, outs } = await lifecycle.create(fixture, declared);
    assert.equal(outs.actionProgress, undefined);
    const { actionProgress = [] } = await fixture.client.showNotebook({ id });
    assert.deepEqual(
      actionProgress.map(({ status }) => status),
      Array<string>(4).fill("COMPLETED"),
    );
    const written = { ...outs, actionProgress };
    assert.deepEqual(outcomeOf(lifecycle.diff(written, declared)), {
      changes: false,
      replaces: [],
    });
    const { props } = await lifecycle.read(fixture, id, written);
    assert.deepEqual(props, outs);
  });

  it("are in the state while one is not completed", async () => {
    const { id, outs } = await lifecycle.create(fixture, declared);
    const action_progress = [
      { step: 1, status: "COMPLETED" },
      { step: 2, status: "FAILED" },
    ];
    fixture.simulator.notebooks.change(id, { status: "START_FAILED", action_progress });
    const { props } = await lifecycle.read(fixture, id, outs);
    assert.deepEqual(props.actionProgress, action_progress);
  });
});
