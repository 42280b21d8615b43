/** How a request changes a lease. The answered duration counts from the notebook's creation (`lease-time.ts`). */
import type { leaseTypes } from "pulumi-modelarts/wire/lease";
import {
  isLeaseOn,
  MIN_LEASE_MS,
  NO_AUTO_STOP,
  stopsAt,
} from "pulumi-modelarts/wire/facts/lease-time";
import type { WireLease, WireNotebook } from "../wire";

export interface LeaseRequest {
  /** In milliseconds from now; -1 switches auto stop off. */
  duration?: number;
  type?: (typeof leaseTypes)[number];
}

/**
 * The lease that a create, start or renewal makes. The defaults are those of the API reference; requests have
 * the type in any case, answers in upper case.
 *
 * @param now in milliseconds since 1970 (UTC).
 * @param createdAt when the notebook was created, in milliseconds since 1970 (UTC).
 */
export function newLease(
  now: number,
  { duration = MIN_LEASE_MS, type = "timing" }: LeaseRequest = {},
  createdAt: number,
): WireLease {
  const isOn = duration !== NO_AUTO_STOP;
  return {
    create_at: createdAt,
    update_at: now,
    duration: isOn ? duration + (now - createdAt) : NO_AUTO_STOP,
    enable: isOn,
    type: type.toUpperCase(),
  };
}

/** When the notebook was created. A seeded notebook may lack one of the two fields, or both. */
export function leaseOrigin({ lease, create_at }: WireNotebook, now: number): number {
  return lease?.create_at ?? create_at ?? now;
}

/** Restarts the lease for the duration of the last request. Missing fields stay missing. */
function stamped(lease: WireLease, now: number): WireLease {
  const { update_at, duration } = lease;
  if (update_at === undefined) return lease;
  if (duration === undefined || !isLeaseOn(lease)) return { ...lease, update_at: now };
  return { ...lease, update_at: now, duration: duration + (now - update_at) };
}

/** A patch for the notebook that restarts its lease; empty if it has none. */
export function stampedLease({ lease }: WireNotebook, now: number): Pick<WireNotebook, "lease"> {
  return lease === undefined ? {} : { lease: stamped(lease, now) };
}

/** When auto stop takes place, in milliseconds since 1970 (UTC); undefined if it does not. */
export function autoStopAt({ lease, create_at }: WireNotebook): number | undefined {
  if (lease === undefined) return undefined;
  const { create_at: createAt, duration, enable } = lease;
  return stopsAt({ createAt, duration, enable }, create_at);
}
