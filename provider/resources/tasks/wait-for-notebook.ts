/** Waits until a notebook reaches a status. */
import type { NotebookDetail } from "../../wire/notebook";
import { notebookStatuses, type NotebookStatus } from "../../wire/facts/statuses";
import { FailedStatusError } from "../shared/errors";
import type { Task } from "./task";
import { watch } from "./watch";

/** `settled`: any status that does not change without a request. */
export type Goal = "RUNNING" | "STOPPED" | "settled" | "gone";

/** For this long after a request, the API may still answer the old status. */
const GRACE_MS = 60_000;
/** A notebook that does not begin to be deleted for this long has not got the request. */
const UNDELETED_MS = 15_000;

/**
 * @param first the answer of the request that began the work.
 * @returns the notebook at the goal; undefined if the notebook is gone. If the goal is "gone", a notebook that does
 *   not begin to be deleted, so that the caller sends the request again.
 * @throws FailedStatusError at once when the notebook reaches a failed status; TimeoutError at the deadline.
 */
export async function waitFor(
  task: Task,
  goal: Goal,
  first?: NotebookDetail,
): Promise<NotebookDetail | undefined> {
  const report = progress(task);
  return watch(task, {
    first,
    read: () => task.client.showNotebook({ id: task.id }),
    isGoneExpected: goal === "gone",
    isDone: (detail, elapsedMs) => {
      report(detail);
      if (isReached(detail, goal, elapsedMs)) return true;
      if (isLost(detail, goal, elapsedMs)) throw new FailedStatusError(task.doing, task.id, detail);
      return false;
    },
  });
}

/** True if the status will change without a request. */
export function isMoving({ status }: Pick<NotebookDetail, "status">): boolean {
  return meaning(status) === "moving";
}

function isReached({ status }: NotebookDetail, goal: Goal, elapsedMs: number): boolean {
  if (goal === "settled") {
    // A status unknown to this version may be moving or settled; if it stays this long, it is settled.
    return meaning(status) === "unknown" ? elapsedMs > GRACE_MS : meaning(status) !== "moving";
  }
  if (goal !== "gone") return status === goal;
  return status === "DELETED" || (meaning(status) === "settled" && elapsedMs > UNDELETED_MS);
}

/** True if the notebook can't reach the goal any more. */
function isLost({ status }: NotebookDetail, goal: Goal, elapsedMs: number): boolean {
  if (goal === "gone") return status === "DELETE_FAILED";
  if (meaning(status) === "failed") return true;
  return meaning(status) === "settled" && elapsedMs > GRACE_MS;
}

function meaning(
  status: string | undefined,
): (typeof notebookStatuses)[NotebookStatus] | "unknown" {
  return Object.hasOwn(notebookStatuses, status ?? "")
    ? notebookStatuses[status as NotebookStatus]
    : "unknown";
}

/** Shows one line for each step that begins. Source: `action_progress` of the API's answer. */
function progress(task: Task): (detail: NotebookDetail) => void {
  let last = "";
  return ({ name, actionProgress, status }) => {
    const step = actionProgress?.find((job) => job.status === "PROCESSING");
    if (step === undefined || meaning(status) !== "moving") return;
    const line = `${name ?? task.id}: step ${step.step} of ${actionProgress?.length}, ${step.stepDescription}`;
    if (line !== last) task.log(line, true);
    last = line;
  };
}
