import { z } from "zod";

/** Of a longer message the rest is cut off. */
const MOST_CHARACTERS = 1000;

/**
 * A number is taken too (IAM's codes are); anything else counts as missing, the status says enough. It
 * comes to a terminal, so that it must not hold what steers one.
 */
const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((said) => {
    const plain = said.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
    return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)} …` : plain;
  })
  .optional()
  .catch(undefined);

/** The bodies of errors: ModelArts' and the gateway's, and under `error` IAM's. */
const ErrorBody = z.object({
  error_code: text,
  error_msg: text,
  request_id: text,
  error: z.object({ code: text, message: text }).optional().catch(undefined),
});

/** What the body of an answer says about the error; nothing if it is no error of these services. */
export function readErrorBody(body: string): {
  code?: string;
  message?: string;
  requestId?: string;
} {
  const { data } = ErrorBody.safeParse(parsed(body));
  return {
    code: data?.error_code ?? data?.error?.code,
    message: data?.error_msg ?? data?.error?.message,
    requestId: data?.request_id,
  };
}

/** A proxy's error is HTML or plain text, and nothing in it is worth a user's while. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * What an error code means to a client. `gone` only holds on the path of what is gone: each operation
 * names its own codes (`Operation.gone`). `busy`, `running`, `starting`, `stopped`,
 * `stopping` and `stopFirst` change what the lifecycle does next; `retry` passes by itself; `fail`
 * needs the user. `hint` is what the user can do.
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
    | "retry"
    | "fail";
  hint?: string;
}

const GATEWAY_HINT =
  "The request did not reach the notebook API: check modelarts:endpoint and modelarts:region.";

/** The error codes worth telling apart. Source: the API reference's list of error codes. */
export const errorCodes = {
  "ModelArts.0113": {
    status: 400,
    message: "The notebook quota is exhausted.",
    treatAs: "fail",
    hint: "Delete notebooks that are not needed, or ask for a higher quota.",
  },
  "APIG.0101": {
    status: 404,
    message: "The API does not exist or has not been published.",
    treatAs: "fail",
    hint: GATEWAY_HINT,
  },
  "APIGW.0101": {
    status: 404,
    message: "The API does not exist or has not been published in the environment.",
    treatAs: "fail",
    hint: GATEWAY_HINT,
  },
  "ModelArts.0202": {
    status: 401,
    message: "The token has expired.",
    treatAs: "fail",
    hint: "Log in again for a new token.",
  },
  "ModelArts.0203": {
    status: 403,
    message: "The token is not valid.",
    treatAs: "fail",
    hint: "Log in again for a new token, and check that it is for this project.",
  },
  "ModelArts.2786": {
    status: 404,
    message: "The project of the request is not the token's.",
    treatAs: "fail",
    hint: "Check modelarts:projectId, or log in for this project.",
  },
  "ModelArts.2890": {
    status: 404,
    message: "The resource pool does not exist.",
    treatAs: "fail",
    hint: "Check poolId; getPools lists the pools.",
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
  "ModelArts.6309": { status: 400, message: "The instance does not exist.", treatAs: "gone" },
  "ModelArts.6323": {
    status: 400,
    message: "The flavor is not supported.",
    treatAs: "fail",
    hint: "Choose one of the flavors that the flavor list offers for this notebook.",
  },
  "ModelArts.6326": {
    status: 400,
    message: "The instance is frozen, since the account is in arrears.",
    treatAs: "fail",
    hint: "Pay the open bills of the account; the notebook thaws afterwards.",
  },
  "ModelArts.6327": {
    status: 400,
    message: "The instance is not running.",
    treatAs: "fail",
    hint: "Start the notebook first.",
  },
  "ModelArts.6328": {
    status: 400,
    message: "No permission for this flavor.",
    treatAs: "fail",
    hint: "Ask the account's administrator for permission, or choose another flavor.",
  },
  "ModelArts.6329": {
    status: 400,
    message: "The flavor is sold out.",
    treatAs: "fail",
    hint: "Try again later, or choose another flavor.",
  },
  "ModelArts.6331": {
    status: 400,
    message: "The EVS size is out of range.",
    treatAs: "fail",
    hint: "An EVS disk only grows, up to the flavor's limit.",
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
  },
  "ModelArts.6349": {
    status: 400,
    message: "The auto stop duration is out of range.",
    treatAs: "fail",
    hint: "Give the lease a duration of 1 to 72 hours, in milliseconds.",
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
  "ModelArts.6404": { status: 400, message: "The instance does not exist.", treatAs: "gone" },
  "ModelArts.6650": {
    status: 404,
    message: "The project does not exist.",
    treatAs: "fail",
    hint: "Check modelarts:projectId and modelarts:region.",
  },
  "ModelArts.6702": {
    status: 400,
    message: "The volume's ownership does not fit its category.",
    treatAs: "fail",
    hint: "Object storage (OBS, OBSFS) takes ownership DEDICATED only.",
  },
  "ModelArts.6772": {
    status: 400,
    message: "The bucket is no parallel file system.",
    treatAs: "fail",
    hint: "Only parallel file systems (POSIX buckets) can be mounted.",
  },
  "ModelArts.6797": {
    status: 400,
    message: "The image can't be found.",
    treatAs: "fail",
    hint: "Check imageId, and that you may use the image; getImages lists the images.",
  },
  "ModelArts.6927": {
    status: 400,
    message: "The mount path of the data volume is missing.",
    treatAs: "fail",
    hint: "Declare mountPath for each data volume of category OBS.",
  },
  "ModelArts.6967": {
    status: 400,
    message: "The DEW secret is empty.",
    treatAs: "fail",
    hint: "Declare dewSecretName: OBS is opened with the access key in that secret.",
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorCodes;

export function meaningOf(code: string | undefined): ErrorMeaning | undefined {
  return code !== undefined && Object.hasOwn(errorCodes, code)
    ? errorCodes[code as ErrorCode]
    : undefined;
}
