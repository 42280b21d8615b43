/** How a declared lease and a live one become what start and renew take. */
import { NO_AUTO_STOP } from "../wire/lease-time";
import type { NotebookInputs, NotebookState } from "./inputs";

/** A lease as it should be. */
export interface Lease {
  enable: boolean;
  /** Milliseconds. */
  duration?: number;
  type?: "timing" | "idle";
}

/**
 * The lease that a start or a renewal brings: the declared one, and what is not declared as it is
 * now, so that it survives every stop. Undefined: nothing is known of it.
 */
export function wantedLease(inputs: NotebookInputs, live: NotebookState): Lease | undefined {
  if (inputs.lease === undefined && live.lease === undefined) return undefined;
  const { enable, duration } = live.lease ?? {};
  const isOn = enable !== false && !(duration !== undefined && duration < 0);
  return {
    enable: inputs.lease?.enable ?? (inputs.lease !== undefined || isOn),
    duration: inputs.lease?.duration ?? (isOn ? duration : undefined),
    type: (inputs.lease?.type ?? live.lease?.type)?.toLowerCase() as Lease["type"],
  };
}

/** Start's query. `duration=-1` starts without auto stop. */
export function leaseQuery(lease: Lease | undefined): { duration?: number; type?: Lease["type"] } {
  if (lease === undefined) return {};
  if (!lease.enable) return { duration: NO_AUTO_STOP };
  return { duration: lease.duration, type: lease.type };
}
