/**
 * Compares a declared lease with the live one, and makes what start and renew send and what the state keeps. The
 * arithmetic is in `wire/facts/lease-time.ts`.
 */
import {
  askedDuration,
  isLeaseDeclaredOn,
  isLeaseOn,
  isSameDuration,
  leaseDrift,
  MAX_LEASE_MS,
  MIN_LEASE_MS,
  NO_AUTO_STOP,
  timeLeft,
  type DeclaredLease,
  type LiveLease,
} from "../../wire/facts/lease-time";
import type { NotebookDetail } from "../../wire/notebook";
import { appliedInputs, type AppliedInputs, type LeaseRecord, type State } from "./applied-inputs";
import type { NotebookInputs, NotebookState } from "./inputs";

/** A lease to send with a start or a renewal. */
export interface Lease {
  enable: boolean;
  /** Milliseconds. */
  duration?: number;
  type?: "timing" | "idle";
}

/** What the state keeps of a declared lease once it is applied. */
export function appliedLease(declared: DeclaredLease): LeaseRecord {
  if (!isLeaseDeclaredOn(declared)) return { enable: false };
  return { enable: true, duration: declared.duration, type: declared.type?.toLowerCase() };
}

/**
 * What the state keeps of the lease after a read of the live notebook. The comparison is made here, with the
 * service's time of that read: a later preview has only the local clock, and must not find a difference because
 * time has passed.
 *
 * @param record the record so far; `true` if a lease is declared and it is not known which one was applied: in a
 *   state of the first version, or if the notebook has not run since its lease was declared.
 * @param now the service's time of the read, in milliseconds since 1970 (UTC).
 */
export function observedLease(
  record: AppliedInputs["lease"],
  { lease, status, createAt }: NotebookDetail,
  now: number,
): AppliedInputs["lease"] {
  if (record === undefined || record === true) return record;
  const { live: _, ...applied } = record;
  // The lease of a notebook that does not run is not compared. The next start sends the declared lease.
  if (status !== "RUNNING" || lease === undefined) return applied;
  if (leaseDrift(applied, lease, now, createAt) === undefined) return applied;
  return { ...applied, live: driftedLease(lease, now, createAt) };
}

/** What is known of the lease that was requested; undefined if nothing is known. */
function knownLease(live: LiveLease | undefined): DeclaredLease | undefined {
  if (live === undefined || (live.enable === undefined && live.duration === undefined)) {
    return undefined;
  }
  if (!isLeaseOn(live)) return { enable: false };
  return { duration: askedDuration(live), type: live.type?.toLowerCase() };
}

/** The live lease as a program can declare it; undefined if the requested lease is not known. */
export function declarableLease(live: LiveLease | undefined): DeclaredLease | undefined {
  const known = knownLease(live);
  const isDeclarable =
    known !== undefined && (!isLeaseDeclaredOn(known) || known.duration !== undefined);
  return isDeclarable ? known : undefined;
}

/**
 * A lease that was changed outside of the program, as a program can declare it. If the requested duration is
 * unknown, uses the time left.
 */
function driftedLease(live: LiveLease, now: number, createAt: number | undefined): DeclaredLease {
  if (!isLeaseOn(live)) return { enable: false };
  const asked = askedDuration(live);
  const left = timeLeft(live, now, createAt) ?? MIN_LEASE_MS;
  const minutes = Math.ceil(left / 60_000) * 60_000;
  const duration = Math.min(MAX_LEASE_MS, Math.max(MIN_LEASE_MS, asked ?? 0, minutes));
  return { duration, type: live.type?.toLowerCase() };
}

/** The lease input that declares exactly the lease that the state describes. */
export function leaseInput(state: State): DeclaredLease | undefined {
  const { lease: record } = appliedInputs(state);
  if (record === undefined) return undefined;
  if (record === true) return declarableLease(state.lease);
  const { live, ...applied } = record;
  const declared = live ?? applied;
  if (!isLeaseDeclaredOn(declared)) return { enable: false };
  const { enable: _, ...rest } = declared;
  return rest;
}

/** Whether the declared lease differs from the live lease; only a running notebook's lease is compared. */
export function hasLeaseChanged(
  { lease }: Partial<NotebookInputs>,
  state: Partial<State>,
): boolean {
  const { lease: live, status } = state;
  if (lease === undefined || status !== "RUNNING") return false;
  const { lease: record } = appliedInputs(state);
  if (typeof record === "object") {
    const { live: drifted, ...applied } = record;
    // If a lease was observed that the program did not apply, the declared lease is always applied, even if both are
    // the same. Otherwise the state would not record it as applied.
    return drifted !== undefined || !isSameLease(lease, applied, (a, b) => a === b);
  }
  const known = knownLease(live);
  if (known !== undefined && !isSameLease(lease, known, isSameDuration)) return true;
  // If the requested lease is not known, a lease that is declared for the first time is applied.
  return record === undefined && declarableLease(live) === undefined;
}

function isSameLease(
  declared: DeclaredLease,
  other: DeclaredLease,
  isSame: (one: number, other: number) => boolean,
): boolean {
  const isOn = isLeaseDeclaredOn(declared);
  if (isOn !== isLeaseDeclaredOn(other)) return false;
  if (!isOn) return true;
  const [type, otherType] = [declared, other].map((lease) => lease.type?.toLowerCase());
  if (type !== undefined && otherType !== undefined && type !== otherType) return false;
  const { duration } = declared;
  if (duration === undefined || other.duration === undefined) return true;
  return isSame(duration, other.duration);
}

/**
 * The lease for a start or a renewal: the declared one. Undeclared parts are as they were requested at the last
 * start or renewal, so that they survive a stop. The live duration is never sent: it counts from the notebook's
 * creation.
 *
 * @returns undefined if nothing is known, so that nothing is sent.
 */
export function wantedLease(
  { lease: declared }: Pick<NotebookInputs, "lease">,
  { lease: live }: Pick<NotebookState, "lease">,
): Lease | undefined {
  if (declared === undefined) {
    const known = declarableLease(live);
    if (known === undefined) return undefined;
    return { ...known, enable: isLeaseDeclaredOn(known), type: known.type as Lease["type"] };
  }
  return {
    enable: isLeaseDeclaredOn(declared),
    duration: declared.duration,
    type: (declared.type ?? live?.type)?.toLowerCase() as Lease["type"],
  };
}

/** Start's query. `duration=-1` starts without auto stop. */
export function leaseQuery(lease: Lease | undefined): { duration?: number; type?: Lease["type"] } {
  if (lease === undefined) return {};
  if (!lease.enable) return { duration: NO_AUTO_STOP };
  return { duration: lease.duration, type: lease.type };
}
