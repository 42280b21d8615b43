import type { MessageCode } from "../messages/registry";
import { printable } from "./printable";

export interface AnsweredError {
  code?: string;
  message?: string;
  requestId?: string;
}

/** The fields of an error answer; all undefined if the body is not an error of these services. */
export function readErrorBody(body: string): AnsweredError {
  return readError(parsed(body));
}

/**
 * Reads the bodies of error answers: of ModelArts and the API gateway; under `error`, of IAM. Without a schema: every
 * answer is read as an error first, and command lines load this file.
 *
 * @param json a body that is parsed already.
 */
export function readError(json: unknown): AnsweredError {
  const body = objectOf(json);
  const error = objectOf(body["error"]);
  return {
    code: textOf(body["error_code"]) ?? textOf(error["code"]),
    message: textOf(body["error_msg"]) ?? textOf(error["message"]),
    requestId: textOf(body["request_id"]),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}

/**
 * A string or a number (IAM's codes are numbers), on one line without control characters; any other value counts as
 * missing, and so does an empty string.
 */
function textOf(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return printable(String(value)) || undefined;
}

/** Undefined for HTML or plain text, as proxies answer it: such a text does not help the user. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * What an error code means to a client. `gone` counts only for operations that name the code in
 * `Operation.gone`: the code may be about another resource than the path's. `busy`, `running`, `starting`,
 * `stopped`, `stopping`, `stopFirst` and `wrongStatus` change what the lifecycle does next. `notPublished` means that
 * the cloud has no such operation. `retry` is transient: the request is sent again. `fail` needs the user; `hint`
 * says what the user can do.
 */
export interface ErrorMeaning {
  status: number;
  message: string;
  treatAs:
    | "gone"
    | "busy"
    | "running"
    | "starting"
    | "stopped"
    | "stopping"
    | "stopFirst"
    | "wrongStatus"
    | "notPublished"
    | "retry"
    | "fail";
  hint?: string;
  /** Where docs/troubleshooting.md explains the error; by default, as one of those that the API refuses. */
  messageCode?: MessageCode;
}

const GATEWAY_HINT =
  "The request did not reach the notebook API: check modelarts:endpoint and modelarts:region.";

/** The error codes that are treated differently or have a hint. Source: the API reference's list of error codes. */
export const errorCodes = {
  "ModelArts.0113": {
    status: 400,
    message: "The notebook quota is exhausted.",
    treatAs: "fail",
    hint: "Delete notebooks that are not needed, or ask for a higher quota.",
    messageCode: "modelarts/quota",
  },
  "APIG.0101": {
    status: 404,
    message: "The API does not exist or has not been published.",
    treatAs: "notPublished",
    hint: GATEWAY_HINT,
    messageCode: "modelarts/wrong-address",
  },
  "APIGW.0101": {
    status: 404,
    message: "The API does not exist or has not been published in the environment.",
    treatAs: "notPublished",
    hint: GATEWAY_HINT,
    messageCode: "modelarts/wrong-address",
  },
  "ModelArts.0202": {
    status: 401,
    message: "The token has expired.",
    treatAs: "fail",
    hint: "Log in again for a new token.",
    messageCode: "modelarts/unauthorized",
  },
  "ModelArts.0203": {
    status: 403,
    message: "The token is not valid.",
    treatAs: "fail",
    hint: "Log in again for a new token, and check that it is for this project.",
    messageCode: "modelarts/unauthorized",
  },
  "ModelArts.2786": {
    status: 404,
    message: "The project of the request is not the token's.",
    treatAs: "fail",
    hint: "Check modelarts:projectId, or log in for this project.",
    messageCode: "modelarts/wrong-project",
  },
  "ModelArts.2890": {
    status: 404,
    message: "The resource pool does not exist.",
    treatAs: "fail",
    hint: "Check poolId; getPools lists the pools.",
    messageCode: "modelarts/pool",
  },
  "ModelArts.6301": {
    status: 400,
    message: "The name exists already.",
    treatAs: "fail",
    hint: "Choose another name.",
  },
  "ModelArts.6302": {
    status: 400,
    message: "The number of instances reached the quota.",
    treatAs: "fail",
    hint: "Delete notebooks that are not needed, or ask for a higher quota.",
    messageCode: "modelarts/quota",
  },
  "ModelArts.6304": {
    status: 400,
    message: "The instance must be stopped before it is deleted.",
    treatAs: "stopFirst",
  },
  "ModelArts.6305": {
    status: 400,
    message: "The instance is running already.",
    treatAs: "running",
  },
  "ModelArts.6306": { status: 400, message: "The instance is starting.", treatAs: "starting" },
  "ModelArts.6307": {
    status: 400,
    message: "The instance is stopped already.",
    treatAs: "stopped",
  },
  "ModelArts.6308": { status: 400, message: "The instance is stopping.", treatAs: "stopping" },
  "ModelArts.6309": {
    status: 400,
    message: "The instance does not exist.",
    treatAs: "gone",
    messageCode: "modelarts/gone",
  },
  "ModelArts.6323": {
    status: 400,
    message: "The flavor is not supported.",
    treatAs: "fail",
    hint: "Choose one of the flavors that the flavor list offers for this notebook.",
    messageCode: "modelarts/flavor",
  },
  "ModelArts.6326": {
    status: 400,
    message: "The instance is frozen, since the account is in arrears.",
    treatAs: "fail",
    hint: "Pay the account's open bills: ModelArts then unfreezes the notebook.",
    messageCode: "modelarts/frozen",
  },
  "ModelArts.6327": {
    status: 400,
    message: "The instance is not running.",
    treatAs: "fail",
    hint: "Start the notebook first.",
    messageCode: "modelarts/not-running",
  },
  "ModelArts.6328": {
    status: 400,
    message: "No permission for this flavor.",
    treatAs: "fail",
    hint: "Ask the account's administrator for permission, or choose another flavor.",
    messageCode: "modelarts/flavor",
  },
  "ModelArts.6329": {
    status: 400,
    message: "The flavor is sold out.",
    treatAs: "fail",
    hint: "Try again later, or choose another flavor.",
    messageCode: "modelarts/flavor",
  },
  "ModelArts.6331": {
    status: 400,
    message: "The EVS size is out of range.",
    treatAs: "fail",
    hint: "An EVS disk only grows, up to the flavor's limit.",
    messageCode: "modelarts/storage",
  },
  "ModelArts.6333": { status: 400, message: "The instance is recovering.", treatAs: "retry" },
  "ModelArts.6334": { status: 400, message: "A character is not allowed.", treatAs: "fail" },
  "ModelArts.6335": { status: 400, message: "A property is missing.", treatAs: "fail" },
  "ModelArts.6336": { status: 400, message: "A value is not allowed.", treatAs: "fail" },
  "ModelArts.6346": {
    status: 400,
    message: "The auto stop time lies in the past.",
    treatAs: "fail",
    hint: "Give the lease a longer duration.",
    messageCode: "modelarts/lease",
  },
  "ModelArts.6347": {
    status: 400,
    message: "The parameter cannot be changed in this status.",
    treatAs: "wrongStatus",
  },
  "ModelArts.6348": {
    status: 400,
    message: "The auto stop duration is needed.",
    treatAs: "fail",
    hint: "Give the lease a duration.",
    messageCode: "modelarts/lease",
  },
  "ModelArts.6349": {
    status: 400,
    message: "The auto stop duration is out of range.",
    treatAs: "fail",
    hint: "Give the lease a duration of 1 to 72 hours, in milliseconds.",
    messageCode: "modelarts/lease",
  },
  "ModelArts.6355": {
    status: 400,
    message: "The resource pool is initializing.",
    treatAs: "retry",
  },
  "ModelArts.6357": {
    status: 400,
    message: "Another operation is running on the instance, or it is in the target state already.",
    treatAs: "busy",
  },
  "ModelArts.6360": { status: 400, message: "There are no resources now.", treatAs: "retry" },
  "ModelArts.6400": { status: 400, message: "The request body is not valid.", treatAs: "fail" },
  "ModelArts.6404": {
    status: 400,
    message: "The instance does not exist.",
    treatAs: "gone",
    messageCode: "modelarts/gone",
  },
  "ModelArts.6650": {
    status: 404,
    message: "The project does not exist.",
    treatAs: "fail",
    hint: "Check modelarts:projectId and modelarts:region.",
    messageCode: "modelarts/wrong-project",
  },
  "ModelArts.6702": {
    status: 400,
    message: "The volume's ownership does not fit its category.",
    treatAs: "fail",
    hint: "Object storage (OBS, OBSFS) takes ownership DEDICATED only.",
    messageCode: "modelarts/storage",
  },
  "ModelArts.6772": {
    status: 400,
    message: "The bucket is no parallel file system.",
    treatAs: "fail",
    hint: "Only parallel file systems (POSIX buckets) can be mounted.",
    messageCode: "modelarts/storage",
  },
  "ModelArts.6797": {
    status: 400,
    message: "The image can't be found.",
    treatAs: "fail",
    hint: "Check imageId, and that you may use the image; getImages lists the images.",
    messageCode: "modelarts/image",
  },
  "ModelArts.6927": {
    status: 400,
    message: "The mount path of the data volume is missing.",
    treatAs: "fail",
    hint: "Declare mountPath for each data volume of category OBS.",
    messageCode: "modelarts/storage",
  },
  "ModelArts.6967": {
    status: 400,
    message: "The DEW secret is empty.",
    treatAs: "fail",
    hint: "Declare dewSecretName: OBS is opened with the access key in that secret.",
    messageCode: "modelarts/storage",
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorCodes;

/** @returns undefined if the code is not in the table. */
export function meaningOf(code: string | undefined): ErrorMeaning | undefined {
  return code !== undefined && Object.hasOwn(errorCodes, code)
    ? errorCodes[code as ErrorCode]
    : undefined;
}
