import assert from "node:assert/strict";
import { median, overdue, stepsOf, type Step } from "./event-log";

const line = (timestamp: number, kind: string, op: string, urn = "lab") =>
  JSON.stringify({ timestamp, [kind]: { metadata: { op, urn } } });

describe("the matrix: the engine's event log", () => {
  it("gives each step with its beginning and its end, or failure", () => {
    const text = [
      line(10, "resourcePreEvent", "create"),
      line(11, "resourcePreEvent", "create", "other"),
      line(12, "diagnosticEvent", "create"),
      line(13, "resOutputsEvent", "create"),
      line(14, "resourcePreEvent", "delete-replaced"),
      line(20, "resOpFailedEvent", "create", "other"),
      '{"timestamp": 21, "resOut',
    ].join("\n");
    assert.deepEqual(stepsOf(text), [
      { operation: "create", urn: "lab", began: 10_000, ended: 13_000 },
      { operation: "create", urn: "other", began: 11_000, ended: 20_000 },
      { operation: "delete-replaced", urn: "lab", began: 14_000, ended: undefined },
    ]);
  });

  const step = (ended: number | undefined): Step => ({
    operation: "update",
    urn: "lab",
    began: 100_000,
    ended,
  });
  const namesOf = (ended: number | undefined, endOfRun: number) =>
    overdue(step(ended), 10_000, 1_000, endOfRun).map(({ name }) => name);

  it("finds a step that sleeps beyond its timeout, although no request is open", () => {
    assert.deepEqual(namesOf(110_000, 500_000), []);
    assert.deepEqual(namesOf(123_000, 500_000), []);
    assert.deepEqual(namesOf(124_000, 500_000), ["beyond its timeout"]);
  });

  it("finds a step that has not ended when the run was cut off", () => {
    assert.deepEqual(namesOf(undefined, 115_000), []);
    assert.deepEqual(namesOf(undefined, 250_000), ["beyond its timeout"]);
  });

  it("takes the middle of the overheads, which one slow case does not move", () => {
    assert.equal(median([900_000, 1_000, 2_000]), 2_000);
    assert.equal(median([]), 0);
  });
});
