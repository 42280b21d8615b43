/** What of a notebook's answer depends on the moment: how far its steps are, whether its disk grows. */
import type { WireNotebook } from "../wire";
import type { NotebookState } from "./notebook";

/** The steps of the API reference's JobProgress. */
const steps = [
  "Prepare storage.",
  "Prepare compute resources.",
  "Configure the network.",
  "Initialize the instance.",
];

export function present(state: NotebookState, now: number, transitionMs: number): WireNotebook {
  const { action_progress: before, ...notebook } = state.notebook;
  return {
    ...notebook,
    ...(before &&
      (state.isHeld ? { action_progress: before } : progress(state, now, transitionMs))),
    ...(isResizing(state, now) && { volume: { ...notebook.volume, status: "RESIZING" } }),
  };
}

export function isResizing(state: NotebookState, now: number): boolean {
  return state.resizesUntil !== undefined && state.resizesUntil > now;
}

/** The answer to a create that shows RUNNING although no step has begun. */
export function created(answer: WireNotebook): WireNotebook {
  const action_progress = answer.action_progress?.map((step) => ({ ...step, status: "WAITING" }));
  return { ...answer, status: "RUNNING", ...(action_progress && { action_progress }) };
}

/** A stopped notebook is at no step. */
function progress(
  { notebook, since }: NotebookState,
  now: number,
  transitionMs: number,
): Pick<WireNotebook, "action_progress"> {
  const done = completed(notebook.status, now - since, transitionMs);
  if (done === undefined) return {};
  const current = notebook.status?.endsWith("_FAILED") ? "FAILED" : "PROCESSING";
  return {
    action_progress: steps.map((step_description, index) => ({
      notebook_id: notebook.id,
      status: index < done ? "COMPLETED" : index === done ? current : "WAITING",
      step: index + 1,
      step_description,
      description: step_description,
    })),
  };
}

/** How many steps are done; undefined where there are none. What fails is finding a machine. */
function completed(
  status: string | undefined,
  elapsed: number,
  transitionMs: number,
): number | undefined {
  if (status === "RUNNING") return steps.length;
  if (status === "CREATE_FAILED" || status === "START_FAILED") return 1;
  if (status !== "CREATING" && status !== "STARTING") return undefined;
  if (transitionMs === 0) return 0;
  return Math.min(Math.floor((steps.length * elapsed) / transitionMs), steps.length - 1);
}
