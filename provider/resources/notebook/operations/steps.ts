/**
 * The API's verbs as steps that can be run again: each one looks at what the API says and ends with
 * the notebook where the step wants it. "Already" is success; "busy" is waited for.
 */
import { AnswerError, ApiError } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { TimeoutError } from "../../shared/errors";
import type { UpdateBody } from "../inputs";
import { leaseQuery, type Lease } from "../lease";
import { waitFor, type Task } from "../../shared/wait";

export async function stop(task: Task): Promise<NotebookDetail | undefined> {
  const { client, id } = task;
  await attempt(task, "STOPPED", ["stopped", "stopping"], () => client.stopNotebook({ id }));
  return waitFor(task, "STOPPED");
}

/** `lease` undefined: the API's own default. */
export async function start(
  task: Task,
  lease: Lease | undefined,
): Promise<NotebookDetail | undefined> {
  const { client, id } = task;
  await attempt(task, "RUNNING", ["running", "starting"], () =>
    client.startNotebook({ id, query: leaseQuery(lease) }),
  );
  return waitFor(task, "RUNNING");
}

export async function put(task: Task, body: UpdateBody): Promise<void> {
  if (Object.keys(body).length === 0) return;
  await attempt(task, undefined, [], () => task.client.updateNotebook({ id: task.id, body }));
}

/** Counts from now. The body alone: with the query, an idle lease would become a timing one. */
export async function renew(task: Task, { duration, type }: Lease): Promise<void> {
  const { client, id } = task;
  await attempt(task, undefined, [], () => client.renewLease({ id, body: { duration, type } }));
}

export async function deleteAndWait(task: Task): Promise<void> {
  const { client, id } = task;
  const ask = () => attempt(task, "gone", ["gone"], () => client.deleteNotebook({ id }));
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof ApiError && error.meaning === "stopFirst")) throw error;
    await stop(task);
    await ask();
  }
  await waitFor(task, "gone");
}

/**
 * Sends a request until it is accepted, or until the notebook is where it would bring it. While
 * another operation runs on the notebook (ModelArts.6357), it waits for that one's end.
 *
 * @returns the answer; undefined where the request turned out not to be needed.
 */
export async function attempt<Answer>(
  task: Task,
  goal: "STOPPED" | "RUNNING" | "gone" | undefined,
  already: readonly ApiError["meaning"][],
  send: () => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      return await send();
    } catch (error) {
      // It was accepted; what became of the notebook is seen by looking.
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

/** A notebook may stay busy although its status has settled, so that each pause is longer. */
async function pauseBetween(task: Task, tries: number, busy: ApiError): Promise<void> {
  const left = task.deadline - task.clock.now();
  if (left <= 0) throw new TimeoutError(task.doing, task.id, undefined, task.timeoutMs, busy);
  await task.clock.sleep(Math.min(left, 10_000, 250 * 2 ** tries), task.signal);
}
