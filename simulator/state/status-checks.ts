/** Which actions each status allows, and the error code of a refusal. */
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { notebookStatuses, type NotebookStatus } from "pulumi-modelarts/wire/facts/statuses";
import { ApiError } from "../answers/errors";
import type { NotebookState } from "./notebook-transitions";

interface StatusRule {
  allowedIn: readonly NotebookStatus[];
  /** Codes of refusals; the other statuses have the codes of `defaultCode`. */
  codes?: Partial<Record<NotebookStatus, ErrorCode>>;
}

const runningOnly: StatusRule = {
  allowedIn: ["RUNNING"],
  codes: Object.fromEntries(
    Object.keys(notebookStatuses).map((status) => [status, "ModelArts.6327"]),
  ),
};

const statusRules = {
  start: {
    allowedIn: ["STOPPED", "START_FAILED", "ERROR"],
    codes: { STARTING: "ModelArts.6306" },
  },
  stop: {
    allowedIn: ["RUNNING", "START_FAILED", "ERROR"],
    codes: { STOPPING: "ModelArts.6308" },
  },
  update: { allowedIn: ["RUNNING", "STOPPED", "START_FAILED", "ERROR"] },
  lease: runningOnly,
  listMounts: runningOnly,
  mount: { allowedIn: ["RUNNING"], codes: { STOPPED: "ModelArts.6327" } },
  saveImage: { allowedIn: ["RUNNING"], codes: { STOPPED: "ModelArts.6327" } },
  delete: {
    allowedIn: [
      "RUNNING",
      "STOPPED",
      "CREATE_FAILED",
      "START_FAILED",
      "DELETE_FAILED",
      "ERROR",
      "FROZEN",
    ],
  },
} as const satisfies Record<string, StatusRule>;

/** `lease` reads or renews the lease; `mount` mounts or unmounts storage. */
export type Action = keyof typeof statusRules;

/** @throws ApiError if the notebook's status does not allow the action. */
export function checkStatus(
  action: Action,
  { notebook, hasForcedStatus }: NotebookState,
  assumed: AssumedValues,
): void {
  const { allowedIn, codes }: StatusRule = statusRules[action];
  const status = (notebook.status ?? "RUNNING") as NotebookStatus;
  const disputed = disputedCode(action, status, assumed);
  if (disputed === undefined && allowedIn.includes(status)) return;
  // A forced status such as CREATING never changes; it must be possible to delete such a notebook.
  if (action === "delete" && hasForcedStatus && isMoving(status)) return;
  const code = disputed ?? codes?.[status] ?? defaultCode(status);
  throw new ApiError(code, `The status is ${status}.`);
}

/** The code of a refusal that depends on an assumption; undefined if no assumption is about it. */
function disputedCode(
  action: Action,
  status: NotebookStatus,
  assumed: AssumedValues,
): ErrorCode | undefined {
  if (action === "start" && status === "RUNNING") return `ModelArts.${assumed["start-running"]}`;
  if (action === "stop" && status === "STOPPED") return `ModelArts.${assumed["stop-stopped"]}`;
  if (action === "delete" && status === "RUNNING" && assumed["delete-running"] === "no") {
    return "ModelArts.6304";
  }
  return undefined;
}

function defaultCode(status: NotebookStatus): ErrorCode {
  if (status === "FROZEN") return "ModelArts.6326";
  return isMoving(status) ? "ModelArts.6357" : "ModelArts.6347";
}

function isMoving(status: NotebookStatus): boolean {
  return notebookStatuses[status] === "moving";
}
