/** Reads a resource again and again until its status is the wanted one. */
import { AnswerError, ApiError, ConnectionError } from "../../client/errors";
import { TimeoutError } from "../shared/errors";
import { readUnlessGone } from "./confirm-gone";
import type { Task } from "./task";

/** The pause between two reads is a fifth of the time that has passed so far, within these bounds. */
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;

export interface Watched<Detail> {
  /** What errors call the resource; "notebook" by default. */
  noun?: string;
  /** The answer of the request that began the work. */
  first?: Detail;
  /** @returns undefined if the resource is gone; an error that means "gone" counts, too. Both are confirmed here. */
  read(): Promise<Detail | undefined>;
  /** Whether the resource is being deleted. */
  isGoneExpected?: boolean;
  /** @throws an error that ends the wait at once. */
  isDone(detail: Detail, elapsedMs: number): boolean;
}

/**
 * @returns the resource as it was last read; undefined if it is gone.
 * @throws TimeoutError at the task's deadline.
 */
export async function watch<Detail extends { status?: string }>(
  task: Task,
  { noun, first, read, isGoneExpected, isDone }: Watched<Detail>,
): Promise<Detail | undefined> {
  const began = task.clock.now();
  let detail = first;
  let transient: Error | undefined;
  for (;;) {
    if (detail !== undefined && isDone(detail, task.clock.now() - began)) return detail;
    await pause(task, began, detail, transient, noun);
    try {
      detail = await readUnlessGone(task, read, isGoneExpected);
      if (detail === undefined) return undefined;
      transient = undefined;
    } catch (error) {
      if (!isTransient(error)) throw error;
      transient = error; // The API goes on working; one failed read does not end the wait.
    }
  }
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

/** True if the error says nothing about the resource: the same read may succeed later. */
export function isTransient(error: unknown): error is ApiError | AnswerError | ConnectionError {
  if (error instanceof ConnectionError || error instanceof AnswerError) return true;
  if (!(error instanceof ApiError)) return false;
  const { status, meaning } = error;
  return status >= 500 || [408, 429].includes(status) || ["busy", "retry"].includes(meaning);
}
