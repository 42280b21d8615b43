/** The messages that a preview shows beside the changes of a notebook. Pure. */
import type { UpdateSettings } from "../../client/settings";
import { withCode } from "../../wire/printable";
import { joinPaths, type PreviewSettings } from "../resource-kind";
import type { Inputs, State } from "./applied-inputs";
import { changedFields } from "./changed-fields";
import { needsRestart } from "./diff";
import { planUpdate, type UpdatePlan } from "./operations/plan-update";
import { shouldRun } from "./operations/update";

/** @param state the live notebook as it was last read. */
export function previewNotes(
  state: State,
  newInputs: Inputs,
  { locationReplaces = [], updates = {} }: PreviewSettings = {},
): string[] {
  const changed = changedFields(newInputs, state);
  const replaced = changed.filter(({ change }) => change === "replace");
  const replacing = [...replaced.map(({ path }) => path), ...locationReplaces];
  const lines =
    replacing.length > 0
      ? replacement(state, replacing)
      : [
          ...restart(state, newInputs),
          ...update(state, newInputs, planUpdate(newInputs, state, updates, changed), updates),
          ...waitingLease(state, newInputs),
        ];
  return lines.map((line) => `${state.name ?? newInputs.name}: ${line}`);
}

/** Source: the API deletes managed storage with its notebook. */
function replacement({ volume, status }: State, replacing: readonly string[]): string[] {
  if (volume?.ownership !== "MANAGED" || status === "CREATE_FAILED") return [];
  return [
    withCode(
      `warning: replacing the notebook (for ${replacing.join(", ")}) deletes its ${volume.category ?? ""} volume ` +
        "and all data on it. Save the data that you need first",
      "modelarts/volume-loss",
    ),
  ];
}

/** Whether an update stops a running notebook, or may have to. */
function update(
  state: State,
  newInputs: Inputs,
  plan: UpdatePlan,
  updates: UpdateSettings,
): string[] {
  if (plan.shrinkage !== undefined) return shrinkingDisk(plan.shrinkage);
  if (state.status !== "RUNNING") return stoppedDisk(state, newInputs, plan);
  const again = newInputs.desiredStatus === "STOPPED" ? "" : " and started again";
  const lines: string[] = [];
  if (plan.stopReasons.length > 0) {
    lines.push(`it will be stopped${again} for ${joinPaths(plan.stopReasons)}`);
  }
  const isRenameAllowed = updates.stopToRename === true;
  const maybe = [...plan.triedOnline, ...(isRenameAllowed ? plan.online : [])];
  if (maybe.length > 0) {
    lines.push(
      `${joinPaths(maybe)} will be sent while it runs; if ModelArts refuses that, it will be stopped` +
        `${again}`,
    );
  }
  if (plan.online.length > 0 && !isRenameAllowed) {
    lines.push(
      `${joinPaths(plan.online)} will be sent while it runs; if ModelArts refuses that, the update fails ` +
        "(modelarts:stopToRename allows a stop)",
    );
  }
  return lines.map((line) => withCode(line, "modelarts/will-stop"));
}

function shrinkingDisk({ from, to }: NonNullable<UpdatePlan["shrinkage"]>): string[] {
  return [
    withCode(
      `warning: its disk has ${from} GB, and volume.capacity is ${to} GB: a disk can only grow, so the update will ` +
        `fail. Declare at least ${from} GB`,
      "modelarts/disk-shrinks",
    ),
  ];
}

function stoppedDisk(state: State, newInputs: Inputs, { growth }: UpdatePlan): string[] {
  if (growth === undefined || shouldRun(state, newInputs)) return [];
  return [
    withCode(
      `warning: it is ${state.status}, and its disk grows only while it runs: the update will fail. ` +
        "Set desiredStatus to RUNNING, or start it first",
      "modelarts/disk-needs-running",
    ),
  ];
}

/** An update failed or was killed after it had stopped the notebook. */
function restart(state: State, newInputs: Inputs): string[] {
  return needsRestart(state, newInputs)
    ? [
        withCode(
          "it will be started: an earlier update stopped it and has not seen it run since",
          "modelarts/will-start",
        ),
      ]
    : [];
}

/** The API accepts a lease only for a running notebook or with a start. */
function waitingLease(state: State, newInputs: Inputs): string[] {
  if (state.status !== "STOPPED" || shouldRun(state, newInputs)) return [];
  const wouldDiffer = changedFields(newInputs, { ...state, status: "RUNNING" });
  if (!wouldDiffer.some(({ change }) => change === "lease")) return [];
  return [
    withCode(
      "it is STOPPED, so the lease waits for its next start; " +
        "if somebody else starts it, the next `pulumi up` applies the lease",
      "modelarts/lease-waits",
    ),
  ];
}
