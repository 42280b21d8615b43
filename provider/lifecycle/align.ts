/** Brings each aspect of a live notebook that differs into line, and leaves it running or stopped as it was. */
import type { NotebookDetail } from "../wire/notebook";
import { ApiError, ModelArtsError } from "../client/errors";
import { FailedStatusError } from "./errors";
import { changedFields, type Field } from "./fields";
import type { Carried, NotebookInputs, NotebookState } from "./inputs";
import { wantedLease } from "./lease";
import { put, renew, start, stop, type UpdateBody } from "./steps";
import type { Task } from "./wait";

/** @returns the notebook as it was read after the last change; undefined if it is gone. */
export async function align(
  task: Task,
  live: NotebookState & Carried,
  news: NotebookInputs,
): Promise<NotebookDetail | undefined> {
  if (hopeless.includes(live.status ?? "")) {
    throw new FailedStatusError(task.doing, live);
  }
  const changed = changedFields(news, live);
  rejectImpossible(task, changed);

  const body = updateBody(changed, news);
  const lease = wantedLease(news, live);
  const isRunning = live.status === "RUNNING";
  const hasLeaseChange = changed.some(({ change }) => change === "lease");
  // Auto stop can't be switched off while the notebook runs: only a start takes "no auto stop".
  const stopsFor = changed.filter(
    ({ change }) => change === "stopped" || (change === "lease" && lease?.enable === false),
  );
  const needsStop = stopsFor.length > 0;

  if (live.status !== "STOPPED" && needsStop) {
    task.log(`${news.name}: stopping it, since ${paths(stopsFor)} can't be changed while it runs`);
    await stop(task);
    await put(task, body).catch((error: Error) => {
      if (isRunning) return restore(task, live, error);
      throw error;
    });
  } else {
    await put(task, body);
  }
  if (isRunning ? needsStop : shouldRun(live)) return start(task, lease);
  if (isRunning && hasLeaseChange && lease !== undefined) await renew(task, lease);
  return task.client.showNotebook({ id: task.id });
}

/** No update mends these. A notebook whose start failed is not among them: another flavor may. */
const hopeless: readonly string[] = ["CREATE_FAILED", "DELETE_FAILED", "ERROR", "FROZEN"];

/** Whether a notebook that is not running would be, had it not been for a failure. */
export function shouldRun({ status, __restart }: NotebookState & Carried): boolean {
  return status === "RUNNING" || __restart === true;
}

/** What the API calls each field in an update. */
function updateBody(changed: readonly Field[], news: NotebookInputs): UpdateBody {
  const values: UpdateBody = {
    name: news.name,
    description: news.description ?? "",
    flavor: news.flavor,
    imageId: news.imageId,
    endpoints: news.endpoints ?? [],
    hooks: news.hooks ?? { containerHooks: {} },
    storageNewSize: news.volume?.capacity,
  };
  const names: Record<string, keyof UpdateBody> = { "volume.capacity": "storageNewSize" };
  return Object.fromEntries(
    changed
      .map(({ path }) => names[path] ?? (path as keyof UpdateBody))
      .filter((name) => name in values)
      .map((name) => [name, values[name]]),
  );
}

/** Seen when the live notebook is not what the state said: the engine would have replaced it. */
function rejectImpossible(task: Task, changed: readonly Field[]): void {
  const fixed = changed.filter(({ change }) => change === "replace");
  if (fixed.length === 0) return;
  throw new ModelArtsError(
    `${task.doing} failed: notebook ${task.id} differs in ${paths(fixed)}, which the API can't change. ` +
      "Run `pulumi refresh` and look at what `pulumi preview --diff` would replace.",
  );
}

/** The update failed after the stop: the notebook must not stay stopped for it. */
async function restore(task: Task, live: NotebookState, error: Error): Promise<never> {
  const lease = live.lease && wantedLease({ lease: undefined } as NotebookInputs, live);
  const outcome = await start(task, lease).then(
    () => {
      const isRefused = error instanceof ApiError && error.status < 500;
      const outcome = isRefused ? "unchanged" : "but whether the change took place is unknown";
      return `It had been stopped for the update and runs again, ${outcome}.`;
    },
    (reason: Error) =>
      `It had been stopped for the update and could not be started again: ${reason.message}`,
  );
  error.message += ` ${outcome}`;
  throw error;
}

function paths(changed: readonly Field[]): string {
  return changed.map(({ path }) => path).join(", ");
}
