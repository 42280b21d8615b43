/**
 * The lifecycle of a notebook. Each operation reads the live notebook, changes what differs and returns the
 * notebook as it was read afterwards; the old state proves nothing but the id.
 */
import { z } from "zod";
import type { NotebookDetail } from "../../wire/notebook";
import { lifecycleOf, type KindLifecycle } from "../lifecycle";
import type { Properties } from "../resource-kind";
import { throwGone, PartialFailure, UnchangedError } from "../shared/errors";
import { uuid } from "../shared/import-id";
import { lastLook, task as beginTask, type Context, type Task } from "../tasks/task";
import { waitFor } from "../tasks/wait-for-notebook";
import { appliedInputs, type Inputs, type Retained, type State } from "./applied-inputs";
import { violations } from "./check/violations";
import { adoptionFailures, diff } from "./diff";
import { finish, send } from "./operations/create";
import { completed, findNotebook, findWhole, missing } from "./operations/find";
import { afterLateStop, deleteAndWait } from "./operations/steps";
import {
  applyInputs,
  rejectIncomplete,
  rejectShrinking,
  shouldRun,
  type UpdateProgress,
} from "./operations/update";
import { previewNotes } from "./preview-notes";
import { isMarked, unmark } from "./restart-mark";
import {
  appliedFrom,
  importedState,
  inputsOf,
  retainedFrom,
  stateOf,
  withUnanswered,
} from "./state";
import { tagsAfterUpdate, tagsInEffect } from "./tags";

const MINUTE_MS = 60_000;
/** How long the removal of the restart mark is tried where it is not part of an update, in milliseconds. */
const UNMARK_MS = 5_000;

/** The time of the last answer, by the service's clock, in milliseconds since 1970 (UTC). */
const serviceTime = ({ client }: Pick<Context, "client">) => client.serviceTime();

const notebook: KindLifecycle<NotebookDetail> = {
  noun: "notebook",
  className: "Notebook",
  timeouts: { create: 20 * MINUTE_MS, update: 20 * MINUTE_MS, delete: 10 * MINUTE_MS },
  violations,
  diff: (state, newInputs) => diff(state as State, newInputs as Inputs),
  recall(journal, state) {
    if (!isMarked({ journal }, String(state["id"]))) return state;
    // The state may be from before the stop.
    const status = state["status"] === "RUNNING" ? undefined : (state["status"] as string);
    return { ...state, status, __restart: true };
  },
  settle,
  previewNotes: (state, newInputs, settings) =>
    previewNotes(state as State, newInputs as Inputs, settings),
  previewFailures(context, oldInputs, newInputs) {
    // Loaded here: without `modelarts:previewChecks`, nothing of it is needed.
    const checks =
      require("./preview-checks/preview-checks") as typeof import("./preview-checks/preview-checks");
    return checks.previewFailures(context, oldInputs as Partial<Inputs>, newInputs as Inputs);
  },
  normalId: uuid,
  invalidIdReason: (id) =>
    z.regexes.guid.test(id)
      ? undefined
      : `the id must be a UUID, such as the console shows, but is "${id}"`,
  find: findNotebook,
  findWhole,
  notImportableReason: (id, { status }) =>
    status === "DELETING" ? `notebook ${id} is being deleted` : undefined,
  differences: (context, id, inputs, detail) =>
    adoptionFailures(id, inputs as Inputs, detail, serviceTime(context)),
  stateOf: (context, _, detail, retained) =>
    withUnanswered(stateOf(detail, retained as Retained, serviceTime(context)), retained),
  retainedFrom: (inputs) => retainedFrom(inputs as Inputs),
  importedState: (context, _, detail) => importedState(detail, serviceTime(context)),
  inputsOf: (state) => inputsOf(state as State),
  send: (task, inputs) => send(task, inputs as Inputs),
  finish: (task, created, inputs) => finish(task, created, inputs as Inputs),
  retainedAfterFailure(inputs, { tags }, isRead) {
    const retained = retainedFrom(inputs as Inputs);
    const inEffect = tagsInEffect(inputs as Inputs, {}, tags, isRead);
    return {
      ...retained,
      tags: undefined,
      __inputs: { ...retained.__inputs, tags: inEffect },
    };
  },
  update: (task, state, newInputs) => update(task, state as State, newInputs as Inputs),
  async delete(task) {
    await deleteAndWait(task);
    task.journal.remove("restart", task.id);
  },
};

export const lifecycle = lifecycleOf(notebook);

