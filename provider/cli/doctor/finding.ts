/** What a check of `doctor` found. */

export type Result = "ok" | "warning" | "failed" | "skipped";

export interface Finding {
  check: string;
  result: Result;
  /** A short fact: one line. */
  detail: string;
  /** The whole error, if there is one, and what to do; undefined if nothing is to be done. */
  advice?: string;
}
