/**
 * How a notebook's status changes with time. Pure: the status is computed from the time at which somebody
 * reads the notebook, so nothing here waits, and a test only has to advance its clock.
 */
import { nextNotebookStatus, type NotebookStatus } from "pulumi-modelarts/wire/facts/statuses";
import type { WireNotebook } from "../wire";
import { autoStopAt, stampedLease } from "./lease";

export interface NotebookState {
  /** What the API answers, without the fields that `notebookAnswer` computes for the moment. */
  readonly notebook: WireNotebook;
  /** When the notebook got its status, in milliseconds since 1970 (UTC). */
  readonly since: number;
  /** Whether a seed or `simulator.notebooks` set the status. It then stays until a request changes it. */
  readonly hasForcedStatus: boolean;
  /** The status that the next transition leads to instead of the usual one. */
  readonly failure?: { readonly status: NotebookStatus; readonly reason: string };
  /** Until when the EVS disk is RESIZING, in milliseconds since 1970 (UTC). */
  readonly resizesUntil?: number;
}

export interface Timing {
  /** How long each status in `nextNotebookStatus` lasts. */
  readonly transitionMs: number;
  /** Whether a lease counts from RUNNING, and not from the request to create or start. */
  readonly stampsAtRunning: boolean;
}

/** Gives the notebook a status. Fields that a seeded notebook lacks stay missing. */
export function enter(
  state: NotebookState,
  status: NotebookStatus,
  at: number,
  patch: Partial<WireNotebook> = {},
): NotebookState {
  const { fail_reason: _, ...notebook } = state.notebook;
  return {
    ...state,
    notebook: { ...touch(notebook, at), ...billing(notebook, status), ...patch, status },
    since: at,
    hasForcedStatus: false,
    failure: undefined,
  };
}

/** The notebook after all transitions up to now; undefined if it is gone. */
export function settle(
  state: NotebookState,
  now: number,
  timing: Timing,
): NotebookState | undefined {
  for (let current = state; ;) {
    const transition = nextTransition(current, timing);
    if (transition === undefined || transition.at > now) return current;
    if (transition.status === "DELETED") return undefined;
    current = enter(current, transition.status, transition.at, transition.patch);
  }
}

/** Sets `update_at`, unless the notebook has no such field. */
export function touch<T extends Partial<WireNotebook>>(notebook: T, at: number): T {
  return notebook.update_at === undefined ? notebook : { ...notebook, update_at: at };
}

export function isResizing(state: NotebookState, now: number): boolean {
  return state.resizesUntil !== undefined && state.resizesUntil > now;
}

interface Transition {
  status: NotebookStatus;
  at: number;
  patch?: Partial<WireNotebook>;
}

function nextTransition(
  state: NotebookState,
  { transitionMs, stampsAtRunning }: Timing,
): Transition | undefined {
  const { notebook, since, hasForcedStatus, failure } = state;
  if (notebook.status === "RUNNING") return autoStop(state);
  const status = nextNotebookStatus[notebook.status ?? ""];
  if (hasForcedStatus || status === undefined) return undefined;
  const at = since + transitionMs;
  if (failure !== undefined) {
    return { status: failure.status, at, patch: { fail_reason: failure.reason } };
  }
  const hasStarted = notebook.status === "CREATING" || notebook.status === "STARTING";
  return {
    status,
    at,
    ...(hasStarted && stampsAtRunning && { patch: stampedLease(notebook, at) }),
  };
}

/**
 * An idle lease counts down as a timing one does: nobody works in a simulated notebook. A notebook that was
 * added as RUNNING after its lease had ended stays RUNNING.
 */
function autoStop({ notebook, since, hasForcedStatus }: NotebookState): Transition | undefined {
  const at = autoStopAt(notebook);
  if (at === undefined || (hasForcedStatus && at <= since)) return undefined;
  return { status: "STOPPING", at: Math.max(since, at) };
}

/** A stopped notebook still costs its storage. */
function billing(notebook: WireNotebook, status: NotebookStatus): Partial<WireNotebook> {
  if (notebook.billing_items === undefined) return {};
  const isComputing = ["RUNNING", "STARTING", "CREATING", "SNAPSHOTTING"].includes(status);
  return { billing_items: [isComputing ? "ALL" : "STORAGE"] };
}
