/** `npm run soak`: many notebooks of one state for minutes, with faults. See CONTRIBUTING.md. */
import { randomInt } from "node:crypto";
import { program } from "commander";
import type { FaultName } from "pulumi-modelarts-simulator";
import { runProgram } from "../../provider/cli/program";
import { possibleFaults } from "../model/faults";
import { parseCount, parseFaults } from "../model/options";
import { soak } from "./soak";

interface Options {
  minutes: number;
  notebooks: number;
  seed: number;
  faults: readonly FaultName[];
}

program
  .name("npm run soak --")
  .description(
    "Changes, refreshes and deletes many notebooks of one state at the same time, with faults, and compares the " +
      "simulator's books with the declarations at the end.",
  )
  .option("--minutes <number>", "how long", parseCount, 10)
  .option("--notebooks <number>", "how many at the same time", parseCount, 40)
  .option("--seed <number>", "of the decisions; by default random", parseCount)
  .option(
    "--faults <names>",
    "all, none, or names separated by commas",
    parseFaults,
    possibleFaults,
  )
  .exitOverride()
  .action(async ({ seed = randomInt(2 ** 31), ...options }: Options) => {
    const { minutes, notebooks, faults } = options;
    console.log(
      `${notebooks} notebooks for ${minutes} minutes, seed ${seed}, ${faults.length} kinds of faults`,
    );
    const result = await soak({ ...options, seed }, (line) => console.error(`… ${line}`));
    const { complaints, operations, refused, failed, requests, peakMemoryMb, peakSockets } = result;
    console.log(`operations: ${listed(operations)}; ${failed} of them failed`);
    console.log(`refused, with nothing changed: ${listed(refused) || "none"}`);
    console.log(`faults: ${listed(result.faults) || "none"}`);
    console.log(
      `${requests} requests; at most ${peakMemoryMb} MB and ${peakSockets} sockets, simulator included`,
    );
    for (const complaint of complaints) console.log(`FAILED: ${complaint}`);
    const passed =
      complaints.length === 0 ? "the books equal the declarations" : "the books differ";
    console.log(`${passed}: ${complaints.length} complaints`);
    process.exitCode = complaints.length === 0 ? 0 : 1;
  });

void runProgram(program, 2);

function listed(counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(counts).sort(([one], [other]) => one.localeCompare(other));
  return named.map(([name, count]) => `${name} ${count}`).join(", ");
}
