/**
 * How the changes of an update are sent. Pure. Which changes a running notebook takes is disputed (see
 * `wire/assumptions.ts`), so that the plan says what is triedOnline first and what is done after a refusal.
 */
import type { UpdateSettings } from "../../../client/settings";
import { changedFields } from "../changed-fields";
import type { Field } from "../fields";
import type { NotebookInputs, NotebookState } from "../inputs";
import { wantedLease } from "../lease";

export interface UpdatePlan {
  /** Name and description, where they are sent while the notebook runs. */
  online: Field[];
  /** The whitelist, where the user allows to try it while the notebook runs. */
  triedOnline: Field[];
  /** Sent once the notebook is stopped. */
  stopped: Field[];
  /** The changes that a running notebook is stopped for. */
  stopReasons: Field[];
  /** The disk's growth, in GB; undefined where it does not grow. */
  growth?: { from: number; to: number };
}

/** @param live the notebook as it was last read. */
export function planUpdate(
  newInputs: NotebookInputs,
  live: NotebookState,
  { onlineUpdates = false }: UpdateSettings = {},
): UpdatePlan {
  const changed = changedFields(newInputs, live);
  const online = changed.filter(({ change }) => change === "online");
  const whitelist = changed.filter(({ change }) => change === "whitelist");
  const stopped = changed.filter(({ change }) => change === "stopped");
  const isSwitchedOff = wantedLease(newInputs, live)?.enable === false;
  // A start takes "no auto stop". Whether a renewal does is not proven (`renew-off`).
  const leases = changed.filter(({ change }) => change === "lease" && isSwitchedOff);
  const stopReasons = [...stopped, ...leases, ...(onlineUpdates ? [] : whitelist)];
  const growth = growthOf(changed, newInputs, live);
  // What a stop comes for anyway is not triedOnline before it.
  const isStopped = stopReasons.length > 0 || newInputs.desiredStatus === "STOPPED";
  return isStopped
    ? {
        online: [],
        triedOnline: [],
        stopped: [...online, ...stopped, ...whitelist],
        stopReasons,
        growth,
      }
    : { online, triedOnline: whitelist, stopped: [], stopReasons, growth };
}

function growthOf(
  changed: readonly Field[],
  newInputs: NotebookInputs,
  live: NotebookState,
): UpdatePlan["growth"] {
  const [from, to] = [live.volume?.capacity, newInputs.volume?.capacity];
  const isGrowing = changed.some(({ change }) => change === "disk");
  return isGrowing && from !== undefined && to !== undefined ? { from, to } : undefined;
}
