/** `npm run test:faults`: the matrix of operations, faults and crashes, judged by the simulator's own books. */
import { Option, program } from "commander";
import { classNames, full, quick, runMatrix, type ClassName } from "./matrix";
import { endWithThisProcess } from "./processes";
import { fronts, type Front } from "./project";
import { failureLines, report } from "./report";

interface Flags {
  quick?: boolean;
  all?: boolean;
  class?: ClassName;
  front?: Front;
  seed: number;
  case?: string;
  jobs: number;
}

program
  .name("npm run test:faults --")
  .description("Runs operations with faults and crashes, and judges by the simulator's own books.")
  .option("--quick", "a few minutes: a small part of each class")
  .option("--all", "every case of the chosen classes, which takes hours for the CLI")
  .addOption(new Option("--class <name>", "one class only").choices(classNames))
  .addOption(new Option("--front <name>", "one front only").choices(fronts))
  .option("--seed <number>", "chooses which cases are run", Number, 1)
  .option("--case <name>", "replays the case of this name, or all of a pattern: 'cli-*--image-*'")
  .option("--jobs <number>", "how many stacks run at the same time", Number, 2);

endWithThisProcess();
main(program.parse().opts<Flags>()).catch((error: Error) => {
  console.error(error);
  process.exit(1);
});

async function main(flags: Flags): Promise<void> {
  const counts = flags.quick ? quick : full;
  const everything = Object.fromEntries(Object.keys(counts).map((name) => [name, Infinity]));
  const began = performance.now();
  const print = (line: string) => console.log(line);
  const outcomes = await runMatrix({
    classes: flags.class === undefined ? classNames : [flags.class],
    fronts: flags.front === undefined ? fronts : [flags.front],
    seed: flags.seed,
    counts: flags.all ? (everything as typeof counts) : counts,
    only: flags.case,
    jobs: flags.jobs,
    print,
    onOutcome: (outcome) => failureLines(outcome).forEach(print),
  });
  if (outcomes.length === 0) throw new Error("There is no such case.");
  const isGood = report(outcomes, print, `seed ${flags.seed}, ${minutes(began)} minutes`);
  process.exit(isGood ? 0 : 1);
}

function minutes(began: number): string {
  return ((performance.now() - began) / 60_000).toFixed(1);
}
