/** The error of an exchange without a usable answer: what went wrong, and whether the request may have arrived. */
import { AnswerError, ConnectionError, type Exchange } from "./errors";
import { TimeIsUp } from "./time-limit";

/** An error of node or undici. */
export type CodedError = Error & { code?: string };

/** How far an exchange came. */
export interface Progress {
  /** The request left on an open connection. */
  isSent: boolean;
  /** The headers of the answer came. */
  hasBegun: boolean;
}

/** @param bodyBytes the greatest size of an answer. */
export function failure(
  { exchange, url }: { exchange: Exchange; url: URL },
  { isSent, hasBegun }: Progress,
  cause: CodedError,
  bodyBytes: number,
): AnswerError | ConnectionError {
  if (cause.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    return new AnswerError(exchange, `the answer is larger than ${bodyBytes} bytes`, { cause });
  }
  const explanation =
    cause instanceof TimeIsUp ? overdue(cause, { isSent, hasBegun }) : explained(cause);
  const isUnsent = !isSent && (cause instanceof TimeIsUp || NOT_SENT.test(cause.code ?? ""));
  return new ConnectionError(exchange, url.origin, !isUnsent, explanation);
}

/** Errors of connections that were never established: the request can't have reached the API. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_(TLS|SSL)_.*|EPROTO|.*CERT.*|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

/** True if the server's certificate was refused. */
export function isUntrusted({ cause }: ConnectionError): boolean {
  return /CERT|UNABLE_TO_VERIFY/.test((cause as { code?: string }).code ?? "");
}

function overdue({ ms, isCancelled }: TimeIsUp, { isSent, hasBegun }: Progress): Error {
  if (isCancelled) return new Error("the command was cancelled before the answer came");
  const seconds = `${Math.round(Math.max(0, ms) / 100) / 10} s`;
  if (!isSent) return new Error(`the request could not be sent within ${seconds}`);
  const what = hasBegun ? "the answer was not complete" : "the answer did not begin";
  return new Error(`${what} within ${seconds}`);
}

/** undici's messages for timeouts do not say what took too long. */
function explained(cause: CodedError): Error {
  const messages: Record<string, string> = {
    UND_ERR_CONNECT_TIMEOUT: "connecting took too long",
    UND_ERR_SOCKET: "the connection was closed",
  };
  const message = messages[cause.code ?? ""] ?? (cause.message || cause.code || cause.name);
  return Object.assign(new Error(message, { cause }), { code: cause.code });
}
