/**
 * How the changes of an update are sent. Pure. Which changes a running notebook takes is disputed (see
 * `wire/assumptions.ts`), so that the plan says what is tried first and what is done after a refusal.
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
  tried: Field[];
  /** Sent once the notebook is stopped. */
  stopped: Field[];
  /** The changes that a running notebook is stopped for. */
  stopsFor: Field[];
  /** The disk's growth, in GB; undefined where it does not grow. */
  growth?: { from: number; to: number };
}

/** @param live the notebook as it was last read. */
export function planUpdate(
  news: NotebookInputs,
  live: NotebookState,
  { onlineUpdates = false }: UpdateSettings = {},
): UpdatePlan {
  const changed = changedFields(news, live);
  const online = changed.filter(({ change }) => change === "online");
  const whitelist = changed.filter(({ change }) => change === "whitelist");
  const stopped = changed.filter(({ change }) => change === "stopped");
  const isSwitchedOff = wantedLease(news, live)?.enable === false;
  // A start takes "no auto stop". Whether a renewal does is not proven (`renew-off`).
  const leases = changed.filter(({ change }) => change === "lease" && isSwitchedOff);
  const stopsFor = [...stopped, ...leases, ...(onlineUpdates ? [] : whitelist)];
  const growth = growthOf(changed, news, live);
  // What a stop comes for anyway is not tried before it.
  const isStopped = stopsFor.length > 0 || news.desiredStatus === "STOPPED";
  return isStopped
    ? { online: [], tried: [], stopped: [...online, ...stopped, ...whitelist], stopsFor, growth }
    : { online, tried: whitelist, stopped: [], stopsFor, growth };
}

function growthOf(
  changed: readonly Field[],
  news: NotebookInputs,
  live: NotebookState,
): UpdatePlan["growth"] {
  const [from, to] = [live.volume?.capacity, news.volume?.capacity];
  const isGrowing = changed.some(({ change }) => change === "disk");
  return isGrowing && from !== undefined && to !== undefined ? { from, to } : undefined;
}
