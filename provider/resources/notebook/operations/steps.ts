/**
 * The requests that change a notebook. Each step can be repeated: an error which means that the notebook has the
 * wanted status or will soon have it (`running`, `starting`, `stopped`, `stopping`, `gone`) counts as success. A
 * busy notebook is waited for.
 */
import { ApiError } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { attempt } from "../../tasks/attempt";
import type { Task } from "../../tasks/task";
import { waitFor } from "../../tasks/wait-for-notebook";
import type { UpdateBody } from "../inputs";
import { leaseQuery, type Lease } from "../lease";

export async function stop(task: Task): Promise<NotebookDetail | undefined> {
  const { client, id } = task;
  await attempt(task, "STOPPED", ["stopped", "stopping"], () => client.stopNotebook({ id }));
  return waitFor(task, "STOPPED");
}

/** @param lease undefined: the API's default. */
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

/**
 * The duration counts from now. The query parameter `duration` is not sent: it would change the type of an idle
 * lease to timing.
 */
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
  // A proxy may answer a DELETE that never arrives, so it is sent again as long as nothing comes of it.
  const left = await waitFor(task, "gone");
  if (left !== undefined && left.status !== "DELETED") await deleteAndWait(task);
}
