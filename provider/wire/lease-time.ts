/**
 * What a lease means in time. All of the product's arithmetic on leases is in this file, which loads no
 * schema library, so that rules, helpers and the report can use it.
 *
 * The answered `duration` counts from `create_at`, the notebook's creation, and not from the moment in
 * which the lease was asked for: the notebook stops at `create_at + duration`. Each start and each
 * renewal makes the number grow. A requested `duration` counts from the moment of the request. Source:
 * the example answers of "Creating a Development Environment Instance" (Open Telekom Cloud).
 */

/** 1 hour in milliseconds, the shortest duration that the API takes. Source: Huawei Cloud's SDK. */
export const MIN_LEASE_MS = 3_600_000;
/** 72 hours in milliseconds, the longest duration that the API takes. Source: Huawei Cloud's SDK. */
export const MAX_LEASE_MS = 259_200_000;
/** The requested duration that means "without auto stop". Source: Huawei Cloud's Terraform provider. */
export const NO_AUTO_STOP = -1;

/**
 * Two times that differ by at most this many milliseconds count as the same. The service's clock is
 * known by the second only (the Date header), and an answer is on its way for a while.
 */
export const LEASE_TOLERANCE_MS = 60_000;

/** A lease as the API answers it, under the names that programs use. Timestamps in ms since 1970. */
export interface LiveLease {
  createAt?: number;
  updateAt?: number;
  /** Milliseconds since `createAt`. */
  duration?: number;
  enable?: boolean;
  type?: string;
}

/** A lease as a program declares it. */
export interface DeclaredLease {
  enable?: boolean;
  /** Milliseconds from each start or renewal. */
  duration?: number;
  type?: string;
}

/** True if auto stop is on in a live lease. The API may answer `enable: false` or a negative duration. */
export function isLeaseOn({ enable, duration }: Pick<LiveLease, "enable" | "duration">): boolean {
  if (enable === false || (duration !== undefined && duration < 0)) return false;
  return enable === true || duration !== undefined;
}

/** True if a declaration asks for auto stop; `enable` is true by default. */
export function isLeaseDeclaredOn({ enable, duration }: DeclaredLease): boolean {
  return enable !== false && !(duration !== undefined && duration < 0);
}

/**
 * When auto stop takes place, in ms since 1970; undefined where auto stop is off or the API did not
 * answer enough.
 *
 * @param notebookCreatedAt used where the lease has no `createAt` of its own.
 */
export function stopsAt(lease: LiveLease, notebookCreatedAt?: number): number | undefined {
  const origin = lease.createAt ?? notebookCreatedAt;
  if (!isLeaseOn(lease) || lease.duration === undefined || origin === undefined) return undefined;
  return origin + lease.duration;
}

/** Milliseconds until auto stop, negative once that time is over; undefined as for `stopsAt`. */
export function timeLeft(
  lease: LiveLease,
  now: number,
  notebookCreatedAt?: number,
): number | undefined {
  const end = stopsAt(lease, notebookCreatedAt);
  return end === undefined ? undefined : end - now;
}

/**
 * The duration that was asked for at the last start or renewal, in whole seconds (as milliseconds);
 * undefined where that can't be told, or where the result is no duration that can be asked for.
 */
export function askedDuration({ createAt, updateAt, duration, ...rest }: LiveLease) {
  if (createAt === undefined || updateAt === undefined || duration === undefined) return undefined;
  if (!isLeaseOn({ ...rest, duration })) return undefined;
  const asked = Math.round((duration - (updateAt - createAt)) / 1000) * 1000;
  return asked >= MIN_LEASE_MS && asked <= MAX_LEASE_MS ? asked : undefined;
}

/** True if two durations are the same for every purpose. */
export function isSameDuration(one: number, other: number): boolean {
  return Math.abs(one - other) <= LEASE_TOLERANCE_MS;
}

/**
 * Why a live lease is not the one that was applied; undefined if it is. Less time left than applied is
 * time passing and no difference.
 *
 * @param now the service's time, in ms since 1970, at which `live` was read.
 */
export function leaseDrift(
  applied: DeclaredLease,
  live: LiveLease,
  now: number,
  notebookCreatedAt?: number,
): "enable" | "type" | "duration" | undefined {
  const isOn = isLeaseOn(live);
  const isAnswered = live.enable !== undefined || live.duration !== undefined;
  if (!isAnswered) return undefined;
  if (isOn !== isLeaseDeclaredOn(applied)) return "enable";
  if (!isOn) return undefined;
  const type = applied.type?.toLowerCase();
  if (type !== undefined && live.type !== undefined && live.type.toLowerCase() !== type)
    return "type";
  // A proxy may answer with a clock of its own; it is at least as late as the lease was last set.
  const left = timeLeft(live, Math.max(now, live.updateAt ?? now), notebookCreatedAt);
  if (left === undefined || applied.duration === undefined) return undefined;
  return left > applied.duration + LEASE_TOLERANCE_MS ? "duration" : undefined;
}
