/** The command's options. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, Option, program } from "commander";
import { contestantNames, type ContestantName } from "./contestants";
import { operationNames, type OperationName } from "./result";

export interface Options {
  quick: boolean;
  only?: ContestantName[];
  json?: string;
  from?: string;
  docs: boolean;
  profile?: ContestantName;
  process: "program" | "provider";
  operation: OperationName;
  notebooks: number;
  folder: string;
}

export function readOptions(args: readonly string[]): Options {
  return program
    .name("npm run bench --")
    .description(
      "Measures this package beside the least that Pulumi can cost, with the real CLI on the simulator.\n" +
        "Fails if a count is over its limit (requests, bytes of the state, modules), never because of a time.",
    )
    .option("--quick", "the short plan for CI, in three minutes", false)
    .option(
      "--only <names>",
      `only these contestants, with commas: ${contestantNames.join(",")}`,
      parseNames,
    )
    .option("--json <file>", "write machine, versions and all samples to this file")
    .option("--from <file>", "measure nothing, and report what this file of --json has")
    .option("--docs", "write the tables and the chart of docs/performance.md", false)
    .addOption(
      new Option(
        "--profile <contestant>",
        "take a CPU profile of one run instead; the next options say of what",
      ).choices(contestantNames),
    )
    .addOption(
      new Option("--process <name>", "the process to profile")
        .choices(["program", "provider"])
        .default("program"),
    )
    .addOption(
      new Option("--operation <name>", "the operation to profile")
        .choices(operationNames)
        .default("preview"),
    )
    .option("--notebooks <number>", "how many notebooks to profile with", parseCount, 100)
    .option(
      "--folder <path>",
      "where the .cpuprofile files go",
      join(tmpdir(), "modelarts-profiles"),
    )
    .parse(args, { from: "user" })
    .opts<Options>();
}

function parseNames(text: string): ContestantName[] {
  return text.split(",").map((name) => {
    const known = contestantNames.find((each) => each === name);
    if (known === undefined) throw new InvalidArgumentError(`There is no ${name}.`);
    return known;
  });
}

function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number above 0.");
}
