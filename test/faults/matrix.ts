/** All classes of the matrix: which cases a run has, and how they are run. */
import picomatch from "picomatch";
import { batchesOf, cliCases, outageCases, runBatch } from "./cli";
import { cleanMachineCases, crashBatchesOf, crashCases, runCrashes, type CrashCase } from "./crash";
import { directCases, runDirect } from "./direct";
import { inParallel } from "./in-parallel";
import type { Front } from "./project";
import { sample } from "./random";
import { runShared, sharedCases } from "./shared";
import { violation, type Outcome } from "./verdict";

export const classNames = ["direct", "cli", "outage", "crash", "shared"] as const;
export type ClassName = (typeof classNames)[number];

export interface MatrixOptions {
  classes: readonly ClassName[];
  fronts: readonly Front[];
  /** Which cases are chosen of all. */
  seed: number;
  /** How many cases of each class, by front for all but `direct`; Infinity: all. */
  counts: Record<ClassName | "clean machine" | "marked clean machine", number>;
  /** Only the cases whose names match the pattern. */
  only?: string;
  /** Stacks at the same time. */
  jobs: number;
  print: (line: string) => void;
  /** Called as soon as a case is judged. */
  onOutcome: (outcome: Outcome) => void;
}

/** The greatest number of cases that a full run takes. */
export const full: MatrixOptions["counts"] = {
  ...{ direct: 2400, cli: 340, outage: 24, crash: 60, shared: Infinity },
  ...{ "clean machine": 4, "marked clean machine": 6 },
};
/** A few minutes. */
export const quick: MatrixOptions["counts"] = {
  ...{ direct: 300, cli: 40, outage: 8, crash: 8, shared: 2 },
  ...{ "clean machine": 0, "marked clean machine": 2 },
};

export async function runMatrix(options: MatrixOptions): Promise<Outcome[]> {
  const { counts, seed, only, jobs, print, onOutcome } = options;
  const choose = <Case extends { name: string }>(
    cases: Case[],
    count: number,
    groupOf?: (item: Case) => string,
  ): Case[] =>
    only === undefined
      ? sample(cases, count, seed, groupOf)
      : cases.filter(({ name }) => picomatch.isMatch(name, only));
  const ofFronts = async <Case extends { name: string }>(
    make: (front: Front) => Case[] | Promise<Case[]>,
    count: number,
    groupOf?: (item: Case) => string,
  ): Promise<Case[]> =>
    (
      await Promise.all(
        options.fronts.map(async (front) => choose(await make(front), count, groupOf)),
      )
    ).flat();

  const runs: Record<ClassName, () => Promise<Outcome[]>> = {
    direct: async () =>
      inParallel(choose(await directCases(), counts.direct), 8, (each) =>
        guarded([each], "direct", async () => [await runDirect(each)]).then(([one]) => one!),
      ),
    cli: async () => ofBatches(batchesOf(await ofFronts(cliCases, counts.cli)), "cli"),
    outage: async () => ofBatches(batchesOf(await ofFronts(outageCases, counts.outage)), "outage"),
    crash: async () => {
      // Few cases of many operations: each operation has its turn.
      const ofEach = (make: (front: Front) => Promise<CrashCase[]>, count: number) =>
        ofFronts(make, count, ({ key }) => key);
      const clean = (isMarked: boolean) => (front: Front) => cleanMachineCases(front, isMarked);
      const batches = [
        await ofEach(crashCases, counts.crash),
        await ofEach(clean(false), counts["clean machine"]),
        await ofEach(clean(true), counts["marked clean machine"]),
      ].flatMap(crashBatchesOf);
      return (
        await inParallel(batches, jobs, (batch) =>
          guarded(batch, batch[0]?.class ?? "crash", () => runCrashes(batch)),
        )
      ).flat();
    },
    shared: async () =>
      (
        await inParallel(await ofFronts(sharedCases, counts.shared), jobs, (each) =>
          guarded([each], "shared", async () => [await runShared(each)]),
        )
      ).flat(),
  };

  async function ofBatches(batches: ReturnType<typeof batchesOf>, name: string) {
    const results = await inParallel(batches, jobs, (batch, index) =>
      guarded(batch, name, () => runBatch(batch, index % 2 === 1)),
    );
    return results.flat();
  }

  /** A case that could not be run is a failure, and does not keep the others from running. */
  async function guarded(
    cases: readonly { name: string }[],
    className: string,
    run: () => Promise<Outcome[]>,
  ): Promise<Outcome[]> {
    const done = await run().catch((error: Error) =>
      cases.map(({ name }) => ({
        class: className,
        name,
        violations: [violation("not run", error.stack ?? String(error))],
      })),
    );
    done.forEach(onOutcome);
    return done;
  }

  const outcomes: Outcome[] = [];
  for (const name of options.classes) {
    const began = performance.now();
    const done = await runs[name]();
    outcomes.push(...done);
    const seconds = Math.round((performance.now() - began) / 1000);
    if (done.length > 0) print(`${name}: ${done.length} cases in ${seconds} s`);
  }
  return outcomes;
}
