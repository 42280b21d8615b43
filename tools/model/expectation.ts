/**
 * What the books may say of one notebook, as plain data. A declared field has one right value. An undeclared one
 * keeps its value; if a failed operation has tried to change it before, both values are right.
 */
import type { WireNotebook } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { LEASE_TOLERANCE_MS, MIN_LEASE_MS } from "../../provider/wire/facts/lease-time";
import { DEFAULT_WORKSPACE, defaultVolumeGb } from "../../provider/wire/facts/limits";
import { restingStatus } from "../../provider/wire/facts/statuses";

/** A lease as it was asked for. */
export interface Asked {
  isOn: boolean;
  /** Milliseconds. */
  duration?: number;
  type?: string;
}

export interface Expected {
  /** Whether the notebook may run, and whether it may be stopped, if no status is declared. */
  runs: Set<boolean>;
  /** GB. */
  capacity: { min: number; max: number };
  leases: Asked[];
  /** A colleague or a failed operation has set the lease, so that the state may know another one. */
  isLeaseUncertain: boolean;
  /** The hooks that were applied last, as JSON; undefined after a failed operation. The API never answers them. */
  hooks: string | undefined;
  /** Tags that only colleagues set. */
  colleagueTags: Record<string, string>;
}

/** The lease that the API gives a notebook if a request names none. */
export const DEFAULT_LEASE: Asked = { isOn: true, duration: MIN_LEASE_MS, type: "timing" };

export const hooksOf = ({ hooks }: Partial<Inputs>) => JSON.stringify(hooks ?? null);

export function newExpected(inputs: Inputs): Expected {
  const size = inputs.volume?.capacity ?? defaultVolumeGb(inputs.volume?.category) ?? 0;
  return {
    runs: new Set([true]),
    capacity: { min: size, max: size },
    leases: [declaredLease(inputs) ?? DEFAULT_LEASE],
    isLeaseUncertain: false,
    hooks: undefined,
    colleagueTags: {},
  };
}

export function importedExpected(book: WireNotebook): Expected {
  const size = book.volume?.capacity ?? 0;
  return {
    runs: new Set([book.status === "RUNNING"]),
    capacity: { min: size, max: size },
    leases: [liveLease(book)],
    isLeaseUncertain: true,
    hooks: undefined,
    colleagueTags: {},
  };
}

/** An operation that may have applied these inputs has failed. */
export function attempted(expected: Expected, inputs: Inputs): void {
  const { desiredStatus, volume } = inputs;
  if (desiredStatus !== undefined) expected.runs.add(desiredStatus === "RUNNING");
  const capacity = volume?.capacity;
  if (capacity !== undefined) {
    const { min, max } = expected.capacity; // A disk does not shrink.
    expected.capacity = { min, max: Math.max(max, capacity) };
  }
  const lease = declaredLease(inputs);
  if (lease !== undefined) {
    expected.leases.push(lease);
    expected.isLeaseUncertain = true;
  }
  expected.hooks = undefined;
}

/** An operation has applied these inputs, and the books agree with them. */
export function applied(expected: Expected, inputs: Inputs, book: WireNotebook): void {
  const size = book.volume?.capacity ?? 0;
  expected.runs = new Set([book.status === "RUNNING"]);
  expected.capacity = { min: size, max: size };
  if (inputs.lease === undefined || book.status === "RUNNING") {
    expected.leases = [liveLease(book)];
    expected.isLeaseUncertain &&= inputs.lease === undefined;
  }
  expected.hooks = hooksOf(inputs);
  // What the program has set is no longer a colleague's.
  for (const key of Object.keys(inputs.tags ?? {})) delete expected.colleagueTags[key];
}

/** Fields that must differ and fields that may differ, in the eyes of a diff that has just been refreshed. */
export interface Differences {
  must: string[];
  may: string[];
}

/** @param now the service's time, in milliseconds since 1970 (UTC). */
export function differences(
  inputs: Inputs,
  book: WireNotebook,
  expected: Expected,
  now: number,
): Differences {
  const must: string[] = [];
  const may: string[] = [];
  const compare = (field: string, declared: unknown, live: unknown) => {
    if (JSON.stringify(declared) !== JSON.stringify(live)) must.push(field);
  };
  if (book.status === "CREATE_FAILED") must.push("status CREATE_FAILED");
  compare("name", inputs.name, book.name);
  compare("description", inputs.description ?? "", book.description ?? "");
  compare("flavor", inputs.flavor, book.flavor);
  compare("imageId", inputs.imageId, book.image?.id);
  compare("volume.category", inputs.volume?.category, book.volume?.category);
  const { capacity } = inputs.volume ?? {};
  if (capacity !== undefined) compare("volume.capacity", capacity, book.volume?.capacity);
  const { workspaceId } = inputs;
  if (workspaceId !== undefined) {
    compare("workspaceId", workspaceId, String(book.workspace_id ?? DEFAULT_WORKSPACE));
  }
  compare("endpoints", declaredAddresses(inputs), liveAddresses(book));
  compare("tags", sortedTags(inputs.tags ?? {}), sortedTags(ownTags(book, expected, inputs.tags)));
  compareStatus(inputs, book, expected, must, may);
  if (inputs.lease !== undefined && book.status === "RUNNING") {
    const drift = leaseDrift(inputs, book, now);
    if (drift === "must") must.push("lease");
    else if (drift === "may" || expected.isLeaseUncertain) may.push("lease");
  }
  if (expected.hooks === undefined) may.push("hooks");
  else if (expected.hooks !== hooksOf(inputs)) must.push("hooks");
  return { must, may };
}

