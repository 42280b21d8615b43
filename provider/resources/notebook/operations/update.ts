/**
 * Changes each part of a live notebook that differs from the inputs. Afterwards the notebook runs or is stopped as
 * before, unless a status is declared.
 */
import type { NotebookDetail } from "../../../wire/notebook";
import { notebookStatuses, type NotebookStatus } from "../../../wire/facts/statuses";
import { ModelArtsError } from "../../../client/errors";
import { findNotebook } from "./find";
import { growDisk } from "./grow-disk";
import { joinPaths } from "../../resource-kind";
import { FailedStatusError, throwGone, UnchangedError } from "../../shared/errors";
import type { State } from "../applied-inputs";
import { changedFields, updateBody } from "../changed-fields";
import type { Field } from "../fields";
import { requireSwitchable } from "./switchable-flavors";
import type { NotebookInputs } from "../inputs";
import { hasLeaseChanged, wantedLease, type Lease } from "../lease";
import { planUpdate, type UpdatePlan } from "./plan-update";
import { stateOf } from "../state";
import { mark, unmark } from "../restart-mark";
import { outcomeText, putFields, putOnline } from "./put-fields";
import { keepRunning, renew, start, stop, stopToRestart } from "./steps";
import { changeTags, tagChanges } from "../tags";
import type { Task } from "../../tasks/task";

/** How far an update has come, for the state after a failure. */
export interface UpdateProgress {
  /** The notebook as it was read last. Once the API has taken a stop, the status is STOPPING until the next read. */
  latest: NotebookDetail;
  /** The API has taken a stop, or may have, and STOPPED has not been read since. */
  isStopPending: boolean;
  /** The notebook may have the tag of the restart mark. */
  hasMarkTag: boolean;
  /**
   * An earlier stop, of this run or of a killed one, or the tag of the mark may still take effect, even after the
   * restart.
   */
  isLateEffectExpected: boolean;
  /** The changed fields were sent, or none had changed. */
  isUpdateSent: boolean;
  isLeaseApplied: boolean;
}

/**
 * Changes the live notebook as the inputs declare it.
 *
 * @param progress is changed along the way.
 * @returns the notebook as it was read after the last change; undefined if it is gone.
 */
export async function applyInputs(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  progress: UpdateProgress,
): Promise<NotebookDetail | undefined> {
  if (isPermanentlyFailed(live.status)) {
    throw new FailedStatusError(task.doing, task.id, live);
  }
  const changed = changedFields(newInputs, live);
  rejectImpossible(task, changed);
  const plan = planUpdate(newInputs, live, task.updates);
  rejectGrowthWhileStopped(task, live, newInputs, plan);
  const { flavor } = updateBody(changed, newInputs);
  if (flavor !== undefined) await requireSwitchable(task, flavor);

  const isRunning = live.status === "RUNNING";
  const updated = isRunning
    ? await updateRunning(task, live, newInputs, plan, progress)
    : await updateStopped(task, live, newInputs, plan, progress);
  const started = await startOrStop(task, live, newInputs, updated.isStopped, progress);
  // Before the tags of the program: a notebook has room for 20.
  await unmark(task, progress.latest, progress.hasMarkTag);
  const grown = isRunning ? undefined : await growIfPlanned(task, plan);
  const isTagged = await changeTags(task, tagChanges(newInputs, live));
  const { detail } = grown ?? started ?? updated;
  return isTagged || detail === undefined ? findNotebook(task, task.id) : detail;
}

/** The detail is undefined if the step did not read the notebook at its end. */
interface StepResult {
  detail?: NotebookDetail;
}
interface UpdateResult extends StepResult {
  isStopped: boolean;
}

async function updateRunning(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  plan: UpdatePlan,
  progress: UpdateProgress,
): Promise<UpdateResult> {
  // First what the API may refuse: until then, nothing is changed.
  const isOnlineAccepted = await putOnline(task, plan.online, newInputs);
  if (!isOnlineAccepted && task.updates?.stopToRename !== true)
    throw stopRequired(task, plan.online);
  // A refused rename makes the stop certain; the whitelist is then sent after the stop, too.
  const isWhitelistApplied =
    isOnlineAccepted && (await tryOnline(task, plan.triedOnline, newInputs));
  const grown = await growIfPlanned(task, plan);

  const remaining = [
    ...(isOnlineAccepted ? [] : plan.online),
    ...(isWhitelistApplied ? [] : plan.triedOnline),
    ...plan.afterStop,
  ];
  const reasons = [
    ...plan.stopReasons,
    ...remaining.filter((field) => !plan.afterStop.includes(field)),
  ];
  if (reasons.length === 0 && remaining.length === 0) {
    progress.isUpdateSent = true;
    return { isStopped: false, ...grown };
  }
  if (reasons.length > 0) {
    task.log(
      `${newInputs.name}: stopping it, because ${joinPaths(reasons)} can't be changed while it runs`,
    );
  }
  await (shouldRun(live, newInputs)
    ? stopMarked(task, progress)
    : stop(task).then((detail) => note(progress, detail)));
  await putOrRestore(task, live, newInputs, remaining, plan.growth?.to, progress);
  progress.isUpdateSent = true;
  return { isStopped: true };
}

