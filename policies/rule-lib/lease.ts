/**
 * A notebook's lease as rules read it. Any property may be missing or null. Arithmetic with leases is in
 * the provider's `wire/facts/lease-time`.
 */
import { MAX_LEASE_MS, MIN_LEASE_MS, type LiveLease } from "pulumi-modelarts/wire/facts/lease-time";
import type { Notebook } from "./resource-properties";
import { HOUR_MS } from "./time";

/** The range of durations that the API accepts, in hours. */
export const MIN_LEASE_HOURS = MIN_LEASE_MS / HOUR_MS;
export const MAX_LEASE_HOURS = MAX_LEASE_MS / HOUR_MS;

/** The declared or live lease with undefined instead of null; undefined if there is no lease. */
export function leaseOf({ lease }: Pick<Notebook, "lease">): LiveLease | undefined {
  if (lease === undefined || lease === null) return undefined;
  const { createAt, updateAt, duration, enable, type } = lease;
  return {
    createAt: createAt ?? undefined,
    updateAt: updateAt ?? undefined,
    duration: duration ?? undefined,
    enable: enable ?? undefined,
    type: type ?? undefined,
  };
}
