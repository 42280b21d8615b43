/** Everything that can go wrong between us and the API. Each constructor takes facts and makes the sentence. */
import { meaningOf, type ErrorMeaning } from "../wire/error";
import type { Operation } from "../wire/operations";

/** What was asked, as errors name it. */
export interface Exchange {
  /** What was attempted, e.g. "Reading the notebook". */
  doing: string;
  method: string;
  path: string;
  /** Which service was asked; by default ModelArts. */
  service?: Operation["service"];
  /** The codes that mean "what the path names does not exist"; none by default. */
  gone?: Operation["gone"];
}

/** An error that says all that a user needs; anything else is a bug, whose stack matters. */
export class ModelArtsError extends Error {
  override readonly name: string = "ModelArtsError";
}

/** Something is missing in the configuration, or contradicts itself. */
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
    /** Milliseconds that the answer asks to wait before the next try. */
    readonly retryAfterMs?: number,
  ) {
    const meaning = meaningOf(code);
    // IAM's code is the status once more.
    const said = [code === String(status) ? "" : code, apiMessage ?? meaning?.message]
      .filter(Boolean)
      .join(": ");
    const hint = meaning && "hint" in meaning ? meaning.hint : hints[status];
    super(
      `${exchange.doing} failed: ${serviceOf(exchange).name} answered ${status}` +
        (said === "" ? "." : ` (${said.replace(/\.$/, "")}).`) +
        (hint === undefined ? "" : ` ${hint}`) +
        ` [${place(exchange)}${requestId === undefined ? "" : `, request id ${requestId}`}]`,
    );
    this.meaning = meaningHere(exchange, code, meaning?.treatAs);
  }
}

/** No 404 by itself says that something is gone: most of them are about the endpoint or the project. */
function meaningHere(
  { gone = [] }: Exchange,
  code: string | undefined,
  usual: ErrorMeaning["treatAs"] = "fail",
): ErrorMeaning["treatAs"] {
  if (code !== undefined && gone.includes(code)) return "gone";
  return usual === "gone" ? "fail" : usual;
}

/** No answer came: the connection failed, timed out or broke. */
export class ConnectionError extends ModelArtsError {
  override readonly name = "ConnectionError";

  constructor(
    readonly exchange: Exchange,
    origin: string,
    /** Whether the request may have reached the API all the same. */
    readonly isSent: boolean,
    cause: Error,
  ) {
    super(
      `${exchange.doing} failed: no answer from ${origin} (${cause.message}). ` +
        `Check the ${serviceOf(exchange).address}, the region and the network. ` +
        `[${place(exchange)}]`,
      { cause },
    );
  }
}

/** An answer came that can't be used: not JSON, too large, or not of the shape that the API documents. */
export class AnswerError extends ModelArtsError {
  override readonly name = "AnswerError";

  constructor(
    readonly exchange: Exchange,
    reason: string,
    cause?: Error,
  ) {
    super(
      `${exchange.doing} failed: ${reason.replace(/\.$/, "")}. ` +
        `Check that the ${serviceOf(exchange).address} leads to ${serviceOf(exchange).name}. ` +
        `[${place(exchange)}]`,
      { cause },
    );
  }
}

export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.meaning === "gone";
}

/** Whether a create may have taken place although it failed. */
export function isUnsure(error: unknown): error is AnswerError | ConnectionError | ApiError {
  return (
    error instanceof AnswerError ||
    (error instanceof ConnectionError && error.isSent) ||
    (error instanceof ApiError && error.status >= 500)
  );
}

const AGAIN = "Run the command again; if that does not help, give the support the request id.";

/** What helps with a status that comes without a code that is known. */
const hints: Readonly<Record<number, string>> = {
  401: "Check the credentials, the project id and this machine's clock.",
  403: "Ask the account's administrator for permission on ModelArts notebooks in this project.",
  404: "Check the endpoint (modelarts:endpoint), the region, the project and the id.",
  500: AGAIN,
  502: AGAIN,
  503: AGAIN,
  504: AGAIN,
  429: "Too many requests: try again later.",
};

const services = {
  modelarts: { name: "ModelArts", address: "endpoint (modelarts:endpoint, MODELARTS_ENDPOINT)" },
  iam: { name: "IAM", address: "address (modelarts:authUrl, HW_AUTH_URL, OS_AUTH_URL)" },
} as const;

function serviceOf({ service = "modelarts" }: Exchange) {
  return services[service];
}

function place({ method, path }: Exchange): string {
  return `${method} ${path}`;
}