/** If this process is killed before the restart, the mark tells the next run to start the notebook. */
async function stopMarked(task: Task, progress: UpdateProgress): Promise<void> {
  const tag = await mark(task, progress.latest);
  progress.hasMarkTag = tag.isPossible;
  progress.isLateEffectExpected ||= tag.isLateExpected;
  const { detail, isLateExpected } = await stopToRestart(task, () => {
    progress.isStopPending = true;
    note(progress, { ...progress.latest, status: "STOPPING" });
  });
  progress.isLateEffectExpected ||= isLateExpected;
  progress.isStopPending = false;
  note(progress, detail);
}

function note(progress: UpdateProgress, detail: NotebookDetail | undefined): void {
  if (detail !== undefined) progress.latest = detail;
}

async function updateStopped(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  plan: UpdatePlan,
  progress: UpdateProgress,
): Promise<UpdateResult> {
  const isStopped = live.status === "STOPPED";
  const mustStop = !isStopped && plan.stopReasons.length > 0;
  if (mustStop) note(progress, await stop(task));
  const fields = [...plan.online, ...plan.triedOnline, ...plan.afterStop];
  await (live.__restart === true
    ? putOrRestore(task, live, newInputs, fields, undefined, progress)
    : putFields(task, fields, newInputs));
  progress.isUpdateSent = true;
  return { isStopped: isStopped || mustStop };
}

/** The API may accept a change without applying it, so the notebook is read afterwards. */
async function tryOnline(task: Task, triedOnline: readonly Field[], newInputs: NotebookInputs) {
  if (triedOnline.length === 0) return true;
  if (!(await putOnline(task, triedOnline, newInputs))) return false;
  const detail = (await findNotebook(task, task.id)) ?? throwGone(task, "notebook");
  const after = changedFields(newInputs, stateOf(detail, {}, task.client.serviceTime()));
  return !after.some(({ change }) => change === "whitelist");
}

/** @returns undefined if the disk does not grow. */
async function growIfPlanned(task: Task, { growth }: UpdatePlan): Promise<StepResult | undefined> {
  return growth && { detail: await growDisk(task, growth.from, growth.to) };
}

/** A stopped notebook is not started just to grow its disk. */
function rejectGrowthWhileStopped(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  { growth }: UpdatePlan,
): void {
  if (growth === undefined || live.status === "RUNNING" || shouldRun(live, newInputs)) return;
  throw new UnchangedError(
    "modelarts/disk-needs-running",
    `${task.doing} failed: the disk of notebook ${task.id} grows only while the notebook runs, and the ` +
      `notebook is ${live.status}. Set desiredStatus to RUNNING, or start the notebook; nothing was changed.`,
  );
}

/**
 * Refuses a size that the preview has shown as smaller than the disk. A disk that was grown since the state was last
 * read is accepted once: the next refresh or update shows its size.
 *
 * @param state the notebook as the preview knew it.
 */
export function rejectShrinking(task: Task, state: State, newInputs: NotebookInputs): void {
  const { shrinkage } = planUpdate(newInputs, state);
  if (shrinkage === undefined) return;
  const { from, to } = shrinkage;
  throw new UnchangedError(
    "modelarts/disk-shrinks",
    `${task.doing} failed: volume.capacity is ${to} GB in the program, and the disk of notebook ${task.id} has ` +
      `${from} GB. A disk can only grow: declare at least ${from} GB. Nothing was changed.`,
  );
}

/**
 * Refuses a change that the preview has shown if the API's answer lacks what is to be changed: whether and how it
 * differs is then unknown, and the update would leave the change out.
 *
 * @param state the notebook as the preview knew it.
 * @param lacking what the answer lacks.
 */
