/** Which status takes which action, and what the others answer. */
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";

import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { ApiError } from "../answers/errors";
import type { NotebookState } from "./notebook";
import { notebookStatuses, type NotebookStatus } from "pulumi-modelarts/wire/statuses";

interface Acceptance {
  in: readonly NotebookStatus[];
  refuses?: Partial<Record<NotebookStatus, ErrorCode>>;
}

const runningOnly: Acceptance = {
  in: ["RUNNING"],
  refuses: Object.fromEntries(
    Object.keys(notebookStatuses).map((status) => [status, "ModelArts.6327"]),
  ),
};

const acceptances = {
  start: {
    in: ["STOPPED", "START_FAILED", "ERROR"],
    refuses: { STARTING: "ModelArts.6306" },
  },
  stop: {
    in: ["RUNNING", "START_FAILED", "ERROR"],
    refuses: { STOPPING: "ModelArts.6308" },
  },
  update: { in: ["RUNNING", "STOPPED", "START_FAILED", "ERROR"] },
  /** Read or renew the lease. */
  lease: runningOnly,
  listMounts: runningOnly,
  mount: { in: ["RUNNING"], refuses: { STOPPED: "ModelArts.6327" } },
  save: { in: ["RUNNING"], refuses: { STOPPED: "ModelArts.6327" } },
  delete: {
    in: ["RUNNING", "STOPPED", "CREATE_FAILED", "START_FAILED", "DELETE_FAILED", "ERROR", "FROZEN"],
  },
} as const satisfies Record<string, Acceptance>;

export type Action = keyof typeof acceptances;

/** Codes that published answers dispute. */
function disputed(action: Action, status: NotebookStatus, assumed: AssumedValues) {
  if (action === "start" && status === "RUNNING") return startRunning[assumed["start-running"]];
  if (action === "stop" && status === "STOPPED") return stopStopped[assumed["stop-stopped"]];
  if (action === "delete" && status === "RUNNING" && assumed["delete-running"] === "no") {
    return "ModelArts.6304";
  }
  return undefined;
}

const startRunning = { "6357": "ModelArts.6357", "6305": "ModelArts.6305" } as const;
const stopStopped = { "6357": "ModelArts.6357", "6307": "ModelArts.6307" } as const;

/** @throws ApiError unless the notebook takes the action in its status. */
export function accept(
  action: Action,
  { notebook, isHeld }: NotebookState,
  assumed: AssumedValues,
): void {
  const acceptance: Acceptance = acceptances[action];
  const status = (notebook.status ?? "RUNNING") as NotebookStatus;
  const refusal = disputed(action, status, assumed);
  if (refusal === undefined && acceptance.in.includes(status)) return;
  const isMoving = notebookStatuses[status] === "moving";
  // A seeded CREATING stays so for ever: nobody works on it, and it must be possible to remove it.
  if (action === "delete" && isHeld && isMoving) return;
  const code =
    refusal ??
    acceptance.refuses?.[status] ??
    (status === "FROZEN" ? "ModelArts.6326" : isMoving ? "ModelArts.6357" : "ModelArts.6347");
  throw new ApiError(code, `The status is ${status}.`);
}
