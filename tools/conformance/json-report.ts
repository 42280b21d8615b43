/** The results of a run as JSON. */
import { writeFileSync } from "node:fs";
import type { Plan } from "./plan";
import { verdicts } from "./result";
import type { Run } from "./run";
import type { Target } from "./target";

/** @param where a file; true is standard output. */
export function writeJson(
  where: string | true | undefined,
  target: Target,
  plan: Plan,
  began: string,
  done: Run,
): void {
  if (where === undefined) return;
  const text = `${JSON.stringify(jsonReport(target, plan, began, done), undefined, 2)}\n`;
  if (where === true) process.stdout.write(text);
  else writeFileSync(where, text);
}

function jsonReport({ cloud, title }: Target, { name }: Plan, began: string, done: Run) {
  const { results, id, notDeleted, isInterrupted } = done;
  const count = (verdict: string) => results.filter((each) => each.verdict === verdict).length;
  return {
    cloud,
    server: title,
    began,
    notebook: { name, id, isDeleted: notDeleted === undefined },
    isInterrupted,
    summary: Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])),
    results,
  };
}
