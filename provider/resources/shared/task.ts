/** What an operation of a lifecycle works with. */
import type { Client } from "../../client/client";
import type { Clock } from "../../client/clock";
import type { UpdateSettings } from "../../client/settings";

export interface Context {
  client: Client;
  clock: Clock;
  /** Shows the user a line. A transient line is progress, which means nothing once the work is done. */
  log(line: string, isTransient?: boolean): void;
  /** What the user allows of updates; nothing by default. */
  updates?: UpdateSettings;
  /** Aborts every wait. The state keeps what is known by then. */
  signal?: AbortSignal;
}

/** One operation on one resource, and how long the operation may take in all. */
export interface Task extends Context {
  id: string;
  /** As errors say it: "Creating the notebook". */
  doing: string;
  /** Milliseconds since 1970, by `clock`. */
  deadline: number;
  timeoutMs: number;
}

export function task(context: Context, id: string, doing: string, timeoutMs: number): Task {
  return { ...context, id, doing, timeoutMs, deadline: context.clock.now() + timeoutMs };
}
