/** The result of an assumption, from the finding of its check. Pure. */
import {
  assumptions,
  defaultOf,
  type Assumption,
  type AssumptionName,
} from "../../provider/wire/facts/assumptions";
import type { CloudName } from "../../provider/wire/facts/clouds";
import type { Finding } from "./check";

export const verdicts = ["confirmed", "differs", "not tried", "failed"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Result {
  name: AssumptionName;
  question: string;
  /** The value that the project assumes for the cloud. */
  expected: string;
  verdict: Verdict;
  /** What the server did instead: a value of the table, or a text. Only if the result differs. */
  came?: string;
  /** Why the check was not tried, or failed. */
  why?: string;
  /** What users notice. Only if the result differs. */
  ifWrong?: string;
}

export function resultOf(name: AssumptionName, cloud: CloudName, finding: Finding): Result {
  const { question, ifWrong }: Assumption = assumptions[name];
  const expected = defaultOf(name, cloud);
  const row = { name, question, expected };
  if ("notTried" in finding) return { ...row, verdict: "not tried", why: finding.notTried };
  const came = "value" in finding ? finding.value : finding.other;
  if ("value" in finding && came === expected) return { ...row, verdict: "confirmed" };
  return { ...row, verdict: "differs", came, ifWrong };
}

export function failureOf(name: AssumptionName, cloud: CloudName, error: Error): Result {
  return { ...resultOf(name, cloud, { notTried: error.message }), verdict: "failed" };
}

/** What a value of the table means; undefined for another text. */
export function meaningOf(name: AssumptionName, value: string): string | undefined {
  const { values }: Assumption = assumptions[name];
  return Object.hasOwn(values, value) ? values[value] : undefined;
}

/** 0 if nothing differs, 1 if something differs, 2 if something failed. */
export function exitCodeOf(results: readonly Result[]): number {
  const has = (verdict: Verdict) => results.some((result) => result.verdict === verdict);
  if (has("failed")) return 2;
  return has("differs") ? 1 : 0;
}
