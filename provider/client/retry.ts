/**
 * Whether to send a request again, and when. A pure decision: the transport waits and sends.
 *
 * What certainly did nothing, and every read, is repeated until the deadline. The pauses grow to MAX_PAUSE_MS and are
 * never shorter than half of what they may be, so that one request is sent at most 6 + deadline / 10 s times.
 */

/** The greatest number of tries, the first one included, where another try rarely helps or may do harm. */
export const FEW_TRIES = 3;
/** Pauses double from here. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 20_000;
/** The last try begins at least this long before the deadline: it needs time for its answer. */
export const LAST_TRY_MS = 1_000;

export type Failure =
  /** An answer with an error. `isTransient`: a further try may succeed without any change. */
  | { kind: "answer"; status: number; isTransient: boolean; isBusy: boolean; retryAfterMs?: number }
  /** A successful answer that can't be used. `isLasting`: the next one is probably the same, for example too large. */
  | { kind: "unreadable"; isLasting: boolean }
  /** No answer. `isSent`: the request may have reached the API. `isUntrusted`: the certificate was refused. */
  | { kind: "connection"; isSent: boolean; isUntrusted: boolean };

/**
 * What a second request would do: nothing (`read`), the same as the first one (`idempotent`), or once more what the
 * first one did (`once`).
 */
export type Repetition = "read" | "idempotent" | "once";

/** A try that failed. */
export interface FailedTry {
  failure: Failure;
  repetition: Repetition;
  /** Whether the address has ever answered as the API does. If not, the address itself may be wrong. */
  isKnown: boolean;
  /** Tries so far, at least 1. */
  tries: number;
  /** Milliseconds until the deadline. */
  leftMs: number;
  /** In [0, 1). */
  random: number;
}

/** The milliseconds to wait before the next try; undefined: give up. */
export function retryDelay(failedTry: FailedTry): number | undefined {
  const { failure, tries, leftMs, random } = failedTry;
  if (tries >= maxTries(failedTry)) return undefined;
  const requested = failure.kind === "answer" ? (failure.retryAfterMs ?? 0) : 0;
  const latest = leftMs - LAST_TRY_MS;
  if (latest <= 0 || requested > latest) return undefined;
  const longest = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  // The random part is added to the requested delay, so that throttled clients do not all return at once.
  return Math.min(latest, requested + longest * (0.5 + random / 2));
}

/** How often the request may be sent at all, the first time included. */
function maxTries({ failure, repetition, isKnown }: FailedTry): number {
  const untilDeadline = Infinity;
  const isRead = repetition === "read";
  switch (failure.kind) {
    case "connection":
      if (failure.isUntrusted) return 1;
      // Nothing was done. An address that never answered may be misspelt: its user must not wait for the deadline.
      if (!failure.isSent) return isKnown ? untilDeadline : FEW_TRIES;
      break;
    case "unreadable":
      // A change was accepted; a misspelt address often answers with a web page.
      if (!isRead) return 1;
      return isKnown && !failure.isLasting ? untilDeadline : FEW_TRIES;
    case "answer":
      if (failure.status === 429 || failure.isTransient) return untilDeadline;
      // What a busy resource means for a change, the lifecycle decides.
      if (failure.isBusy) return isRead ? untilDeadline : 1;
      if (![408, 500, 502, 503, 504].includes(failure.status)) return 1;
  }
  if (isRead) return untilDeadline;
  return repetition === "idempotent" ? FEW_TRIES : 1;
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
