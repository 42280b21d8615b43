/** What becomes of a lease. Its duration counts from the notebook's creation: see `lease-time.ts`. */
import type { leaseTypes } from "pulumi-modelarts/wire/lease";
import { isLeaseOn, MIN_LEASE_MS, NO_AUTO_STOP, stopsAt } from "pulumi-modelarts/wire/lease-time";
import type { WireLease, WireNotebook } from "../wire";

export interface LeaseWish {
  duration?: number;
  type?: (typeof leaseTypes)[number];
}

/**
 * The lease that is asked for now. The default is the one that the API documents for its fields; the
 * type is asked in any case and answered in upper case.
 *
 * @param createdAt when the notebook was created.
 */
export function leaseFrom(now: number, wish: LeaseWish, createdAt: number): WireLease {
  const { duration = MIN_LEASE_MS, type = "timing" } = wish;
  const isOn = duration !== NO_AUTO_STOP;
  return {
    create_at: createdAt,
    update_at: now,
    duration: isOn ? duration + (now - createdAt) : NO_AUTO_STOP,
    enable: isOn,
    type: type.toUpperCase(),
  };
}

/** When the notebook was created; a seeded notebook may lack one of the two fields, or both. */
export function leaseOrigin({ lease, create_at }: WireNotebook, now: number): number {
  return lease?.create_at ?? create_at ?? now;
}

/** The lease counted anew from now: it lasts as long as was asked for last. Missing fields stay missing. */
export function stamped(lease: WireLease, now: number): WireLease {
  const { update_at, duration } = lease;
  if (update_at === undefined) return lease;
  if (duration === undefined || !isLeaseOn(lease)) return { ...lease, update_at: now };
  return { ...lease, update_at: now, duration: duration + (now - update_at) };
}

/** A patch of the notebook with its lease stamped; empty where it has none. */
export function stampedLease({ lease }: WireNotebook, now: number): Pick<WireNotebook, "lease"> {
  return lease === undefined ? {} : { lease: stamped(lease, now) };
}

/** When auto stop takes place; undefined where it does not. */
export function autoStopAt({ lease, create_at }: WireNotebook): number | undefined {
  if (lease === undefined) return undefined;
  const { create_at: createAt, duration, enable } = lease;
  return stopsAt({ createAt, duration, enable }, create_at);
}
