/**
 * `npm run bench`: measures, prints tables, and fails if a count is over its limit. docs/performance.md explains what is
 * measured.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { brokenLimits } from "./counts";
import { readOptions, type Options } from "./options";
import { fullPlan, onlyContestants, quickPlan } from "./plan";
import { profile } from "./profile/profile";
import { writeDocumentation } from "./report/page";
import { terminalReport } from "./report/terminal";
import type { Result } from "./result";
import { run } from "./run";

async function main(options: Options): Promise<number> {
  if (options.profile !== undefined) {
    console.log(await profile({ ...options, contestant: options.profile }));
    return 0;
  }
  const result = await resultOf(options);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(result));
  console.log(terminalReport(result));
  if (options.docs) await writeDocumentation(result);
  const broken = brokenLimits(result);
  for (const sentence of broken) console.error(sentence);
  console.log(`${result.minutes.toFixed(1)} minutes, ${broken.length} counts over their limits`);
  return broken.length === 0 ? 0 : 1;
}

function resultOf({ from, quick, only }: Options): Promise<Result> | Result {
  if (from !== undefined) return JSON.parse(readFileSync(from, "utf8")) as Result;
  const plan = quick ? quickPlan : fullPlan;
  return run(only === undefined ? plan : onlyContestants(plan, only), (line) =>
    console.error(`bench: ${line}`),
  );
}

main(readOptions(process.argv.slice(2))).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
