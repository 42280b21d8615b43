/** Sends a request about a notebook that another operation may keep busy, until the API accepts the request. */
import { ApiError, isUnreadable } from "../../client/errors";
import { TimeoutError } from "../shared/errors";
import type { Task } from "./task";
import { waitFor, type Goal } from "./wait-for-notebook";

/**
 * If another operation runs on the notebook (ModelArts.6357), waits for its end and sends the request again. If the
 * answer is unreadable, the notebook shows whether the request arrived; if not, it is sent again.
 *
 * @param goal the status that the request leads to; undefined if the request changes no status.
 * @param already the meanings of errors which say that the notebook has reached the goal, or will soon.
 * @returns the answer; undefined if the request was not needed, or if its answer was unreadable.
 * @throws TimeoutError if the notebook is still busy, or the answer still unreadable, at the task's deadline.
 */
export async function attempt<Answer>(
  task: Task,
  goal: Exclude<Goal, "settled"> | undefined,
  already: readonly ApiError["meaning"][],
  send: () => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      return await send();
    } catch (error) {
      // Whether a deletion takes effect, its caller sees.
      if (isUnreadable(error) && goal === "gone") return undefined;
      if (error instanceof ApiError && already.includes(error.meaning)) return undefined;
      if (!isBusy(error) && !(isUnreadable(error) && goal !== undefined)) throw error;
      await pauseBetween(task, tries, error);
      const settled = await waitFor(task, "settled");
      const status = settled === undefined ? "gone" : settled.status;
      if (goal !== undefined && status === goal) return undefined;
      if (settled === undefined) throw error;
    }
  }
}

function isBusy(error: unknown): error is ApiError {
  return error instanceof ApiError && error.meaning === "busy";
}

/** A notebook may stay busy although its status has settled, so each pause is longer than the last. */
async function pauseBetween(task: Task, tries: number, error: Error): Promise<void> {
  const left = task.deadline - task.clock.now();
  if (left <= 0) throw new TimeoutError(task.doing, task.id, undefined, task.timeoutMs, error);
  await task.clock.sleep(Math.min(left, 10_000, 250 * 2 ** tries), task.signal);
}
