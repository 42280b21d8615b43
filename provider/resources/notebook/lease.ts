/**
 * How a declared lease and a live one become what create, start and renew send, what the state keeps,
 * and what differs. The arithmetic is in `wire/lease-time.ts`.
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
} from "../../wire/lease-time";
import type { NotebookDetail } from "../../wire/notebook";
import { appliedInputs, type AppliedInputs, type LeaseRecord, type State } from "./applied-inputs";
import type { NotebookInputs, NotebookState } from "./inputs";

/** A lease as it should be. */
export interface Lease {
  enable: boolean;
  /** Milliseconds. */
  duration?: number;
  type?: "timing" | "idle";
}

/** What a declaration leaves in the state once it has taken effect. */
export function appliedLease(declared: DeclaredLease): LeaseRecord {
  if (!isLeaseDeclaredOn(declared)) return { enable: false };
  return { enable: true, duration: declared.duration, type: declared.type?.toLowerCase() };
}

/**
 * What the state keeps after a look at the live notebook. The verdict is reached here, with the service's
 * time of that very look: a later preview has no other clock than the local one, and must not find a
 * difference because time has passed.
 *
 * @param record the record so far; `true` where a lease is declared and it is not known which was applied: in
 *   a state of the first version, and of a notebook that has not run since its lease was declared.
 * @param now the service's time, in ms since 1970.
 */
export function observedLease(
  record: AppliedInputs["lease"],
  { lease, status, createAt }: NotebookDetail,
  now: number,
): AppliedInputs["lease"] {
  if (record === undefined || record === true) return record;
  const { live: _, ...applied } = record;
  // A lease means nothing while the notebook does not run: the next start brings the declared one.
  if (status !== "RUNNING" || lease === undefined) return applied;
  if (leaseDrift(applied, lease, now, createAt) === undefined) return applied;
  return { ...applied, live: driftedLease(lease, now, createAt) };
}

/** All that can be told of how a live lease was asked for; undefined where that is nothing. */
function knownLease(live: LiveLease | undefined): DeclaredLease | undefined {
  if (live === undefined || (live.enable === undefined && live.duration === undefined)) {
    return undefined;
  }
  if (!isLeaseOn(live)) return { enable: false };
  return { duration: askedDuration(live), type: live.type?.toLowerCase() };
}

/** A live lease as a program can declare it; undefined where what was asked for can't be told. */
export function declarableLease(live: LiveLease | undefined): DeclaredLease | undefined {
  const known = knownLease(live);
  const isDeclarable =
    known !== undefined && (!isLeaseDeclaredOn(known) || known.duration !== undefined);
  return isDeclarable ? known : undefined;
}

/** The same of a lease that is known to differ: at least what is left is known of it. */
function driftedLease(live: LiveLease, now: number, createAt: number | undefined): DeclaredLease {
  if (!isLeaseOn(live)) return { enable: false };
  const asked = askedDuration(live);
  const left = timeLeft(live, now, createAt) ?? MIN_LEASE_MS;
  const minutes = Math.ceil(left / 60_000) * 60_000;
  const duration = Math.min(MAX_LEASE_MS, Math.max(MIN_LEASE_MS, asked ?? 0, minutes));
  return { duration, type: live.type?.toLowerCase() };
}

/** The inputs' lease that declares what the state knows. */
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

/** Whether a declared lease is another one than is in force. A lease is in force while the notebook runs. */
export function hasLeaseChanged(
  { lease }: Partial<NotebookInputs>,
  state: Partial<State>,
): boolean {
  const { lease: live, status } = state;
  if (lease === undefined || status !== "RUNNING") return false;
  const { lease: record } = appliedInputs(state);
  if (typeof record === "object") {
    const { live: drifted, ...applied } = record;
    // Even where the program now declares what somebody else set: it is applied, so that the state knows.
    return drifted !== undefined || !isSameLease(lease, applied, (a, b) => a === b);
  }
  const known = knownLease(live);
  if (known !== undefined && !isSameLease(lease, known, isSameDuration)) return true;
  // What can't be told is renewed where a lease is declared for the first time.
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
 * The lease that a start or a renewal brings: the declared one; of what is not declared, what was asked
 * for at the last start or renewal, so that it survives a stop. The live number is never sent: it counts
 * from the notebook's creation. Undefined: nothing is known of it, and nothing is sent.
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
