/**
 * Brings each aspect of a live notebook that differs into line, and leaves it running or stopped as it
 * was, unless a status is declared.
 */
import type { NotebookDetail } from "../wire/notebook";
import { ApiError, ModelArtsError } from "../client/errors";
import { FailedStatusError } from "./errors";
import { changedFields, type Field } from "./fields";
import { requireSwitchable } from "./flavor";
import type { Carried, NotebookInputs, NotebookState } from "./inputs";
import { wantedLease } from "./lease";
import { put, renew, start, stop, type UpdateBody } from "./steps";
import { stopsFor } from "./stops";
import { changeTags, tagChanges } from "./tags";
import type { Task } from "./wait";

/**
 * @param onPut told when the update has taken effect, so that what comes after it can fail alone.
 * @returns the notebook as it was read after the last change; undefined if it is gone.
 */
export async function align(
  task: Task,
  live: NotebookState & Carried,
  news: NotebookInputs,
  onPut: () => void,
): Promise<NotebookDetail | undefined> {
  if (hopeless.includes(live.status ?? "")) {
    throw new FailedStatusError(task.doing, live);
  }
  const changed = changedFields(news, live);
  rejectImpossible(task, changed);

  const body = updateBody(changed, news);
  if (body.flavor !== undefined) await requireSwitchable(task, body.flavor);
  const isRunning = live.status === "RUNNING";
  const reasons = stopsFor(news, live);
  let isStopped = live.status === "STOPPED";

  if (!isStopped && reasons.length > 0) {
    task.log(`${news.name}: stopping it, since ${paths(reasons)} can't be changed while it runs`);
    await stop(task);
    isStopped = true;
    await put(task, body).catch((error: Error) => {
      if (isRunning) return restore(task, live, error);
      throw error;
    });
  } else {
    await put(task, body);
  }
  onPut();
  const brought = await bringTo(task, live, news, isStopped);
  const isTagged = await changeTags(task, tagChanges(news, live));
  return brought === undefined || isTagged ? task.client.showNotebook({ id: task.id }) : brought;
}

/** @returns the notebook where it was started or stopped. */
async function bringTo(
  task: Task,
  live: NotebookState & Carried,
  news: NotebookInputs,
  isStopped: boolean,
): Promise<NotebookDetail | undefined> {
  const lease = wantedLease(news, live);
  const isRunning = live.status === "RUNNING" && !isStopped;
  if (shouldRun(live, news)) {
    if (!isRunning) return start(task, lease);
    const isNew = changedFields(news, live).some(({ change }) => change === "lease");
    if (isNew && lease !== undefined) await renew(task, lease);
  } else if (news.desiredStatus === "STOPPED" && !isStopped) {
    return stop(task);
  }
  return undefined;
}

/** No update mends these. A notebook whose start failed is not among them: another flavor may. */
const hopeless: readonly string[] = ["CREATE_FAILED", "DELETE_FAILED", "ERROR", "FROZEN"];

/** Whether a notebook is to run: as declared; otherwise as it did, or would had it not been for a failure. */
export function shouldRun(
  { status, __restart }: NotebookState & Carried,
  { desiredStatus }: Pick<NotebookInputs, "desiredStatus">,
): boolean {
  if (desiredStatus !== undefined) return desiredStatus === "RUNNING";
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
    customSpec: news.customSpec,
    affinity: news.affinity,
    dataVolumes: news.dataVolumes,
    publicNetworkConfig: news.publicNetworkConfig,
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
