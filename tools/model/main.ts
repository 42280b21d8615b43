/** `npm run model`: random sequences of operations and faults, in several processes. See CONTRIBUTING.md. */
import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { program } from "commander";
import { faultNames, type FaultName } from "pulumi-modelarts-simulator";
import { runProgram } from "../../provider/cli/program";
import { checkShare, type Share, type ShareResult } from "./check";
import { parseCount, parseFaults } from "./options";
import { leftOut, possibleFaults } from "./faults";

interface Options {
  runs: number;
  seed: number;
  path?: string;
  faults: readonly FaultName[];
  workers: number;
  keepGoing?: boolean;
}

/** How many sequences a worker gets at a time. After a failure, the rest of its share is left out. */
const SHARE = 50;
/** The most commands of a sequence. */
const LENGTH = 8;

program
  .name("npm run model --")
  .description(
    "Runs random sequences of operations, faults and colleagues' changes on the simulator, and compares its books " +
      "with a model. A failed sequence is made smaller and printed with the options that run it again.",
  )
  .option("--runs <number>", "how many sequences", parseCount, 10_000)
  .option("--seed <number>", "where the sequences begin; by default random", parseCount)
  .option("--path <path>", "run only this sequence of the seed, and show each step")
  .option(
    "--faults <names>",
    "all, none, or names separated by commas",
    parseFaults,
    possibleFaults,
  )
  .option("--workers <number>", "how many processes", parseCount, availableParallelism())
  .option("--keep-going", "go on after a failed sequence, and count the failures of each kind")
  .exitOverride()
  .action(async ({ seed = randomInt(2 ** 31), ...options }: Options) => {
    process.exitCode = await (options.path === undefined
      ? checkAll({ ...options, seed })
      : replay({ ...options, seed }));
  });

void runProgram(program, 2);

async function replay({ seed, path, faults }: Options): Promise<number> {
  const share: Share = { seed, path, faults, runs: 1, length: LENGTH };
  const { failure } = await checkShare(share, (line) => console.log(line));
  if (failure !== undefined) console.log(`\n${failure.complaints.join("\n")}`);
  console.log(failure === undefined ? "1 passed, 0 failed" : "0 passed, 1 failed");
  return failure === undefined ? 0 : 1;
}

async function checkAll(options: Options): Promise<number> {
  const { runs, seed, faults, workers } = options;
  const isAll = faults.length === possibleFaults.length;
  const chosen = isAll ? "all" : faults.join(",") || "none";
  console.log(`${runs} sequences, seed ${seed}, faults: ${chosen}, ${workers} workers`);
  for (const [name, reason] of Object.entries(leftOut)) console.log(`without ${name}: ${reason}`);
  const began = performance.now();
  const open: Share[] = [];
  for (let first = 0; first < runs; first += SHARE) {
    open.push({
      seed: seed + first / SHARE,
      runs: Math.min(SHARE, runs - first),
      faults,
      length: LENGTH,
    });
  }
  const results: ShareResult[] = [];
  await Promise.all(
    Array.from({ length: Math.min(workers, open.length) }, () => work(open, results, options)),
  );
  return report(results, Math.round((performance.now() - began) / 1000));
}

/** One worker process. Each share has a seed of its own, so it does not matter which worker gets it. */
async function work(open: Share[], results: ShareResult[], options: Options): Promise<void> {
  const worker = fork(join(__dirname, "worker.ts"));
  try {
    for (let share = open.shift(); share !== undefined; share = open.shift()) {
      const result = await new Promise<ShareResult>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("exit", (code) => reject(new Error(`A worker ended with code ${code}.`)));
        worker.send(share);
      });
      worker.removeAllListeners();
      results.push(result);
      const { failure } = result;
      if (failure !== undefined) {
        console.log(
          `\nFAILED: ${failure.complaints.join("\n  ")}\n  again: ${again(result, options.faults)}`,
        );
        if (!options.keepGoing) open.length = 0;
      } else if (process.stderr.isTTY) {
        process.stderr.write(`\r${results.length} of ${results.length + open.length} shares `);
      }
    }
  } finally {
    worker.disconnect();
  }
}

function again({ seed, failure }: ShareResult, faults: readonly FaultName[]): string {
  const isAll = faults.length === possibleFaults.length;
  const chosen = isAll ? "" : ` --faults ${faults.join(",") || "none"}`;
  return `npm run model -- --seed ${seed} --path ${failure?.path}${chosen}`;
}

function report(results: readonly ShareResult[], seconds: number): number {
  const sum = (of: (result: ShareResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const failed = results.filter(({ failure }) => failure !== undefined);
  const happened = Object.fromEntries(
    faultNames.map((name) => [name, sum(({ counts }) => counts.faults[name] ?? 0)]),
  );
  const kinds: Record<string, number> = {};
  for (const { failure } of failed) {
    const kind = failure?.complaints[0]?.split(":", 1)[0] ?? "";
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  console.log(
    `\n${sum(({ runs }) => runs)} sequences in ${seconds} s: ` +
      `${sum(({ counts }) => counts.operations)} operations, of which ${sum(({ counts }) => counts.failed)} failed; ` +
      `${sum(({ counts }) => counts.requests)} requests`,
  );
  const shown = Object.entries(happened).filter(([, count]) => count > 0);
  console.log(`faults: ${shown.map(([name, count]) => `${name} ${count}`).join(", ") || "none"}`);
  if (failed.length > 0) {
    console.log(
      `failures: ${Object.entries(kinds)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(", ")}`,
    );
  }
  const passed = sum(({ runs }) => runs) - failed.length;
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
