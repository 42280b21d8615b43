/** What the operations of a lifecycle work with. */
import type { Client } from "../../client/client";
import type { Clock } from "../../client/clock";
import type { UpdateSettings } from "../../client/settings";
import type { Journal } from "../../journal/journal";

export interface Context {
  client: Client;
  clock: Clock;
  /** Shows the user a line. A progress line is not kept once the work is done. */
  log(line: string, isProgress?: boolean): void;
  /** What the user allows an update to do; nothing by default. */
  updates?: UpdateSettings;
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

export function task(context: Context, id: string, doing: string, timeoutMs: number): Task {
  return { ...context, id, doing, timeoutMs, deadline: context.clock.now() + timeoutMs };
}
