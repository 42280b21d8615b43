/** The text of an answer → a value, or the error that the answer is. */
import { readErrorBody } from "../wire/error";
import { ShapeError } from "../wire/shape";
import { AnswerError, ApiError, type Exchange } from "./errors";
import type { Answer } from "./pool";
import { parseRetryAfter } from "./retry";
import type { Secrets } from "./secrets";

/** @throws AnswerError if the text is not JSON, or not of the shape that `readJson` expects. */
export function readAnswer<T>(
  exchange: Exchange,
  { status, text }: Answer,
  readJson: (json: unknown) => T,
): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The error has no cause: the cause would quote the answer, which may hold a token.
    const what = text === "" ? "empty" : "not JSON";
    throw new AnswerError(exchange, `the answer is ${what}, although its status is ${status}`);
  }
  try {
    return readJson(json);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new AnswerError(exchange, error.message.replace(/^The/, "the"), error);
  }
}

/** @param now the local time in milliseconds since 1970 (UTC). */
export function apiError(
  exchange: Exchange,
  { status, headers, text }: Answer,
  secrets: Secrets,
  now: number,
): ApiError {
  const { code, message, requestId } = readErrorBody(text);
  return new ApiError(
    exchange,
    status,
    secrets.redact(code),
    secrets.redact(message),
    secrets.redact(headers["x-request-id"] ?? requestId),
    parseRetryAfter(headers["retry-after"], now),
  );
}
