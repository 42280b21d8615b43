/**
 * A notebook's way through its statuses. Pure: a status is a function of the time, worked out when
 * somebody asks, so that nothing here waits and a test only has to turn its clock.
 */

import type { WireNotebook } from "../wire";
import { autoStopAt, stampedLease } from "./lease";
import { type NotebookStatus } from "pulumi-modelarts/wire/statuses";

export interface NotebookState {
  /** What the API answers, apart from what `present` adds for the moment. */
  readonly notebook: WireNotebook;
  /** When the notebook took its status. */
  readonly since: number;
  /** Whether the status stays until somebody acts: so it is for what came from outside the API. */
  readonly isHeld: boolean;
  /** Where the status leads instead of where it should. */
  readonly failure?: { readonly status: NotebookStatus; readonly reason: string };
  /** Until when the EVS disk grows. */
  readonly resizesUntil?: number;
}

/** How time passes. */
export interface Pace {
  /** How long each status that passes by itself takes. */
  readonly transitionMs: number;
  /** Whether a lease counts from RUNNING on, and not from the request to create or start. */
  readonly stampsAtRunning: boolean;
}

const onward: Partial<Record<string, NotebookStatus>> = {
  CREATING: "RUNNING",
  STARTING: "RUNNING",
  STOPPING: "STOPPED",
  DELETING: "DELETED",
  SNAPSHOTTING: "RUNNING",
};

/** The notebook takes a status. Fields that it doesn't have, as the seed's example, stay missing. */
export function enter(
  state: NotebookState,
  status: NotebookStatus,
  at: number,
  patch: Partial<WireNotebook> = {},
): NotebookState {
  const { fail_reason: _, ...notebook } = state.notebook;
  return {
    ...state,
    notebook: { ...touch(notebook, at), ...bill(notebook, status), ...patch, status },
    since: at,
    isHeld: false,
    failure: undefined,
  };
}

/** Follows the notebook up to now; undefined once it is gone. */
export function settle(state: NotebookState, now: number, pace: Pace): NotebookState | undefined {
  for (let current = state; ;) {
    const step = next(current, pace);
    if (step === undefined || step.at > now) return current;
    if (step.status === "DELETED") return undefined;
    current = enter(current, step.status, step.at, step.patch);
  }
}

export function touch<T extends Partial<WireNotebook>>(notebook: T, at: number): T {
  return notebook.update_at === undefined ? notebook : { ...notebook, update_at: at };
}

interface Step {
  status: NotebookStatus;
  at: number;
  patch?: Partial<WireNotebook>;
}

function next(state: NotebookState, { transitionMs, stampsAtRunning }: Pace): Step | undefined {
  const { notebook, since, isHeld, failure } = state;
  if (notebook.status === "RUNNING") return autoStop(state);
  const target = onward[notebook.status ?? ""];
  if (isHeld || target === undefined) return undefined;
  const at = since + transitionMs;
  if (failure !== undefined) {
    return { status: failure.status, at, patch: { fail_reason: failure.reason } };
  }
  const hasStarted = notebook.status === "CREATING" || notebook.status === "STARTING";
  return {
    status: target,
    at,
    ...(hasStarted && stampsAtRunning && { patch: stampedLease(notebook, at) }),
  };
}

/**
 * An idle lease counts down as a timing one does: nobody works in a simulated notebook. What was added
 * as RUNNING although its lease was over stays so.
 */
function autoStop({ notebook, since, isHeld }: NotebookState): Step | undefined {
  const at = autoStopAt(notebook);
  if (at === undefined || (isHeld && at <= since)) return undefined;
  return { status: "STOPPING", at: Math.max(since, at) };
}

/** A stopped notebook still costs its storage. */
function bill(notebook: WireNotebook, status: NotebookStatus): Partial<WireNotebook> {
  if (notebook.billing_items === undefined) return {};
  const isComputing = ["RUNNING", "STARTING", "CREATING", "SNAPSHOTTING"].includes(status);
  return { billing_items: [isComputing ? "ALL" : "STORAGE"] };
}
