/** The answer for a notebook: its stored fields, and those that depend on the moment (progress, disk status). */
import type { WireNotebook } from "../wire";
import { isResizing, type NotebookState } from "./notebook-transitions";

/** Source: the API reference's JobProgress. */
const progressSteps = [
  "Prepare storage.",
  "Prepare compute resources.",
  "Configure the network.",
  "Initialize the instance.",
];

export function notebookAnswer(
  state: NotebookState,
  now: number,
  transitionMs: number,
): WireNotebook {
  const { action_progress: stored, ...notebook } = state.notebook;
  return {
    ...notebook,
    ...(stored &&
      (state.hasForcedStatus ? { action_progress: stored } : progress(state, now, transitionMs))),
    ...(isResizing(state, now) && { volume: { ...notebook.volume, status: "RESIZING" } }),
  };
}

/** The answer to a create that says RUNNING although no step has begun (`create-status` in assumptions.ts). */
export function runningAnswer(answer: WireNotebook): WireNotebook {
  const action_progress = answer.action_progress?.map((step) => ({ ...step, status: "WAITING" }));
  return { ...answer, status: "RUNNING", ...(action_progress && { action_progress }) };
}

/** The field `action_progress`; nothing for a status without steps, such as STOPPED. */
function progress(
  { notebook, since }: NotebookState,
  now: number,
  transitionMs: number,
): Pick<WireNotebook, "action_progress"> {
  const completed = completedSteps(notebook.status, now - since, transitionMs);
  if (completed === undefined) return {};
  const current = notebook.status?.endsWith("_FAILED") ? "FAILED" : "PROCESSING";
  return {
    action_progress: progressSteps.map((step_description, index) => ({
      notebook_id: notebook.id,
      status: index < completed ? "COMPLETED" : index === completed ? current : "WAITING",
      step: index + 1,
      step_description,
      description: step_description,
    })),
  };
}

/** Undefined for a status without steps. A failed notebook failed in its second step. */
function completedSteps(
  status: string | undefined,
  elapsedMs: number,
  transitionMs: number,
): number | undefined {
  if (status === "RUNNING") return progressSteps.length;
  if (status === "CREATE_FAILED" || status === "START_FAILED") return 1;
  if (status !== "CREATING" && status !== "STARTING") return undefined;
  if (transitionMs === 0) return 0;
  const steps = Math.floor((progressSteps.length * elapsedMs) / transitionMs);
  return Math.min(steps, progressSteps.length - 1);
}
