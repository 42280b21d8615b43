/**
 * The faults, by name. To add one, add an entry: `npm run docs` then writes the README's table, and the test of
 * faults does not compile without a test of the entry.
 */
import { ApiError } from "../answers/errors";
import { enter } from "../state/notebook-transitions";
import type { Fault } from "./fault";
import * as change from "./json";
import { cutInHalf, dripping, inTwoHalves, paddedTo } from "./streams";

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
    changeNotebook: (state, { now }) =>
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
    refuse: ({ notebook }) =>
      notebook?.status === "RUNNING" ? new ApiError("ModelArts.6304") : undefined,
  },
  tooManyRequests: {
    description: "429 with Retry-After: `delayMs`, rounded up to whole seconds.",
    refuse: ({ delayMs }) =>
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
    refuse: ({ cloud }) => new ApiError(cloud.notPublished),
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
    changeAnswer: async (answer, { delayMs }) =>
      new Response(inTwoHalves(await answer.text(), delayMs), answer),
  },
  notJson: {
    description: "The operation takes place; the answer is 200 with an HTML page.",
    changeAnswer: () => page(200, "Please log in."),
  },
  resetBefore: {
    description: "The connection is reset; the operation does not take place.",
    refuse: () => "reset",
  },
  cutAnswer: {
    description: "The operation takes place; the connection closes in the middle of the answer.",
    changeAnswer: async (answer, { connection }) =>
      new Response(cutInHalf(await answer.text(), connection.close), answer),
  },
  hang: {
    description: "The operation takes place; no answer comes until the client gives up.",
    changeAnswer: (_, { connection }) => connection.closed.then(() => "dropped" as const),
  },
  drip: {
    description: "The operation takes place; the answer comes byte by byte, one every `delayMs`.",
    changeAnswer: async (answer, { delayMs }) =>
      new Response(dripping(await answer.text(), delayMs), answer),
  },
  hugeAnswer: {
    description: "The operation takes place; the answer has 50 MB, most of it spaces.",
    changeAnswer: async (answer) => new Response(paddedTo(50, await answer.text()), answer),
  },
  badGateway: {
    description: "502 with an HTML page; the operation does not take place.",
    refuse: () => page(502, "Bad Gateway"),
  },
  lateOperation: {
    description: "504 with an HTML page; the operation takes place `delayMs` later.",
    isLate: true,
  },
  errorIn200: {
    description: "200 with the body of an error; the operation does not take place.",
    refuse: () => Response.json(new ApiError("ModelArts.0010").body("modelarts")),
  },
  emptyObject: {
    description: "The operation takes place; the answer is 200 with `{}`.",
    changeAnswer: () => Response.json({}),
  },
  wrongContentType: {
    description: "The operation takes place; the answer's JSON is said to be HTML.",
    changeAnswer: async (answer) =>
      new Response(await answer.text(), { headers: { "content-type": "text/html" } }),
  },
  unknownStatus: {
    description: "The answer has a status that nobody knows; in a list, each row has it.",
    changeAnswer: change.json(change.items(change.unknownStatus)),
  },
  earlierStatus: {
    description: "The answer has the status before: STARTING for RUNNING, STOPPING for STOPPED.",
    changeAnswer: change.json(change.items(change.earlierStatus)),
  },
  stuckStatus: {
    description: "The status that the operation leads to, e.g. STARTING, lasts `delayMs` longer.",
    changeNotebook: (state, { delayMs }) => ({ ...state, since: state.since + delayMs }),
  },
  notFoundYet: {
    description: "ModelArts.6404, as if the notebook were so new that it can't be read yet.",
    operation: "showNotebook",
    refuse: () => new ApiError("ModelArts.6404"),
  },
  missingFields: {
    description:
      "The answer, or each row of a list, lacks every field that is an object or a list.",
    changeAnswer: change.json(change.items(change.plainFields)),
  },
  extraFields: {
    description: "The answer, or each row of a list, has further fields that nobody knows.",
    changeAnswer: change.json(change.items(change.moreFields)),
  },
  wrongId: {
    description: "The answer, or each row of a list, has another id.",
    changeAnswer: change.json(change.items(change.anotherId)),
  },
  missingRows: {
    description: "A list's answer has no list of rows; any other answer is `{}`.",
    changeAnswer: change.json(change.withoutRows),
  },
  duplicateRows: {
    description: "A list's answer has each row twice.",
    changeAnswer: change.json(change.rows((list) => [...list, ...list])),
  },
  changedTotal: {
    description: "A list's answer says one record more than it has, as if one had just been added.",
    changeAnswer: change.json(change.oneMore),
  },
  clockSkew: {
    description: "The operation takes place; the answer's Date header is `delayMs` ahead.",
    changeAnswer: async (answer, { delayMs, now }) => {
      const headers = new Headers(answer.headers);
      headers.set("date", new Date(now + delayMs).toUTCString());
      const { status } = answer;
      return new Response(status === 204 ? null : await answer.text(), { status, headers });
    },
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

/** A page of HTML, as proxies and login pages answer. */
function page(status: number, text: string): Response {
  return new Response(`<html><body>${text}</body></html>`, {
    status,
    headers: { "content-type": "text/html" },
  });
}
