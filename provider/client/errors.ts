/** Everything that can go wrong between us and the API. Each constructor takes facts and makes the message. */
import { meaningOf, type ErrorMeaning } from "../wire/error";
import type { MessageCode } from "../messages/registry";
import type { Operation } from "../wire/operations";
import { withCode } from "../wire/printable";

/** A request, as errors describe it. */
export interface Exchange {
  /** What was attempted, e.g. "Reading the notebook". */
  doing: string;
  method: string;
  path: string;
  /** The service that the request was sent to; by default ModelArts. */
  service?: Operation["service"];
  /** The codes that mean "what the path names does not exist"; none by default. */
  gone?: Operation["gone"];
}

/** An error whose message is all that a user needs. Any other error is a bug: its stack trace matters. */
export class ModelArtsError extends Error {
  override readonly name: string = "ModelArtsError";

  constructor(
    /** Where docs/troubleshooting.md explains the error. Whoever adds to an error's meaning may change the code. */
    public messageCode: MessageCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The code of an error, even of one that is a bug. */
export function messageCodeOf(error: Error): MessageCode {
  return error instanceof ModelArtsError ? error.messageCode : "modelarts/bug";
}

/**
 * The message as it leaves the program. `message` itself has no code, since messages are added to and are quoted in
 * other messages.
 */
export function shownMessage(error: Error): string {
  return withCode(error.message, messageCodeOf(error));
}

/** A setting is missing or wrong, or settings contradict each other. */
export class ConfigurationError extends ModelArtsError {
  override readonly name = "ConfigurationError";
}

/** The API answered with an error. */
export class ApiError extends ModelArtsError {
  override readonly name = "ApiError";
  readonly meaning: ErrorMeaning["treatAs"];

  constructor(
    readonly exchange: Exchange,
    readonly status: number,
    /** `error_code` of the answer, e.g. `ModelArts.6302`. */
    readonly code: string | undefined,
    /** `error_msg` of the answer. */
    readonly apiMessage: string | undefined,
    readonly requestId: string | undefined,
    /** The `Retry-After` header of the answer, in milliseconds. */
    readonly retryAfterMs?: number,
  ) {
    const meaning = meaningOf(code);
    // The code that IAM answers is the status again.
    const details = [code === String(status) ? "" : code, apiMessage ?? meaning?.message]
      .filter(Boolean)
      .join(": ");
    const ofStatus = statusHints[status];
    const hint = meaning && "hint" in meaning ? meaning.hint : ofStatus?.hint;
    super(
      meaning?.messageCode ?? ofStatus?.messageCode ?? "modelarts/refused",
      `${exchange.doing} failed: ${serviceOf(exchange).name} answered ${status}` +
        (details === "" ? "." : ` (${details.replace(/\.$/, "")}).`) +
        (hint === undefined ? "" : ` ${hint}`) +
        ` [${methodAndPath(exchange)}${requestId === undefined ? "" : `, request id ${requestId}`}]`,
    );
    this.meaning = meaningFor(exchange, code, meaning?.treatAs);
  }
}

/** A 404 alone does not mean "gone": most are about the endpoint or the project. The operation's codes decide. */
function meaningFor(
  { gone = [] }: Exchange,
  code: string | undefined,
  general: ErrorMeaning["treatAs"] = "fail",
): ErrorMeaning["treatAs"] {
  if (code !== undefined && gone.includes(code)) return "gone";
  return general === "gone" ? "fail" : general;
}

/** No answer came: the connection failed, timed out or broke. */
export class ConnectionError extends ModelArtsError {
  override readonly name = "ConnectionError";

  constructor(
    readonly exchange: Exchange,
    readonly origin: string,
    /** Whether the request may have reached the API. */
    readonly isSent: boolean,
    cause: Error,
  ) {
    super(
      "modelarts/no-answer",
      `${exchange.doing} failed: no answer from ${origin} (${cause.message}). ` +
        `${unreachable(origin, serviceOf(exchange).address)} ` +
        `[${methodAndPath(exchange)}]`,
      { cause },
    );
  }
}

function unreachable(origin: string, address: string): string {
  // Loaded here: `--help` loads this file, and never settings.
  const { isLoopback } = require("./settings") as typeof import("./settings");
  return isLoopback(new URL(origin).hostname)
    ? `Is the simulator running? The ${address} is on this machine.`
    : `Check the ${address}, the region and the network.`;
}

/** What an answer with a status of success says nevertheless: an error of the API. */
interface SaidError {
  code: string;
  message?: string;
  requestId?: string;
}

/** The answer can't be used: it is not JSON, too large, an error, or not of the shape that the API documents. */
export class AnswerError extends ModelArtsError {
  override readonly name = "AnswerError";
  /** The error that the answer is, if it is one. */
  readonly said: SaidError | undefined;

  constructor(
    readonly exchange: Exchange,
    reason: string,
    { said, cause }: { said?: SaidError; cause?: Error } = {},
  ) {
    const { name, address } = serviceOf(exchange);
    const meaning = meaningOf(said?.code);
    const details =
      said && [said.code, said.message ?? meaning?.message].filter(Boolean).join(": ");
    const advice = said
      ? (meaning?.hint ?? "Run the command again.")
      : `Check that the ${address} leads to ${name}.`;
    const requestId = said?.requestId === undefined ? "" : `, request id ${said.requestId}`;
    super(
      said ? (meaning?.messageCode ?? "modelarts/refused") : "modelarts/unusable-answer",
      `${exchange.doing} failed: ${reason.replace(/\.$/, "")}` +
        (details === undefined ? "" : ` (${details.replace(/\.$/, "")})`) +
        `. ${advice} [${methodAndPath(exchange)}${requestId}]`,
      { cause },
    );
    this.said = said;
  }
}

/** True if the error says that the resource which the request names does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.meaning === "gone";
}

/** True if the cloud has no such operation. */
export function isNotPublished(error: unknown): error is ApiError {
  return error instanceof ApiError && error.meaning === "notPublished";
}

/**
 * True if the API accepted the request, but its answer can't be read. An answer that is an error does not say that
 * the request was accepted.
 */
export function isUnreadable(error: unknown): error is AnswerError {
  return error instanceof AnswerError && error.said === undefined;
}

/**
 * True if a failed create may have created the resource nevertheless. An error inside an answer with a status of
 * success is a refusal only if its code is documented as one, with a status from 400 to 499: then nothing was
 * created, as the API itself says. Any other code may have come up after the creation.
 */
export function isUnsure(error: unknown): error is AnswerError | ConnectionError | ApiError {
  return (
    (error instanceof AnswerError && !isDocumentedRefusal(error.said?.code)) ||
    (error instanceof ConnectionError && error.isSent) ||
    (error instanceof ApiError && error.status >= 500)
  );
}

export function isDocumentedRefusal(code: string | undefined): boolean {
  const status = meaningOf(code)?.status ?? 0;
  return status >= 400 && status < 500;
}

interface StatusHint {
  hint: string;
  messageCode: MessageCode;
}

const RUN_AGAIN: StatusHint = {
  hint: "Run the command again; if that does not help, give the request id to the support.",
  messageCode: "modelarts/service-error",
};

/** What the user can do about a status without a known error code. */
const statusHints: Readonly<Record<number, StatusHint>> = {
  401: {
    hint: "Check the credentials, the project id and this machine's clock.",
    messageCode: "modelarts/unauthorized",
  },
  403: {
    hint: "Ask the account's administrator for permission on ModelArts notebooks in this project.",
    messageCode: "modelarts/forbidden",
  },
  404: {
    hint: "Check the endpoint (modelarts:endpoint), the region, the project and the id.",
    messageCode: "modelarts/wrong-address",
  },
  500: RUN_AGAIN,
  502: RUN_AGAIN,
  503: RUN_AGAIN,
  504: RUN_AGAIN,
  429: { hint: "Too many requests: try again later.", messageCode: "modelarts/too-many-requests" },
};

const services = {
  modelarts: { name: "ModelArts", address: "endpoint (modelarts:endpoint, MODELARTS_ENDPOINT)" },
  iam: { name: "IAM", address: "address (modelarts:authUrl, HW_AUTH_URL, OS_AUTH_URL)" },
} as const;

/** The service that the request was sent to, as errors name it. */
export function serviceOf({ service = "modelarts" }: Exchange) {
  return services[service];
}

function methodAndPath({ method, path }: Exchange): string {
  return `${method} ${path}`;
}
