/**
 * Sends a request that changes a notebook's status until the status moves. A request may get lost behind an answer
 * that accepted it, and an answer may get lost behind a request that took effect: only the status tells.
 */
import { ApiError, ConnectionError, isUnsure } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { notebookStatuses, type NotebookStatus } from "../../../wire/facts/statuses";
import type { Task } from "../../tasks/task";
import { watch } from "../../tasks/watch";
import type { Goal } from "../../tasks/wait-for-notebook";

/**
 * For how long the old status is waited for before the request is sent again: after an answer that accepted the
 * request, and after a lost answer. Together the waits end before `waitFor` calls an old status a failure.
 */
const ACCEPTED_MS = 15_000;
const LOST_MS = 2_000;
const MAX_SENDS = 3;

export interface Moved {
  /** As it was last read; undefined if the notebook is gone. */
  detail?: NotebookDetail;
  /** The request was sent more than once. An earlier one may still take effect later. */
  isLateExpected: boolean;
}

/**
 * @param send gets true if the request was sent before. A busy notebook is then at work, perhaps on this request.
 * @param onTaken is called once the API has taken the request, or may have.
 * @returns also if the status is still the old one after all requests: the caller's wait then decides.
 * @throws the error of the last request if its answer was lost and the status is still the old one.
 */
export async function sendUntilMoved(
  task: Task,
  goal: Exclude<Goal, "settled">,
  send: (isRepeated: boolean) => Promise<unknown>,
  onTaken: () => void = () => undefined,
): Promise<Moved> {
  for (let sends = 1; ; sends++) {
    const lost = await send(sends > 1).then(
      () => {
        onTaken();
        return undefined;
      },
      (error: Error) => {
        if (!isRefused(error)) onTaken();
        if (!isUnsure(error)) throw error;
        return error;
      },
    );
    const isLateExpected = sends > 1;
    const graceMs = lost === undefined ? ACCEPTED_MS : LOST_MS;
    const detail = await watch<NotebookDetail>(task, {
      read: () => task.client.showNotebook({ id: task.id }),
      isGoneExpected: goal === "gone",
      isDone: (read, elapsedMs) =>
        elapsedMs >= graceMs ||
        (hasMoved(read, goal) && (!hasFailed(read) || elapsedMs >= LOST_MS)),
    });
    if (detail === undefined || hasMoved(detail, goal)) return { detail, isLateExpected };
    if (sends === MAX_SENDS) {
      if (lost !== undefined) throw lost;
      return { detail, isLateExpected };
    }
  }
}

/**
 * Certainly without effect; an aborted request, for example, is not. Nor is a refusal without a code: it may be any
 * answer that was spoilt on its way, such as "stopped already".
 */
function isRefused(error: Error): boolean {
  if (error instanceof ConnectionError) return !error.isSent;
  return error instanceof ApiError && error.status < 500 && error.code !== undefined;
}

/** True also if the status is that of an earlier failure, and the request has not taken effect yet. */
function hasFailed({ status }: NotebookDetail): boolean {
  return notebookStatuses[status as NotebookStatus] === "failed";
}

/** A failed start or stop counts as moved; so does a status that this version does not know. */
function hasMoved({ status = "" }: NotebookDetail, goal: Exclude<Goal, "settled">): boolean {
  if (goal === "gone") return ["DELETING", "DELETED", "DELETE_FAILED"].includes(status);
  return status === goal || notebookStatuses[status as NotebookStatus] !== "settled";
}
