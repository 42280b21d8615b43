/** A part of the matrix: it runs in `npm test`. All of it: `npm run test:faults`. */
import assert from "node:assert/strict";
import { sample } from "./random";
import { batchesOf, cliCases, runBatch } from "./cli";
import { directCases, runDirect } from "./direct";
import { inParallel } from "./in-parallel";
import { operationKeys } from "./operations";
import { faultNames } from "pulumi-modelarts-simulator";
import { hitsAt } from "./plays";
import { failureLines } from "./report";
import type { Outcome } from "./verdict";

/** Every case of these is to hold: with the CLI, in one run for all of them. */
const FAULTS = [
  "serverError",
  "tooManyRequests",
  "dropConnection",
  "badGateway",
  "wrongContentType",
];
const OPERATIONS = ["create", "describe", "tags", "grow"];

function assertGood(outcomes: readonly Outcome[]): void {
  assert.deepEqual(outcomes.flatMap(failureLines), []);
  const met = outcomes.filter(({ isUnmet }) => isUnmet !== true);
  assert.ok(met.length * 2 > outcomes.length, "most of the faults did not happen");
}

describe("the matrix: a part of it", () => {
  it("has a case for every fault, and hundreds for every class", async () => {
    const cases = await directCases();
    const played = new Set(cases.map(({ hit }) => hit.fault.name));
    assert.deepEqual(
      faultNames.filter((name) => !played.has(name)),
      // In real time only.
      ["drip"],
    );
    assert.ok(
      hitsAt({ request: "showNotebook", nth: 0 }).some(({ fault }) => fault.name === "drip"),
    );
    assert.ok(cases.length >= 2000);
    assert.ok(operationKeys.length >= 20);
  });

  it("holds for the lifecycle without an engine", async () => {
    const chosen = (await directCases()).filter(
      ({ key, hit }) => OPERATIONS.includes(key) && FAULTS.includes(hit.fault.name),
    );
    assertGood(await inParallel(sample(chosen, 60, 1), 8, runDirect));
  });

  it("holds with the CLI", async function () {
    this.timeout(600_000); // Five runs of the engine.
    const chosen = (await cliCases("dynamic")).filter(
      ({ key, fault }) => OPERATIONS.includes(key) && FAULTS.includes(fault.name),
    );
    const [batch = []] = batchesOf(sample(chosen, 20, 1));
    assertGood(await runBatch(batch, true));
  });
});
