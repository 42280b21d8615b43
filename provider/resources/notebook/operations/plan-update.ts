/**
 * Plans how the changes of an update are sent. Pure. It is disputed which changes the API accepts for a running
 * notebook (see `wire/facts/assumptions.ts`), so the plan says which ones are tried before a stop.
 */
import type { UpdateSettings } from "../../../client/settings";
import { changedFields } from "../changed-fields";
import type { Field } from "../fields";
import type { NotebookInputs, NotebookState } from "../inputs";
import { wantedLease } from "../lease";

export interface UpdatePlan {
  /** Name and description, sent while the notebook runs. Empty if the notebook is stopped anyway. */
  online: Field[];
  /** The whitelist, tried while the notebook runs if the user allows that. */
  triedOnline: Field[];
  /** Sent after the stop. */
  afterStop: Field[];
  /** The changes that a running notebook is stopped for. */
  stopReasons: Field[];
  /** The disk's growth, in GB; undefined if it does not grow. */
  growth?: { from: number; to: number };
  /** Sizes in GB if the program declares a smaller disk than the live one, which the API can't make. */
  shrinkage?: { from: number; to: number };
}

/**
 * @param live the notebook as it was last read.
 * @param changed what differs between the two.
 */
export function planUpdate(
  newInputs: NotebookInputs,
  live: NotebookState,
  { onlineUpdates = false }: UpdateSettings = {},
  changed: readonly Field[] = changedFields(newInputs, live),
): UpdatePlan {
  const online = changed.filter(({ change }) => change === "online");
  const whitelist = changed.filter(({ change }) => change === "whitelist");
  const stopped = changed.filter(({ change }) => change === "stopped");
  const isSwitchedOff = wantedLease(newInputs, live)?.enable === false;
  // A start can switch auto stop off. Whether a renewal can is not proven (assumption `renew-off`).
  const leases = changed.filter(({ change }) => change === "lease" && isSwitchedOff);
  const stopReasons = [...stopped, ...leases, ...(onlineUpdates ? [] : whitelist)];
  const disk = diskChange(changed, newInputs, live);
  const sizes = disk && (disk.to > disk.from ? { growth: disk } : { shrinkage: disk });
  // If the notebook is stopped anyway, nothing is tried before the stop.
  const isStopped = stopReasons.length > 0 || newInputs.desiredStatus === "STOPPED";
  return isStopped
    ? {
        online: [],
        triedOnline: [],
        afterStop: [...online, ...stopped, ...whitelist],
        stopReasons,
        ...sizes,
      }
    : { online, triedOnline: whitelist, afterStop: [], stopReasons, ...sizes };
}

function diskChange(
  changed: readonly Field[],
  newInputs: NotebookInputs,
  live: NotebookState,
): UpdatePlan["growth"] {
  const [from, to] = [live.volume?.capacity, newInputs.volume?.capacity] as unknown[];
  const isChanged = changed.some(({ change }) => change === "disk");
  return isChanged && typeof from === "number" && typeof to === "number" ? { from, to } : undefined;
}
