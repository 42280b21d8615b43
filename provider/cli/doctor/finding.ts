/** What a check of `doctor` found. */

export type Result = "ok" | "warning" | "failed" | "skipped";

export interface Finding {
  check: string;
  result: Result;
  detail: string;
  /** What to do; undefined if nothing is to be done. */
  advice?: string;
}
