/** Checks a share of the random sequences, shrinks the first that fails, and says how to run it again. */
import fc from "fast-check";
import type { FaultName } from "pulumi-modelarts-simulator";
import { runSequence } from "./run-sequence";
import { sequenceArbitrary, type Sequence } from "./sequence";
import type { Counts } from "./story";

/** One share; a replay needs its seed and the path. */
export interface Share {
  seed: number;
  runs: number;
  /** Of a failed sequence within the share; undefined: all. */
  path?: string;
  faults: readonly FaultName[];
  /** The most commands of a sequence. */
  length: number;
}

export interface ShareResult {
  seed: number;
  /** Sequences that were run, without those that shrinking adds. */
  runs: number;
  failure?: { path: string; complaints: string[]; sequence: Sequence };
  /** Of all sequences, those of shrinking included. */
  counts: Omit<Counts, "faults"> & { faults: Partial<Record<FaultName, number>> };
}

/** Shrinking ends after this many further sequences. */
const MAX_SHRINKS = 150;

class Complaints extends Error {
  constructor(readonly complaints: string[]) {
    super(complaints.join("\n"));
  }
}

/** @param trace is given for a replay. */
export async function checkShare(
  { seed, runs, path, faults, length }: Share,
  trace?: (line: string) => void,
): Promise<ShareResult> {
  const counts: ShareResult["counts"] = { operations: 0, failed: 0, requests: 0, faults: {} };
  let shrinks = 0;
  let isShrinking = false;
  const property = fc.asyncProperty(sequenceArbitrary(faults, length), async (sequence) => {
    // With the budget spent, every candidate passes, so that shrinking ends.
    if (isShrinking && ++shrinks > MAX_SHRINKS) return;
    const outcome = await runSequence(sequence, trace);
    counts.operations += outcome.counts.operations;
    counts.failed += outcome.counts.failed;
    counts.requests += outcome.counts.requests;
    for (const [name, count] of outcome.counts.faults) {
      counts.faults[name] = (counts.faults[name] ?? 0) + count;
    }
    if (outcome.complaints.length === 0) return;
    isShrinking = true;
    throw new Complaints(outcome.complaints);
  });
  const replay = path === undefined ? {} : { path, endOnFailure: true };
  const details = await fc.check(property, { seed, numRuns: runs, ...replay });
  if (!details.failed) return { seed, runs: details.numRuns, counts };
  const [sequence] = details.counterexample ?? [];
  const error = details.errorInstance;
  const complaints =
    error instanceof Complaints
      ? error.complaints
      : [`bug of the model: ${(error as Error).stack}`];
  const failedPath = details.counterexamplePath ?? "";
  return {
    seed,
    runs: details.numRuns,
    failure: { path: failedPath, complaints, sequence: sequence as Sequence },
    counts,
  };
}
