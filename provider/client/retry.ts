/** Whether to try again, and when. A pure decision: the transport does the waiting. */

/** Tries in all, the first one counted. */
export const MAX_TRIES = 3;
/** No try starts later than this after the first one. */
export const MAX_ELAPSED_MS = 120_000;
const BASE_DELAY_MS = 500;

export type Failure =
  /** An answer with an error. `passes`: the API says that it passes by itself. */
  | { kind: "answer"; status: number; passes: boolean; retryAfterMs?: number }
  /** No answer. `isSent`: the request may have reached the API. */
  | { kind: "connection"; isSent: boolean };

export interface Attempt {
  failure: Failure;
  /** Whether sending the request twice has the effect of sending it once. */
  idempotent: boolean;
  /** Tries so far, at least 1. */
  tries: number;
  /** Since the first try began. */
  elapsedMs: number;
  /** In [0, 1). */
  random: number;
}

/** The milliseconds to wait before the next try; undefined: give up. */
export function retryAfter(attempt: Attempt): number | undefined {
  const { failure, tries, elapsedMs, random } = attempt;
  if (tries >= MAX_TRIES || !isRepeatable(attempt)) return undefined;
  const asked = failure.kind === "answer" ? (failure.retryAfterMs ?? 0) : 0;
  // On top of what was asked for: else all who were turned away together come back together.
  const delay = asked + random * BASE_DELAY_MS * 2 ** tries;
  return elapsedMs + delay > MAX_ELAPSED_MS ? undefined : delay;
}

/** What the API surely did not act on may be sent again, whatever it is; the rest only if idempotent. */
function isRepeatable({ failure, idempotent }: Attempt): boolean {
  if (failure.kind === "connection") return idempotent || !failure.isSent;
  if (failure.status === 429 || failure.passes) return true;
  return idempotent && [408, 500, 502, 503, 504].includes(failure.status);
}

/** `Retry-After` in milliseconds, given as seconds or as a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
