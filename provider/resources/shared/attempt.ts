/** Sends a request about a notebook that another operation may keep busy, until the API accepts the request. */
import { AnswerError, ApiError } from "../../client/errors";
import { TimeoutError } from "./errors";
import type { Task } from "./task";
import { waitFor, type Goal } from "./wait-for-notebook";

/**
 * While another operation runs on the notebook (ModelArts.6357), waits for the end of that operation and sends
 * the request again.
 *
 * @param goal where the request brings the notebook; undefined where the request changes no status.
 * @param already what an error means that says that the notebook is at the goal, or on its way there.
 * @returns the answer; undefined where the request turned out not to be needed.
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
      // The API accepted the request; reading the notebook shows what became of it.
      if (error instanceof AnswerError && goal !== undefined) return undefined;
      if (!(error instanceof ApiError)) throw error;
      if (already.includes(error.meaning)) return undefined;
      if (error.meaning !== "busy") throw error;
      await pauseBetween(task, tries, error);
      const settled = await waitFor(task, "settled");
      if ((settled === undefined ? "gone" : settled.status) === goal) return undefined;
      if (settled === undefined) throw error;
    }
  }
}

/** A notebook may stay busy although its status has settled, so that each pause is longer than the one before. */
async function pauseBetween(task: Task, tries: number, busy: ApiError): Promise<void> {
  const left = task.deadline - task.clock.now();
  if (left <= 0) throw new TimeoutError(task.doing, task.id, undefined, task.timeoutMs, busy);
  await task.clock.sleep(Math.min(left, 10_000, 250 * 2 ** tries), task.signal);
}