export function rejectIncomplete(
  task: Task,
  state: State,
  newInputs: NotebookInputs,
  lacking: readonly string[],
): void {
  const changed = changedFields(newInputs, state).filter(({ path }) =>
    lacking.some((name) => path.split(".", 1)[0] === name),
  );
  const isSizeUnknown = state.volume === undefined && newInputs.volume?.capacity !== undefined;
  const hidden =
    isSizeUnknown && lacking.includes("volume")
      ? [...changed, { path: "volume.capacity", change: "disk" as const }]
      : changed;
  if (hidden.length === 0) return;
  throw new UnchangedError(
    "modelarts/incomplete-notebook",
    `${task.doing} failed: ModelArts answers notebook ${task.id} without its ${lacking.join(" and ")}, so ` +
      `${joinPaths(hidden)} can't be changed. Nothing was changed. Run the command again.`,
  );
}

function stopRequired(task: Task, fields: readonly Field[]): UnchangedError {
  return new UnchangedError(
    "modelarts/stop-required",
    `${task.doing} failed: ModelArts refuses to change ${joinPaths(fields)} of notebook ${task.id} while it ` +
      "runs. Stop the notebook first, or allow a stop and a start with " +
      "`pulumi config set modelarts:stopToRename true`. Nothing was changed.",
  );
}

/** @returns undefined if there was nothing to do. */
async function startOrStop(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  isStopped: boolean,
  progress: UpdateProgress,
): Promise<StepResult | undefined> {
  const lease = wantedLease(newInputs, live);
  const isRunning = live.status === "RUNNING" && !isStopped;
  if (!shouldRun(live, newInputs)) {
    const mustStop = newInputs.desiredStatus === "STOPPED" && !isStopped;
    if (!mustStop) return undefined;
    const detail = await stop(task);
    note(progress, detail);
    return { detail };
  }
  if (!isRunning) {
    const detail = await startAgain(task, lease, progress);
    progress.isLeaseApplied = true;
    return { detail };
  }
  const isRenewed = lease !== undefined && hasLeaseChanged(newInputs, live);
  if (isRenewed) await renew(task, lease);
  progress.isLeaseApplied = true;
  if (progress.isLateEffectExpected)
    note(progress, await keepRunning(task, lease, progress.latest));
  return isRenewed || progress.isLateEffectExpected ? {} : undefined;
}

async function startAgain(task: Task, lease: Lease | undefined, progress: UpdateProgress) {
  const running = await start(task, lease);
  const detail = progress.isLateEffectExpected ? await keepRunning(task, lease, running) : running;
  note(progress, detail);
  return detail;
}

/** True for a failed status that no update can change. A failed start is not one of them: another flavor may help. */
const isPermanentlyFailed = (status = "") =>
  status !== "START_FAILED" && notebookStatuses[status as NotebookStatus] === "failed";

/** Whether the notebook must run after an update: as declared, else as before the update or before an earlier failure. */
export function shouldRun(
  { status, __restart }: State,
  { desiredStatus }: Pick<NotebookInputs, "desiredStatus">,
): boolean {
  if (desiredStatus !== undefined) return desiredStatus === "RUNNING";
  return status === "RUNNING" || __restart === true;
}

/** The live notebook differs from the state in an immutable field: the engine planned an update, not a replacement. */
function rejectImpossible(task: Task, changed: readonly Field[]): void {
  const immutable = changed.filter(({ change }) => change === "replace");
  if (immutable.length === 0) return;
  throw new ModelArtsError(
    "modelarts/immutable-drift",
    `${task.doing} failed: notebook ${task.id} differs in ${joinPaths(immutable)}, which the API can't change. ` +
      "Run `pulumi refresh`, then check with `pulumi preview --diff` what would be replaced.",
  );
}

/**
 * Changes a stopped notebook that must run again. If that fails, starts the notebook nevertheless.
 *
 * @param size of the disk in GB, if the disk was grown before the stop.
 * @throws the error of the change, with what became of the notebook added to its message.
 */
async function putOrRestore(
  task: Task,
  live: State,
  newInputs: NotebookInputs,
  fields: readonly Field[],
  size: number | undefined,
  progress: UpdateProgress,
): Promise<void> {
  try {
    await putFields(task, fields, newInputs);
  } catch (error) {
    if (!shouldRun(live, newInputs)) throw error;
    const failure = error as Error;
    const lease = wantedLease({ lease: undefined }, live);
    const outcome = await startAgain(task, lease, progress).then(
      async (detail) => {
        await unmark(task, progress.latest, progress.hasMarkTag);
        const disk = size === undefined ? "" : `; its disk has grown to ${size} GB`;
        const became = outcomeText(task, fields, newInputs, detail);
        return `The notebook had been stopped for the update and runs again: ${became}${disk}.`;
      },
      (reason: Error) =>
        `The notebook had been stopped for the update and could not be started again: ${reason.message}`,
    );
    failure.message += ` ${outcome}`;
    throw failure;
  }
}
