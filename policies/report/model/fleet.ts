/** The facts about each notebook that a report shows, and their totals. */
import {
  askedDuration,
  isLeaseDeclaredOn,
  isLeaseOn,
  stopsAt,
  type LiveLease,
} from "pulumi-modelarts/wire/facts/lease-time";

import { isEveryAddress, parseRange } from "../../rule-lib/addresses";
import type { FleetNotebook } from "./report";
import { containsUnknown, isUnknown } from "./unknown";
import { notebookStatuses } from "pulumi-modelarts/wire/facts/statuses";

/** The properties of a live or declared notebook. Any of them may be missing or null. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Identity {
  name: string;
  urn?: string;
  id?: string;
}

export function fleetNotebook({ name, urn, id }: Identity, properties: Properties): FleetNotebook {
  const { status, flavor, user } = properties;
  return {
    name,
    ...(urn !== undefined && { urn }),
    ...defined({ id: text(id) ?? text(properties["id"]) }),
    ...defined({ status: text(status), flavor: text(flavor), owner: text(object(user)["name"]) }),
    ...defined({ region: text(properties["region"]), projectId: text(properties["projectId"]) }),
    ...autoStopOf(properties),
    ssh: sshOf(properties["endpoints"]),
  };
}

/** A lease without timestamps is a declared one that was not applied yet. */
function autoStopOf({ status, lease: given, createAt }: Properties) {
  const lease = leaseIn(object(given));
  const { duration, enable } = lease;
  const type = text(object(given)["type"])?.toLowerCase();
  const isDeclared = lease.createAt === undefined && lease.updateAt === undefined;
  const isKnown = enable !== undefined || duration !== undefined;
  const isOn = isDeclared ? isLeaseDeclaredOn(lease) : isLeaseOn(lease);
  const live = { ...lease, createAt: lease.createAt ?? number(createAt) };
  return {
    autoStop: !isKnown ? ("unknown" as const) : isOn ? ("on" as const) : ("off" as const),
    ...defined({
      leaseType: type,
      leaseMs: isDeclared ? (isOn ? duration : undefined) : askedDuration(live),
      stopsAt: status === "RUNNING" && !isDeclared ? stopsAt(live) : undefined,
    }),
  };
}

function leaseIn(given: Record<string, unknown>): LiveLease {
  const { enable } = given;
  return {
    createAt: number(given["createAt"]),
    updateAt: number(given["updateAt"]),
    duration: number(given["duration"]),
    enable: typeof enable === "boolean" ? enable : undefined,
  };
}

/** Without a whitelist, an SSH endpoint accepts every address. */
function sshOf(endpoints: unknown): FleetNotebook["ssh"] {
  if (endpoints === undefined || endpoints === null) return "off";
  if (!Array.isArray(endpoints)) return "unknown"; // An unknown value, or a secret.
  const all = endpoints.map(object);
  const found = all.filter(({ service }) => service === "SSH").map(accessOf);
  if (found.includes("open")) return "open";
  const mayBeMore = endpoints.some((each) => isUnknown(each) || isUnknown(object(each)["service"]));
  if (mayBeMore || found.includes("unknown")) return "unknown";
  return found.length === 0 ? "off" : "limited";
}

function accessOf({ allowedAccessIps: ips }: Record<string, unknown>): FleetNotebook["ssh"] {
  if (ips === undefined || ips === null) return "open";
  if (!Array.isArray(ips)) return "unknown";
  if (ips.length === 0 || ips.some((ip) => typeof ip === "string" && isEveryAddressText(ip)))
    return "open";
  return containsUnknown(ips) ? "unknown" : "limited";
}

function isEveryAddressText(text: string): boolean {
  const range = parseRange(text);
  return range !== undefined && isEveryAddress(range);
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function defined<T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

const statuses: Readonly<Record<string, string>> = notebookStatuses;

/** True if the API's statuses say that the notebook failed. */
export function isFailedStatus(status: string | undefined): boolean {
  return statuses[status ?? ""] === "failed";
}

export const statusGroups = ["running", "stopped", "failed", "other"] as const;
/** `other`: the status is changing, or the notebook is only declared. */
export type StatusGroup = (typeof statusGroups)[number];

export function statusGroup({ status }: FleetNotebook): StatusGroup {
  if (status === "RUNNING") return "running";
  if (status === "STOPPED") return "stopped";
  return isFailedStatus(status) ? "failed" : "other";
}

/** What costs money or lets strangers in, whichever rules ran. */
export const risks = {
  withoutAutoStop: ({ status, autoStop }: FleetNotebook) =>
    status === "RUNNING" && autoStop === "off",
  open: ({ ssh }: FleetNotebook) => ssh === "open",
} as const;
export type Risk = keyof typeof risks;

export interface FleetCounts extends Record<StatusGroup, number> {
  total: number;
  /** Running notebooks without auto stop. */
  withoutAutoStop: number;
  /** Notebooks whose SSH endpoint accepts every address. */
  open: number;
}

export function countFleet(fleet: readonly FleetNotebook[]): FleetCounts {
  const count = (is: (notebook: FleetNotebook) => boolean) => fleet.filter(is).length;
  const inGroup = (group: StatusGroup) => count((notebook) => statusGroup(notebook) === group);
  return {
    total: fleet.length,
    running: inGroup("running"),
    stopped: inGroup("stopped"),
    failed: inGroup("failed"),
    other: inGroup("other"),
    withoutAutoStop: count(risks.withoutAutoStop),
    open: count(risks.open),
  };
}
