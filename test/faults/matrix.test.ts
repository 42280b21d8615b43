/** A part of the matrix: it runs in `npm test`. All of it: `npm run test:faults`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sample } from "./random";
import { batchesOf, cliCases, outageCases, runBatch } from "./cli";
import { cleanMachineCases, crashCases } from "./crash";
import { directCases, runDirect, type DirectCase } from "./direct";
import { inParallel } from "./in-parallel";
import { full } from "./matrix";
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

/** A row of the table in docs/reliability.md. */
function documented(name: string): string {
  const text = readFileSync(join(__dirname, "../../docs/reliability.md"), "utf8");
  return new RegExp(`^\\| \`${name}\` .*$`, "m").exec(text)?.[0] ?? assert.fail(name);
}

describe("the matrix: a part of it", () => {
  let cases: DirectCase[];
  before(async () => {
    cases = await directCases();
  });

  it("has a case for every fault", () => {
    const played = new Set(cases.map(({ hit }) => hit.fault.name));
    assert.deepEqual(
      faultNames.filter((name) => !played.has(name)),
      // In real time only.
      ["drip"],
    );
    assert.ok(
      hitsAt({ request: "showNotebook", nth: 0 }).some(({ fault }) => fault.name === "drip"),
    );
    assert.ok(operationKeys.length >= 20);
  });

  it("has as many cases as the documentation says", async () => {
    const clean = [
      await cleanMachineCases("dynamic", false),
      await cleanMachineCases("dynamic", true),
    ];
    const counts = {
      direct: [cases.length, full.direct],
      cli: [(await cliCases("dynamic")).length, full.cli],
      outage: [(await outageCases("dynamic")).length, full.outage],
      crash: [(await crashCases("dynamic")).length, full.crash],
      "clean machine": [clean.flat().length, full["clean machine"] + full["marked clean machine"]],
    };
    for (const [name, [all = 0, chosen = 0]] of Object.entries(counts)) {
      const row = documented(name);
      const least = Number(/more than ([\d,]+)/.exec(row)?.[1]?.replace(",", ""));
      assert.ok(all > least, `${name}: ${all} cases, and the documentation says ${row}`);
      assert.match(row, new RegExp(`\\| ${chosen.toLocaleString("en")}( a front)? +\\|$`));
    }
  });

  it("holds for the lifecycle without an engine", async () => {
    const chosen = cases.filter(
      ({ key, hit }) => OPERATIONS.includes(key) && FAULTS.includes(hit.fault.name),
    );
    assertGood(await inParallel(sample(chosen, 60, 1), 8, runDirect));
  });

  it("renews a token that is refused within an operation", async () => {
    const chosen = cases.filter(
      ({ key, hit }) => OPERATIONS.includes(key) && hit.login === "password",
    );
    assert.ok(chosen.length > 0);
    const outcomes = await inParallel(chosen, 8, runDirect);
    assertGood(outcomes);
    assert.ok(outcomes.every(({ isUnmet }) => isUnmet === false));
  });

  it("fails if a refused token can't be renewed", async () => {
    const { name, key, hit } = cases.find((each) => each.hit.login === "password")!;
    const outcome = await runDirect({ name, key, hit: { ...hit, login: undefined, badReads: 1 } });
    assert.ok(outcome.violations.some((each) => each.name === "ended by one bad answer"));
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
