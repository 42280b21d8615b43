/**
 * Leases as rules and the report read them: of a declaration or of a live notebook, where anything may be
 * missing or null. The arithmetic is the provider's, in `wire/lease-time`.
 */
import { MAX_LEASE_MS, MIN_LEASE_MS, type LiveLease } from "pulumi-modelarts/wire/lease-time";
import type { Notebook } from "./resource-properties";
import { HOUR_MS } from "./time";

/** The range of durations that the API takes, in hours. */
export const MIN_LEASE_HOURS = MIN_LEASE_MS / HOUR_MS;
export const MAX_LEASE_HOURS = MAX_LEASE_MS / HOUR_MS;

/** The lease, declared or live, without the nulls that a state holds; undefined if there is none. */
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
