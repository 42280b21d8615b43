/**
 * The requests that change a notebook. Each step can be repeated: an error which means that the notebook has the
 * wanted status or will soon have it (`running`, `starting`, `stopped`, `stopping`, `gone`) counts as success. A
 * busy notebook is waited for.
 */
import { ApiError } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { attempt } from "../../tasks/attempt";
import type { Context, Task } from "../../tasks/task";
import { isMoving, waitFor } from "../../tasks/wait-for-notebook";
import type { UpdateBody } from "../inputs";
import { leaseQuery, type Lease } from "../lease";
import { findNotebook } from "./find";
import { sendUntilMoved, type Moved } from "./send-until-moved";

/** A stop that takes effect late is looked for at these times after RUNNING, each counted from the one before. */
const LATE_STOP_LOOKS_MS = [2_000, 3_000];

export async function stop(task: Task): Promise<NotebookDetail | undefined> {
  return (await stopToRestart(task)).detail;
}

/** Says, too, whether a stop may still take effect after the restart: `keepRunning` then looks for it. */
export async function stopToRestart(task: Task, onTaken?: () => void): Promise<Moved> {
  const { client, id } = task;
  const send = (isRepeated: boolean) =>
    attempt(task, "STOPPED", ["stopped", "stopping", ...busyIf(isRepeated)], () =>
      client.stopNotebook({ id }),
    );
  const moved = await sendUntilMoved(task, "STOPPED", send, onTaken);
  return { ...moved, detail: moved.detail && (await waitFor(task, "STOPPED", moved.detail)) };
}

/** @param lease undefined: the API's default. */
export async function start(
  task: Task,
  lease: Lease | undefined,
): Promise<NotebookDetail | undefined> {
  const { client, id } = task;
  const { detail } = await sendUntilMoved(task, "RUNNING", (isRepeated) =>
    attempt(task, "RUNNING", ["running", "starting", ...busyIf(isRepeated)], () =>
      client.startNotebook({ id, query: leaseQuery(lease) }),
    ),
  );
  return detail && waitFor(task, "RUNNING", detail);
}

/**
 * Starts the notebook again if an earlier stop takes effect only now.
 *
 * @returns undefined if the notebook is gone.
 * @throws the error of a read: whether the notebook still runs is then unknown.
 */
export async function keepRunning(
  task: Task,
  lease: Lease | undefined,
  running: NotebookDetail | undefined,
): Promise<NotebookDetail | undefined> {
  let latest = running;
  for (const ms of LATE_STOP_LOOKS_MS) {
    await task.clock.sleep(ms, task.signal);
    latest = await findNotebook(task, task.id);
    if (latest === undefined) return undefined;
    if (latest.status === "RUNNING") continue;
    if (isMoving(latest)) latest = await waitFor(task, "settled", latest);
    if (latest !== undefined && latest.status !== "RUNNING") latest = await start(task, lease);
  }
  return latest;
}

/**
 * Looks for a stop that takes effect only now, and changes nothing.
 *
 * @param running the notebook, which is RUNNING.
 * @throws the error of a read: whether the notebook still runs is then unknown.
 */
export async function afterLateStop(
  context: Pick<Context, "client" | "clock" | "signal">,
  running: NotebookDetail & { id: string },
): Promise<NotebookDetail & { id: string }> {
  let latest = running;
  for (const ms of LATE_STOP_LOOKS_MS) {
    await context.clock.sleep(ms, context.signal);
    latest = await context.client.showNotebook({ id: running.id });
    if (latest.status !== "RUNNING") break;
  }
  return latest;
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
  const { detail } = await sendUntilMoved(task, "gone", (isRepeated) => {
    const ask = () =>
      attempt(task, "gone", ["gone", ...busyIf(isRepeated)], () => client.deleteNotebook({ id }));
    return ask().catch(async (error: unknown) => {
      if (!(error instanceof ApiError && error.meaning === "stopFirst")) throw error;
      // If the deletion comes to nothing and the notebook is declared again, it must run again.
      task.journal.write({ kind: "restart", key: id });
      await stop(task);
      await ask();
    });
  });
  const left = detail && (await waitFor(task, "gone", detail));
  // A deletion that has begun may come to nothing; it is then sent again.
  if (left !== undefined && left.status !== "DELETED") await deleteAndWait(task);
}

const busyIf = (isRepeated: boolean) => (isRepeated ? (["busy"] as const) : []);
