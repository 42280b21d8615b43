/** What can go wrong, asked for by name. A new fault is one more entry. */
import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "pulumi-modelarts/wire/clouds";
import type { OperationName } from "pulumi-modelarts/wire/operations";
import { ApiError } from "../answers/errors";
import { enter, type NotebookState } from "../state/notebook";
import type { WireNotebook } from "../wire";

export interface Fault {
  /** What happens, as the README's table says it. */
  readonly what: string;
  /** Where it happens when no operation is asked for; anywhere if it isn't said. */
  readonly operation?: OperationName;
  /** How often it happens when no number is asked for. */
  readonly times: number;
  /** The answer instead of the operation's; undefined where the fault doesn't apply. */
  refuse?(notebook: WireNotebook | undefined, delayMs: number, cloud: Cloud): ApiError | undefined;
  /** What becomes of the notebook after the operation. */
  affect?(state: NotebookState, now: number): NotebookState;
  /** Why the mount or image that the operation is about ends as failed. */
  readonly failsWith?: string;
  /** What becomes of the answer after the operation; "dropped" if none is sent. */
  spoil?(answer: Response, delayMs: number): Response | "dropped" | Promise<Response>;
}

export const faults = {
  createFails: {
    what: "The notebook that is created ends as CREATE_FAILED, with a fail_reason.",
    operation: "createNotebook",
    times: 1,
    affect: fails("CREATE_FAILED", "There are not enough resources for the flavor."),
  },
  startFails: {
    what: "The notebook that is started ends as START_FAILED, with a fail_reason.",
    operation: "startNotebook",
    times: 1,
    affect: fails("START_FAILED", "There are not enough resources for the flavor."),
  },
  deleteFails: {
    what: "The notebook that is deleted ends as DELETE_FAILED, with a fail_reason.",
    operation: "deleteNotebook",
    times: 1,
    affect: fails("DELETE_FAILED", "The storage could not be released."),
  },
  mountFails: {
    what: "The storage that is mounted ends as MOUNT_FAILED, with a failure_reason.",
    operation: "attachStorage",
    times: 1,
    failsWith: "The bucket can't be reached.",
  },
  unmountFails: {
    what: "The storage that is unmounted ends as UNMOUNT_FAILED.",
    operation: "detachStorage",
    times: 1,
    failsWith: "The folder is in use.",
  },
  imageFails: {
    what: "The image that is saved ends as CREATE_FAILED, with a status_message.",
    operation: "createImage",
    times: 1,
    failsWith: "The image is too large.",
  },
  frozen: {
    what: "After the operation the notebook is FROZEN.",
    times: 1,
    affect: (state, now) =>
      enter(state, "FROZEN", now, { fail_reason: "The account is in arrears." }),
  },
  busyOnce: {
    what: "Refused with ModelArts.6357: another operation is running.",
    times: 1,
    refuse: () => new ApiError("ModelArts.6357"),
  },
  stoppedAlready: {
    what: "Somebody else was faster: the stop takes place and is answered by ModelArts.6307.",
    operation: "stopNotebook",
    times: 1,
    spoil: () => {
      const error = new ApiError("ModelArts.6307");
      return Response.json(error.body("modelarts"), { status: error.status });
    },
  },
  stopBeforeDelete: {
    what: "A running notebook can't be deleted: ModelArts.6304.",
    operation: "deleteNotebook",
    times: Infinity,
    refuse: (notebook) =>
      notebook?.status === "RUNNING" ? new ApiError("ModelArts.6304") : undefined,
  },
  tooManyRequests: {
    what: "429 with Retry-After (delayMs, in whole seconds).",
    times: 1,
    refuse: (_, delayMs) =>
      new ApiError("APIGW.0308", undefined, { "retry-after": String(Math.ceil(delayMs / 1000)) }),
  },
  serverError: {
    what: "500, before anything happened.",
    times: 1,
    refuse: () => new ApiError("ModelArts.0010"),
  },
  unauthorized: {
    what: "401, as if the credentials had just expired.",
    times: 1,
    refuse: () => new ApiError("APIGW.0301"),
  },
  forbidden: {
    what: "403, as if the user had no permission.",
    times: 1,
    refuse: () => new ApiError("APIGW.0302"),
  },
  gateway404: {
    what: "404 of the gateway, as at a wrong endpoint: APIG.0101, or APIGW.0101 on Open Telekom Cloud.",
    times: 1,
    refuse: (_notebook, _delayMs, cloud) => new ApiError(cloud.notPublished),
  },
  projectMismatch: {
    what: "404 with ModelArts.2786: the token is for another project.",
    times: 1,
    refuse: () => new ApiError("ModelArts.2786"),
  },
  projectMissing: {
    what: "404 with ModelArts.6650: there is no such project.",
    times: 1,
    refuse: () => new ApiError("ModelArts.6650"),
  },
  poolMissing: {
    what: "404 with ModelArts.2890: there is no such resource pool.",
    times: 1,
    refuse: () => new ApiError("ModelArts.2890"),
  },
  tokenInvalid: {
    what: "403 with ModelArts.0203: the token is not valid.",
    times: 1,
    refuse: () => new ApiError("ModelArts.0203"),
  },
  tokenExpired: {
    what: "401 with ModelArts.0202: the token has expired.",
    times: 1,
    refuse: () => new ApiError("ModelArts.0202"),
  },
  emptyAnswer: {
    what: "The operation takes place; the answer is 200 without a body.",
    times: 1,
    spoil: () => new Response(null),
  },
  dropConnection: {
    what: "The operation takes place, then the connection breaks without an answer.",
    times: 1,
    spoil: () => "dropped",
  },
  slowBody: {
    what: "The operation takes place; the answer's second half comes delayMs after the first.",
    times: 1,
    spoil: async (answer, delayMs) => new Response(inTwo(await answer.text(), delayMs), answer),
  },
  notJson: {
    what: "The operation takes place; the answer is a page of HTML with status 200.",
    times: 1,
    spoil: () =>
      new Response("<html><body>Please log in.</body></html>", {
        headers: { "content-type": "text/html" },
      }),
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

function fails(
  status: "CREATE_FAILED" | "START_FAILED" | "DELETE_FAILED",
  reason: string,
): NonNullable<Fault["affect"]> {
  return (state) => ({ ...state, failure: { status, reason } });
}

function inTwo(text: string, delayMs: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  const half = Math.floor(bytes.length / 2);
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes.subarray(0, half));
      await delay(delayMs, undefined, { ref: false });
      try {
        controller.enqueue(bytes.subarray(half));
        controller.close();
      } catch {
        // The client didn't wait for it.
      }
    },
  });
}
