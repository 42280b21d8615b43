/** Whether to send a request again, and when. A pure decision: the transport waits and sends. */

/** The greatest number of tries, the first one included. */
export const MAX_TRIES = 3;
/** No try starts later than this after the first one. */
export const MAX_ELAPSED_MS = 120_000;
const BASE_DELAY_MS = 500;

export type Failure =
  /** An answer with an error. `isTransient`: a further try may succeed without any change. */
  | { kind: "answer"; status: number; isTransient: boolean; retryAfterMs?: number }
  /** No answer. `isSent`: the request may have reached the API. */
  | { kind: "connection"; isSent: boolean };

/** A try that failed. */
export interface FailedTry {
  failure: Failure;
  /** Whether sending the request twice has the same effect as sending it once. */
  idempotent: boolean;
  /** Tries so far, at least 1. */
  tries: number;
  /** Milliseconds since the first try began. */
  elapsedMs: number;
  /** In [0, 1). */
  random: number;
}

/** The milliseconds to wait before the next try; undefined: give up. */
export function retryDelay(failedTry: FailedTry): number | undefined {
  const { failure, tries, elapsedMs, random } = failedTry;
  if (tries >= MAX_TRIES || !isRepeatable(failedTry)) return undefined;
  const requested = failure.kind === "answer" ? (failure.retryAfterMs ?? 0) : 0;
  // The random part is added to the requested delay, so that throttled clients do not all return at once.
  const delay = requested + random * BASE_DELAY_MS * 2 ** tries;
  return elapsedMs + delay > MAX_ELAPSED_MS ? undefined : delay;
}

/** A request that the API certainly did not act on may be repeated; any other one only if it is idempotent. */
function isRepeatable({ failure, idempotent }: FailedTry): boolean {
  if (failure.kind === "connection") return idempotent || !failure.isSent;
  if (failure.status === 429 || failure.isTransient) return true;
  return idempotent && [408, 500, 502, 503, 504].includes(failure.status);
}

/**
 * The milliseconds that a `Retry-After` header asks for, as seconds or as a date (RFC 9110, section 10.2.3).
 *
 * @param now the local time in milliseconds since 1970 (UTC).
 * @returns undefined if there is no header, or if the header is neither.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