/** Before a refresh: a notebook that an update has left stopped must be started; one that runs is as it should be. */
async function settle(
  context: Context,
  id: string,
  state: Properties,
  found: NotebookDetail | undefined,
): Promise<{ state: Properties; detail: NotebookDetail | undefined }> {
  if (state.__reference === true) return { state, detail: found };
  if (found === undefined) context.journal.remove("restart", id);
  if (found === undefined || !isMarked(context, id, found)) return { state, detail: found };
  const looked =
    found.status === "RUNNING" ? afterLateStop(context, found) : Promise.resolve(found);
  const detail = await looked.catch(() => undefined);
  // Whether the notebook still runs is unknown, so the mark stays.
  if (detail === undefined) return { state, detail: found };
  if (detail.status !== "RUNNING") return { state: { ...state, __restart: true }, detail };
  // If the tag can't be removed now, the next refresh tries again.
  await unmark(beginTask(context, id, "Reading the notebook", UNMARK_MS), detail).catch(
    () => undefined,
  );
  return { state, detail };
}

/**
 * @throws PartialFailure with the notebook as it was read after the failure; UnchangedError if the update was
 * refused before it changed anything.
 */
async function update(task: Task, state: State, newInputs: Inputs): Promise<{ outs: State }> {
  rejectShrinking(task, state, newInputs);
  const observed = (await findNotebook(task, task.id)) ?? throwGone(task, "notebook");
  const resting = (await waitFor(task, "settled", observed)) ?? throwGone(task, "notebook");
  const known = { ...state, volume: state.volume ?? newInputs.volume };
  const settled = (await completed(task, task.id, known, resting)) ?? throwGone(task, "notebook");
  rejectIncomplete(task, state, newInputs, missing(settled, known));
  const __restart = state.__restart === true || isMarked(task, task.id, settled) || undefined;
  const live = withUnanswered(stateOf(settled, { ...state, __restart }, serviceTime(task)), state);
  const progress: UpdateProgress = {
    latest: settled,
    isStopPending: false,
    // The stop of the killed run that has set the mark.
    isLateEffectExpected: __restart === true && settled.status === "RUNNING",
    hasMarkTag: false,
    isUpdateSent: false,
    isLeaseApplied: false,
  };
  // The declared lease of a stopped notebook is not applied until the next start.
  const lease = () =>
    newInputs.lease &&
    (progress.isLeaseApplied ? appliedFrom(newInputs).lease : (appliedInputs(state).lease ?? true));
  try {
    const changed =
      (await applyInputs(task, live, newInputs, progress)) ?? throwGone(task, "notebook");
    const detail = (await completed(task, task.id, live, changed)) ?? throwGone(task, "notebook");
    const retained = retainedFrom(newInputs);
    const tags = tagsAfterUpdate(newInputs, appliedInputs(state), detail.tags);
    const __inputs = { ...retained.__inputs, lease: lease(), tags };
    const after = stateOf(detail, { ...retained, __inputs }, serviceTime(task));
    return { outs: withUnanswered(after, live) };
  } catch (error) {
    if (error instanceof UnchangedError) throw error;
    const looking = lastLook(task); // The task's own client may have come to its deadline.
    const { latest, isRead } = await latestAfter(looking, task.id, progress);
    const tags = tagsInEffect(newInputs, appliedInputs(state), latest.tags, isRead);
    const applied = progress.isUpdateSent ? appliedFrom(newInputs) : appliedInputs(state);
    const retained: Retained = {
      ...(progress.isUpdateSent ? retainedFrom(newInputs) : state),
      tags: state.tags,
      __inputs: { ...applied, lease: lease(), tags },
      __timeouts: newInputs.__timeouts,
      __restart: shouldRun(live, newInputs),
    };
    const partial = withUnanswered(stateOf(latest, retained, serviceTime(task)), live);
    if (isRead && latest.status === "RUNNING") {
      const unmarking = beginTask(looking, task.id, task.doing, UNMARK_MS);
      await unmark(unmarking, latest, progress.hasMarkTag).catch(() => undefined);
    }
    throw new PartialFailure(task.id, partial, error as Error);
  }
}

/**
 * The notebook after a failed update. Until STOPPED was read, a stop may take effect later than this read: RUNNING is
 * then the status from before the stop, and is not recorded.
 */
async function latestAfter(
  { client }: Context,
  id: string,
  { latest: before, isStopPending }: UpdateProgress,
): Promise<{ latest: NotebookDetail; isRead: boolean }> {
  const read = await client.showNotebook({ id }).catch(() => undefined);
  const latest = read ?? before;
  const isUncertain = isStopPending && latest.status === "RUNNING";
  return {
    latest: isUncertain ? { ...latest, status: "STOPPING" } : latest,
    isRead: read !== undefined,
  };
}
