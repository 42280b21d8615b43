/** Which status takes which action, and what the others answer. */
import { notebookStatuses, type NotebookStatus } from "pulumi-modelarts/wire/notebook";
import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { ApiError } from "../errors";
import type { NotebookState } from "./notebook";

interface Acceptance {
  in: readonly NotebookStatus[];
  refuses?: Partial<Record<NotebookStatus, ErrorCode>>;
}

const acceptances = {
  start: {
    in: ["STOPPED", "START_FAILED", "ERROR"],
    refuses: { RUNNING: "ModelArts.6305", STARTING: "ModelArts.6306" },
  },
  stop: {
    in: ["RUNNING", "START_FAILED", "ERROR"],
    refuses: { STOPPED: "ModelArts.6307", STOPPING: "ModelArts.6308" },
  },
  update: { in: ["RUNNING", "STOPPED", "START_FAILED", "ERROR"] },
  renew: {
    in: ["RUNNING"],
    refuses: Object.fromEntries(
      Object.keys(notebookStatuses).map((status) => [status, "ModelArts.6327"]),
    ),
  },
  mount: { in: ["RUNNING"], refuses: { STOPPED: "ModelArts.6327" } },
  save: { in: ["RUNNING"], refuses: { STOPPED: "ModelArts.6327" } },
  delete: {
    in: ["RUNNING", "STOPPED", "CREATE_FAILED", "START_FAILED", "DELETE_FAILED", "ERROR", "FROZEN"],
  },
} as const satisfies Record<string, Acceptance>;

export type Action = keyof typeof acceptances;

/** @throws ApiError unless the notebook takes the action in its status. */
export function accept(action: Action, { notebook, isHeld }: NotebookState): void {
  const acceptance: Acceptance = acceptances[action];
  const status = (notebook.status ?? "RUNNING") as NotebookStatus;
  if (acceptance.in.includes(status)) return;
  const isMoving = notebookStatuses[status] === "moving";
  // A seeded CREATING stays so for ever: nobody works on it, and it must be possible to remove it.
  if (action === "delete" && isHeld && isMoving) return;
  const code =
    acceptance.refuses?.[status] ??
    (status === "FROZEN" ? "ModelArts.6326" : isMoving ? "ModelArts.6357" : "ModelArts.6347");
  throw new ApiError(code, `The status is ${status}.`);
}
