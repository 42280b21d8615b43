/** Watching a notebook until it is where it should be. */
import type { Client } from "../../client/client";
import type { Clock } from "../../client/clock";
import { ApiError, ConnectionError, isGone } from "../../client/errors";
import type { UpdateSettings } from "../../client/settings";
import { type NotebookDetail } from "../../wire/notebook";
import { FailedStatusError, TimeoutError } from "./errors";
import { notebookStatuses, type NotebookStatus } from "../../wire/statuses";

export interface Context {
  client: Client;
  clock: Clock;
  /** A line for the user who watches; a transient one is progress, which means nothing once the work is done. */
  log(line: string, isTransient?: boolean): void;
  /** What the user allows of updates; nothing by default. */
  updates?: UpdateSettings;
  /** Ends every wait; what is known by then is kept. */
  signal?: AbortSignal;
}

/** One operation of the lifecycle on one notebook, and how long it may take in all. */
export interface Task extends Context {
  id: string;
  /** As errors say it: "Creating the notebook". */
  doing: string;
  deadline: number;
  timeoutMs: number;
}

type Goal = "RUNNING" | "STOPPED" | "settled" | "gone";

/** The first look comes soon, later ones come when a fifth more time has passed; never rarer than this. */
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;
/** A status that the operation should leave may be answered this long after it was accepted. */
const GRACE_MS = 60_000;

export function task(context: Context, id: string, doing: string, timeoutMs: number): Task {
  return { ...context, id, doing, timeoutMs, deadline: context.clock.now() + timeoutMs };
}

/** Whether a notebook is on its way to another status by itself. */
export function isMoving({ status }: Pick<NotebookDetail, "status">): boolean {
  return meaning(status) === "moving";
}

/**
 * Waits until the notebook reaches the goal and returns it as it is then; undefined if it is gone.
 *
 * @throws FailedStatusError at once when it comes into a failed status, TimeoutError at the deadline.
 */
export async function waitFor(
  task: Task,
  goal: Goal,
  first?: NotebookDetail,
): Promise<NotebookDetail | undefined> {
  const report = progress(task);
  return watch(task, {
    first,
    read: () => task.client.showNotebook({ id: task.id }),
    isDone: (detail, elapsedMs) => {
      report(detail);
      if (isReached(detail, goal, elapsedMs)) return true;
      if (isLost(detail, goal, elapsedMs)) throw new FailedStatusError(task.doing, task.id, detail);
      return false;
    },
  });
}

export interface Watched<Detail> {
  /** As errors say it; a notebook unless said otherwise. */
  noun?: string;
  /** What is known from the answer that began the work. */
  first?: Detail;
  /** Undefined, or an error that says so: it is gone. */
  read(): Promise<Detail | undefined>;
  /** @throws what ends the wait at once. */
  isDone(detail: Detail, elapsedMs: number): boolean;
}

/** Reads, rarer and rarer, until the work is done or the resource is gone. @throws TimeoutError at the deadline. */
export async function watch<Detail extends { status?: string }>(
  task: Task,
  { noun, first, read, isDone }: Watched<Detail>,
): Promise<Detail | undefined> {
  const began = task.clock.now();
  let detail = first;
  let transient: Error | undefined;
  for (;;) {
    if (detail !== undefined && isDone(detail, task.clock.now() - began)) return detail;
    await pause(task, began, detail, transient, noun);
    try {
      detail = await read();
      if (detail === undefined) return undefined;
      transient = undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      if (!isTransient(error)) throw error;
      transient = error; // It goes on by itself; one bad answer is no reason to give it up.
    }
  }
}

function isReached({ status }: NotebookDetail, goal: Goal, elapsedMs: number): boolean {
  if (goal === "settled") {
    // A status that is not known here moves or stays; what stays for long has settled.
    return meaning(status) === "unknown" ? elapsedMs > GRACE_MS : meaning(status) !== "moving";
  }
  return goal === "gone" ? status === "DELETED" : status === goal;
}

/** Whether the goal can't be reached any more. */
function isLost({ status }: NotebookDetail, goal: Goal, elapsedMs: number): boolean {
  if (goal === "gone") return status === "DELETE_FAILED";
  if (meaning(status) === "failed") return true;
  return meaning(status) === "settled" && elapsedMs > GRACE_MS;
}

function meaning(
  status: string | undefined,
): (typeof notebookStatuses)[NotebookStatus] | "unknown" {
  return Object.hasOwn(notebookStatuses, status ?? "")
    ? notebookStatuses[status as NotebookStatus]
    : "unknown";
}

async function pause(
  task: Task,
  began: number,
  detail: { status?: string } | undefined,
  transient: Error | undefined,
  noun: string | undefined,
): Promise<void> {
  const now = task.clock.now();
  if (now >= task.deadline) {
    throw new TimeoutError(task.doing, task.id, detail, task.timeoutMs, transient, noun);
  }
  const usual = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, Math.round((now - began) / 5)));
  const asked = transient instanceof ApiError ? (transient.retryAfterMs ?? 0) : 0;
  const ms = Math.max(usual, asked);
  await task.clock.sleep(Math.min(ms, task.deadline - now), task.signal);
}

function isTransient(error: unknown): error is ApiError | ConnectionError {
  if (error instanceof ConnectionError) return true;
  return error instanceof ApiError && (error.status >= 500 || error.status === 429);
}

/** One line for each step that begins, from `action_progress`. */
function progress(task: Task): (detail: NotebookDetail) => void {
  let last = "";
  return ({ name, actionProgress, status }) => {
    const step = actionProgress?.find((job) => job.status === "PROCESSING");
    if (step === undefined || meaning(status) !== "moving") return;
    const line = `${name ?? task.id}: step ${step.step} of ${actionProgress?.length}, ${step.stepDescription}`;
    if (line !== last) task.log(line, true);
    last = line;
  };
}