function compareStatus(
  { desiredStatus }: Inputs,
  { status }: WireNotebook,
  { runs }: Expected,
  must: string[],
  may: string[],
): void {
  const resting = restingStatus(status);
  if (desiredStatus !== undefined) {
    if (resting !== desiredStatus) must.push("desiredStatus");
  } else if (resting !== "RUNNING" && runs.has(true)) {
    if (runs.size > 1) may.push("status");
    else must.push("status, left stopped");
  }
}

/** What only the books of an undeclared field can show: what nobody asked to change has changed. */
export function unasked(inputs: Inputs, book: WireNotebook, expected: Expected): string[] {
  const found: string[] = [];
  const { status } = book;
  const isRunning = status === "RUNNING";
  if (inputs.desiredStatus === undefined && !expected.runs.has(isRunning)) {
    found.push(isRunning ? "started although nobody asked" : `left stopped: ${status}`);
  }
  if (status !== "RUNNING" && status !== "STOPPED") found.push(`left in status ${status}`);
  const { min, max } = expected.capacity;
  const size = book.volume?.capacity ?? 0;
  if (inputs.volume?.capacity === undefined && (size < min || size > max)) {
    found.push(`disk changed: ${size} GB, not ${min} to ${max}`);
  }
  const lease = liveLease(book);
  const isUndeclared = inputs.lease === undefined;
  if (isUndeclared && !expected.leases.some((each) => isSameLease(each, lease))) {
    found.push(`lease changed: ${JSON.stringify(lease)}, not ${JSON.stringify(expected.leases)}`);
  }
  const tags = tagsOf(book);
  for (const [key, value] of Object.entries(expected.colleagueTags)) {
    if (inputs.tags?.[key] === undefined && tags[key] !== value)
      found.push(`tag lost: ${key}, which a colleague had set`);
  }
  return found;
}

export function liveLease({ lease }: WireNotebook): Asked {
  const {
    create_at = 0,
    update_at = 0,
    duration = 0,
    enable,
    type,
  } = (lease ?? {}) as {
    [Key in "create_at" | "update_at" | "duration"]?: number;
  } & { enable?: boolean; type?: string };
  if (enable !== true) return { isOn: false };
  return { isOn: true, duration: duration - (update_at - create_at), type: type?.toLowerCase() };
}

function declaredLease({ lease }: Partial<Inputs>): Asked | undefined {
  if (lease === undefined) return undefined;
  if (lease.enable === false) return { isOn: false };
  return { isOn: true, duration: lease.duration, type: lease.type };
}

export function isSameLease(one: Asked, other: Asked): boolean {
  if (one.isOn !== other.isOn) return false;
  const apart = Math.abs((one.duration ?? 0) - (other.duration ?? 0));
  return !one.isOn || (one.type === other.type && apart <= LEASE_TOLERANCE_MS);
}

/** Less time left than declared is no difference: time has passed. Near the limit, either answer is right. */
function leaseDrift(inputs: Inputs, book: WireNotebook, now: number): "must" | "may" | undefined {
  const [declared, live] = [declaredLease(inputs), liveLease(book)];
  if (declared === undefined || isSameLease(declared, live)) return undefined;
  if (declared.isOn !== live.isOn || declared.type !== live.type) return "must";
  const { lease } = book;
  const left = Number(lease?.create_at ?? 0) + Number(lease?.duration ?? 0) - now;
  return left > (declared.duration ?? 0) + 30 * LEASE_TOLERANCE_MS ? "must" : "may";
}

function declaredAddresses({ endpoints }: Inputs): unknown {
  const ssh = endpoints?.find(({ service }) => service === "SSH");
  return ssh ? [...(ssh.allowedAccessIps ?? [])].sort() : "no SSH";
}

function liveAddresses({ endpoints }: WireNotebook): unknown {
  const ssh = endpoints?.find(({ service }) => service === "SSH");
  return ssh ? [...(ssh.allowed_access_ips ?? [])].sort() : "no SSH";
}

export function tagsOf({ tags }: WireNotebook): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ key = "", value = "" }) => [key, value]));
}

function ownTags(
  book: WireNotebook,
  { colleagueTags }: Expected,
  declared: Inputs["tags"] = {},
): Record<string, string> {
  const own = Object.entries(tagsOf(book)).filter(
    ([key]) => key in declared || !(key in colleagueTags),
  );
  return Object.fromEntries(own);
}

const sortedTags = (tags: Record<string, string>) => Object.entries(tags).sort();
