/** The text of an answer → a value, or the error that the answer is. */
import { readError, readErrorBody, type AnsweredError } from "../wire/error";
import { readResponse, type PathValues } from "../wire/response";
import { ShapeError } from "../wire/shape";
import { AnswerError, ApiError, type Exchange } from "./errors";
import type { Answer } from "./receiver";
import type { Request } from "./request";
import { parseRetryAfter } from "./retry";
import type { Secrets } from "./secrets";

/** A longer text of the API is cut in error messages. */
const MAX_CHARACTERS = 1000;

/**
 * @returns undefined for an empty answer, if the operation documents one.
 * @throws AnswerError if the answer is not what the operation documents.
 */
export function readOperation(
  { exchange, operation }: Pick<Request, "exchange" | "operation">,
  answer: Answer,
  path: PathValues | undefined,
  secrets: Secrets,
): unknown {
  if (answer.text === "" && operation.response.safeParse(undefined).success) return undefined;
  return readAnswer(exchange, answer, secrets, (json) => readResponse(operation, json, path));
}

/**
 * @throws AnswerError if the text is not JSON, if it is an error of the API in spite of its status, or if it is not of
 * the shape that `readJson` expects.
 */
export function readAnswer<T>(
  exchange: Exchange,
  { status, text }: Answer,
  secrets: Secrets,
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
  // No published example of a success has an error code; that none ever has one is an assumption.
  const said = shown(readError(json), secrets);
  if (said.code !== undefined) {
    throw new AnswerError(exchange, `the answer is an error, although its status is ${status}`, {
      said: { ...said, code: said.code },
    });
  }
  try {
    return readJson(json);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new AnswerError(exchange, error.message.replace(/^The/, "the"), { cause: error });
  }
}

/** @param now the local time in milliseconds since 1970 (UTC). */
export function apiError(
  exchange: Exchange,
  { status, headers, text }: Answer,
  secrets: Secrets,
  now: number,
): ApiError {
  const answered = readErrorBody(text);
  const { code, message, requestId } = shown(
    { ...answered, requestId: headers["x-request-id"] ?? answered.requestId },
    secrets,
  );
  return new ApiError(
    exchange,
    status,
    code,
    message,
    requestId,
    parseRetryAfter(headers["retry-after"], now),
  );
}

/** The texts as messages show them. They are cut last: a part of a secret would not be recognized. */
function shown({ code, message, requestId }: AnsweredError, secrets: Secrets): AnsweredError {
  const cut = (text: string | undefined) => {
    const redacted = secrets.redact(text);
    if (redacted === undefined || redacted.length <= MAX_CHARACTERS) return redacted;
    return `${redacted.slice(0, MAX_CHARACTERS)} …`;
  };
  return { code: cut(code), message: cut(message), requestId: cut(requestId) };
}
