import type { leaseTypes } from "pulumi-modelarts/wire/lease";
import { MIN_LEASE_MS, NO_AUTO_STOP } from "pulumi-modelarts/wire/lease-time";
import type { WireLease } from "../wire";

export interface LeaseWish {
  duration?: number;
  type?: (typeof leaseTypes)[number];
}

/**
 * The lease that counts from now. The default is the one that the API documents for its fields; the
 * type is asked in any case and answered in upper case.
 */
export function leaseFrom(now: number, wish: LeaseWish, before?: WireLease): WireLease {
  const { duration = MIN_LEASE_MS, type = "timing" } = wish;
  return {
    create_at: before?.create_at ?? now,
    update_at: now,
    duration,
    enable: duration !== NO_AUTO_STOP,
    type: type.toUpperCase(),
  };
}
