/**
 * A notebook's way through its statuses. Pure: a status is a function of the time, worked out when
 * somebody asks, so that nothing here waits and a test only has to turn its clock.
 */
import type { NotebookStatus } from "pulumi-modelarts/wire/notebook";
import type { WireNotebook } from "../wire";

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
export function settle(
  state: NotebookState,
  now: number,
  transitionMs: number,
): NotebookState | undefined {
  for (let current = state; ;) {
    const step = next(current, transitionMs);
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

function next(state: NotebookState, transitionMs: number): Step | undefined {
  const { notebook, since, isHeld, failure } = state;
  if (isHeld) return undefined;
  const target = onward[notebook.status ?? ""];
  if (target !== undefined) {
    const at = since + transitionMs;
    return failure === undefined
      ? { status: target, at }
      : { status: failure.status, at, patch: { fail_reason: failure.reason } };
  }
  return notebook.status === "RUNNING" ? autoStop(notebook, since) : undefined;
}

/** An idle lease counts down as a timing one does: nobody works in a simulated notebook. */
function autoStop({ lease }: WireNotebook, since: number): Step | undefined {
  if (lease?.enable !== true || lease.duration === undefined) return undefined;
  return { status: "STOPPING", at: Math.max(since, (lease.update_at ?? since) + lease.duration) };
}

/** A stopped notebook still costs its storage. */
function bill(notebook: WireNotebook, status: NotebookStatus): Partial<WireNotebook> {
  if (notebook.billing_items === undefined) return {};
  const isComputing = ["RUNNING", "STARTING", "CREATING", "SNAPSHOTTING"].includes(status);
  return { billing_items: [isComputing ? "ALL" : "STORAGE"] };
}
