/**
 * The times of a lease. All arithmetic on leases is in this file. The file loads no schema library, so that
 * rules, helpers and the report can use it.
 *
 * A `duration` that the API answers counts from `create_at`, the notebook's creation: the notebook stops at
 * `create_at + duration`. Each start and each renewal increases the number. A `duration` that a request asks
 * for counts from the request. Source:
 * the example answers of "Creating a Development Environment Instance" (Open Telekom Cloud).
 */

/** 1 hour in milliseconds, the shortest duration that the API accepts. Source: Huawei Cloud's SDK. */
export const MIN_LEASE_MS = 3_600_000;
/** 72 hours in milliseconds, the longest duration that the API accepts. Source: Huawei Cloud's SDK. */
export const MAX_LEASE_MS = 259_200_000;
/** The requested duration that means "without auto stop". Source: Huawei Cloud's Terraform provider. */
export const NO_AUTO_STOP = -1;

/**
 * Two times that differ by at most this many milliseconds count as equal. The service's clock is known only to
 * the second (the Date header), and answers take some time to arrive.
 */
export const LEASE_TOLERANCE_MS = 60_000;

/** A lease as the API answers it, under the names that programs use. */
export interface LiveLease {
  /** In milliseconds since 1970 (UTC). */
  createAt?: number;
  /** In milliseconds since 1970 (UTC). */
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
 * When auto stop happens, in milliseconds since 1970 (UTC); undefined if auto stop is off or the API did not
 * answer enough.
 *
 * @param notebookCreatedAt the notebook's creation, used if the lease has no `createAt`.
 */
export function stopsAt(lease: LiveLease, notebookCreatedAt?: number): number | undefined {
  const origin = lease.createAt ?? notebookCreatedAt;
  if (!isLeaseOn(lease) || lease.duration === undefined || origin === undefined) return undefined;
  return origin + lease.duration;
}

/** Milliseconds from `now` to auto stop, negative after that time; undefined as for `stopsAt`. */
export function timeLeft(
  lease: LiveLease,
  now: number,
  notebookCreatedAt?: number,
): number | undefined {
  const end = stopsAt(lease, notebookCreatedAt);
  return end === undefined ? undefined : end - now;
}

/**
 * What readers see instead of the time left, if the lease of a notebook that runs has ended. Each use of a notebook
 * extends an idle lease, but the recorded times may not change: such a notebook is in use. Any other lease is over.
 */
export function endedLeaseText(type: string | undefined): "in use" | "over" {
  return type?.toLowerCase() === "idle" ? "in use" : "over";
}

/**
 * The duration that the last start or renewal requested, in milliseconds, rounded to whole seconds; undefined
 * if it can't be computed, or if the result is not a duration that a request may have.
 */
export function askedDuration({ createAt, updateAt, duration, ...rest }: LiveLease) {
  if (createAt === undefined || updateAt === undefined || duration === undefined) return undefined;
  if (!isLeaseOn({ ...rest, duration })) return undefined;
  const requested = Math.round((duration - (updateAt - createAt)) / 1000) * 1000;
  return requested >= MIN_LEASE_MS && requested <= MAX_LEASE_MS ? requested : undefined;
}

/** True if two durations in milliseconds differ by no more than the tolerance. */
export function isSameDuration(one: number, other: number): boolean {
  return Math.abs(one - other) <= LEASE_TOLERANCE_MS;
}

/**
 * The field in which a live lease differs from the one that was applied; undefined if none does. Less time left
 * than applied is no difference: time has passed.
 *
 * @param now the service's time at which `live` was read, in milliseconds since 1970 (UTC).
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
  // A proxy's Date header may come from another clock. The service's time is not before the last update.
  const left = timeLeft(live, Math.max(now, live.updateAt ?? now), notebookCreatedAt);
  if (left === undefined || applied.duration === undefined) return undefined;
  return left > applied.duration + LEASE_TOLERANCE_MS ? "duration" : undefined;
}
