/** An error is thrown where it is found, and answered as the API answers it. */
import { errorCodes, type ErrorCode } from "pulumi-modelarts/wire/error";

/** Codes of the gateway in front of the service, and the service's code for its own failures. */
const otherCodes = {
  "APIGW.0301": { status: 401, message: "Incorrect IAM authentication information." },
  "APIGW.0302": { status: 403, message: "The IAM user is not authorized to access the API." },
  "APIGW.0308": { status: 429, message: "The throttling threshold has been reached." },
  "ModelArts.0010": { status: 500, message: "Internal error." },
} as const;

export type AnsweredCode = ErrorCode | keyof typeof otherCodes;

export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status. */
  readonly status: number;

  /** @param detail follows the code's own message, e.g. which property is wrong. */
  constructor(
    readonly code: AnsweredCode,
    detail?: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    const { status, message } = { ...errorCodes, ...otherCodes }[code];
    super(detail === undefined ? message : `${message} ${detail}`);
    this.status = status;
  }

  /** The answer's body: IAM's errors have the form of Keystone's. */
  body(service: "modelarts" | "iam"): object {
    return service === "iam"
      ? { error: { code: this.status, message: this.message, title: titles[this.status] } }
      : { error_code: this.code, error_msg: this.message };
  }
}

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
};
