/** What the operations of a lifecycle work with. */
import type { Client } from "../../client/client";
import type { Clock } from "../../client/clock";
import type { UpdateSettings } from "../../client/settings";
import type { Journal } from "../../journal/journal";
import type { Cloud } from "../../wire/facts/clouds";

export interface Context {
  client: Client;
  clock: Clock;
  /** Shows the user a line. A progress line is not kept once the work is done. */
  log(line: string, isProgress?: boolean): void;
  /** What the user allows an update to do; nothing by default. */
  updates?: UpdateSettings;
  /** The cloud, if the endpoint's host tells it. */
  cloud?: Pick<Cloud, "hasTags"> & Partial<Pick<Cloud, "hasWorkspaces" | "hasPools" | "hasQuotas">>;
  /** Whether creates add a marker to the description; not by default. */
  createMarker?: boolean;
  /** What the next run must know if this one is killed. */
  journal: Journal;
  /** Aborts every wait. The state keeps what is known at that time. */
  signal?: AbortSignal;
}

/** One operation on one resource, with its deadline. */
export interface Task extends Context {
  id: string;
  /** For error messages: "Creating the notebook". */
  doing: string;
  /** By `clock`, in milliseconds since 1970 (UTC). */
  deadline: number;
  timeoutMs: number;
}

/** All requests of the task's client end with the task: at its deadline, or when its signal aborts. */
export function task(context: Context, id: string, doing: string, timeoutMs: number): Task {
  const deadline = context.clock.now() + timeoutMs;
  const client = context.client.within({ signal: context.signal, deadline });
  return { ...context, client, id, doing, timeoutMs, deadline };
}

/** A context for reading alone: its requests together may take as long as one read, `Settings.readTimeoutMs`. */
export function reading(context: Context): Context {
  return { ...context, client: context.client.within({ signal: context.signal }) };
}

/** How long the read after a failure may take, in milliseconds. */
const LAST_LOOK_MS = 2_000;

/**
 * A context for one more read after a task failed, perhaps at its deadline: the state then records what became of the
 * resource. After a cancel, nothing is read.
 */
export function lastLook(context: Context): Context {
  const { client, clock, signal } = context;
  return { ...context, client: client.within({ signal, deadline: clock.now() + LAST_LOOK_MS }) };
}

/** Within the task's deadline, or a last look: for a read after an answer that may have got lost at the deadline. */
export function lookAfter(task: Task): Context {
  return task.clock.now() < task.deadline ? task : lastLook(task);
}
