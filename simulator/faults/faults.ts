/**
 * The faults, by name. To add one, add an entry: `npm run docs` then writes the README's table, and the test of
 * faults does not compile without a test of the entry.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { OperationName } from "pulumi-modelarts/wire/operations";
import { ApiError } from "../answers/errors";
import { enter, type NotebookState } from "../state/notebook-transitions";
import type { WireNotebook } from "../wire";

export interface Fault {
  /** What happens, for the table in the README. */
  readonly description: string;
  /** The operation that meets the fault if the request for the fault names none; any if undefined. */
  readonly operation?: OperationName;
  /** How often the fault happens if the request for the fault names no number; once if undefined. */
  readonly times?: number;
  /** An error instead of the operation; undefined if the fault does not apply to the notebook. */
  refuse?(notebook: WireNotebook | undefined, delayMs: number, cloud: Cloud): ApiError | undefined;
  /** Changes the notebook after the operation. */
  changeNotebook?(state: NotebookState, now: number): NotebookState;
  /** Makes the operation's mount or image fail later, for this reason. */
  readonly failureReason?: string;
  /** Changes the answer after the operation; "dropped" closes the connection without an answer. */
  changeAnswer?(answer: Response, delayMs: number): Response | "dropped" | Promise<Response>;
}

export const faults = namedFaults({
  createFails: {
    description: "The created notebook ends as CREATE_FAILED, with a fail_reason.",
    operation: "createNotebook",
    changeNotebook: failLater("CREATE_FAILED", "There are not enough resources for the flavor."),
  },
  startFails: {
    description: "The started notebook ends as START_FAILED, with a fail_reason.",
    operation: "startNotebook",
    changeNotebook: failLater("START_FAILED", "There are not enough resources for the flavor."),
  },
  deleteFails: {
    description: "The deleted notebook ends as DELETE_FAILED, with a fail_reason.",
    operation: "deleteNotebook",
    changeNotebook: failLater("DELETE_FAILED", "The storage could not be released."),
  },
  mountFails: {
    description: "The mounted storage ends as MOUNT_FAILED, with a failure_reason.",
    operation: "attachStorage",
    failureReason: "The bucket can't be reached.",
  },
  unmountFails: {
    description: "The unmounted storage ends as UNMOUNT_FAILED.",
    operation: "detachStorage",
    failureReason: "The folder is in use.",
  },
  imageFails: {
    description: "The saved image ends as CREATE_FAILED, with a status_message.",
    operation: "createImage",
    failureReason: "The image is too large.",
  },
  frozen: {
    description: "After the operation the notebook is FROZEN.",
    changeNotebook: (state, now) =>
      enter(state, "FROZEN", now, { fail_reason: "The account is in arrears." }),
  },
  busyOnce: {
    description: "ModelArts.6357: another operation is running.",
    refuse: () => new ApiError("ModelArts.6357"),
  },
  stoppedAlready: {
    description:
      "The notebook is stopped, but the answer is ModelArts.6307: it was stopped already.",
    operation: "stopNotebook",
    changeAnswer: () => {
      const error = new ApiError("ModelArts.6307");
      return Response.json(error.body("modelarts"), { status: error.status });
    },
  },
  stopBeforeDelete: {
    description: "ModelArts.6304 as long as the notebook is RUNNING: it must be stopped first.",
    operation: "deleteNotebook",
    times: Infinity,
    refuse: (notebook) =>
      notebook?.status === "RUNNING" ? new ApiError("ModelArts.6304") : undefined,
  },
  tooManyRequests: {
    description: "429 with Retry-After: `delayMs`, rounded up to whole seconds.",
    refuse: (_, delayMs) =>
      new ApiError("APIGW.0308", undefined, { "retry-after": String(Math.ceil(delayMs / 1000)) }),
  },
  serverError: {
    description: "500; the operation does not take place.",
    refuse: () => new ApiError("ModelArts.0010"),
  },
  unauthorized: {
    description: "401, as if the credentials had expired.",
    refuse: () => new ApiError("APIGW.0301"),
  },
  forbidden: {
    description: "403, as if the user had no permission.",
    refuse: () => new ApiError("APIGW.0302"),
  },
  gateway404: {
    description:
      "404 of the gateway, as from a wrong endpoint: APIG.0101, on Open Telekom Cloud APIGW.0101.",
    refuse: (_notebook, _delayMs, cloud) => new ApiError(cloud.notPublished),
  },
  projectMismatch: {
    description: "404 with ModelArts.2786: the token is for another project.",
    refuse: () => new ApiError("ModelArts.2786"),
  },
  projectMissing: {
    description: "404 with ModelArts.6650: the project does not exist.",
    refuse: () => new ApiError("ModelArts.6650"),
  },
  poolMissing: {
    description: "404 with ModelArts.2890: the resource pool does not exist.",
    refuse: () => new ApiError("ModelArts.2890"),
  },
  tokenInvalid: {
    description: "403 with ModelArts.0203: the token is not valid.",
    refuse: () => new ApiError("ModelArts.0203"),
  },
  tokenExpired: {
    description: "401 with ModelArts.0202: the token has expired.",
    refuse: () => new ApiError("ModelArts.0202"),
  },
  emptyAnswer: {
    description: "The operation takes place; the answer is 200 without a body.",
    changeAnswer: () => new Response(null),
  },
  dropConnection: {
    description: "The operation takes place; then the connection closes without an answer.",
    changeAnswer: () => "dropped",
  },
  slowBody: {
    description: "The operation takes place; the second half of the answer comes `delayMs` later.",
    changeAnswer: async (answer, delayMs) =>
      new Response(inTwoHalves(await answer.text(), delayMs), answer),
  },
  notJson: {
    description: "The operation takes place; the answer is 200 with an HTML page.",
    changeAnswer: () =>
      new Response("<html><body>Please log in.</body></html>", {
        headers: { "content-type": "text/html" },
      }),
  },
});

/** Gives the faults a type that the declarations of the package can name. */
function namedFaults<Name extends string>(
  entries: Record<Name, Fault>,
): Readonly<Record<Name, Fault>> {
  return entries;
}

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

function failLater(
  status: "CREATE_FAILED" | "START_FAILED" | "DELETE_FAILED",
  reason: string,
): NonNullable<Fault["changeNotebook"]> {
  return (state) => ({ ...state, failure: { status, reason } });
}

function inTwoHalves(text: string, delayMs: number): ReadableStream<Uint8Array> {
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
        // The client closed the connection before.
      }
    },
  });
}
