/** The few things that people want to know of every notebook at a glance. */
import {
  askedDuration,
  isLeaseDeclaredOn,
  isLeaseOn,
  stopsAt,
  type LiveLease,
} from "pulumi-modelarts/wire/lease-time";

import { isWorld, rangeOf } from "../../rule-lib/addresses";
import type { FleetNotebook } from "./report";
import { holdsUnknown, isUnknown } from "../sources/unknown";
import { notebookStatuses } from "pulumi-modelarts/wire/statuses";

/** Outputs of a notebook, live or declared, of which anything may be missing or null. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Named {
  name: string;
  urn?: string;
  id?: string;
}

export function fleetNotebook({ name, urn, id }: Named, properties: Properties): FleetNotebook {
  const { status, flavor, user } = properties;
  return {
    name,
    ...(urn !== undefined && { urn }),
    ...defined({ id: text(id) ?? text(properties["id"]) }),
    ...defined({ status: text(status), flavor: text(flavor), owner: text(object(user)["name"]) }),
    ...autoStopOf(properties),
    ssh: sshOf(properties["endpoints"]),
  };
}

/** A lease with neither timestamp is one that a program declares, and that is not applied yet. */
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

/** An SSH endpoint without a whitelist lets every address in; so does one that holds all of them. */
function sshOf(endpoints: unknown): FleetNotebook["ssh"] {
  if (endpoints === undefined || endpoints === null) return "off";
  if (!Array.isArray(endpoints)) return "unknown"; // Not known yet, or a secret.
  const all = endpoints.map(object);
  const found = all.filter(({ service }) => service === "SSH").map(entryOf);
  if (found.includes("open")) return "open";
  const mayBeMore = endpoints.some((each) => isUnknown(each) || isUnknown(object(each)["service"]));
  if (mayBeMore || found.includes("unknown")) return "unknown";
  return found.length === 0 ? "off" : "limited";
}

function entryOf({ allowedAccessIps: ips }: Record<string, unknown>): FleetNotebook["ssh"] {
  if (ips === undefined || ips === null) return "open";
  if (!Array.isArray(ips)) return "unknown";
  if (ips.length === 0 || ips.some((ip) => typeof ip === "string" && holdsAll(ip))) return "open";
  return holdsUnknown(ips) ? "unknown" : "limited";
}

function holdsAll(text: string): boolean {
  const range = rangeOf(text);
  return range !== undefined && isWorld(range);
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

/** Whether it needs somebody to look after it, as the API's statuses say. */
export function isFailedStatus(status: string | undefined): boolean {
  return statuses[status ?? ""] === "failed";
}

export interface FleetFigures {
  total: number;
  running: number;
  stopped: number;
  failed: number;
  /** None of these: on the way somewhere, or only declared. */
  other: number;
  /** Of those that run: whatever is stopped costs nothing more by not stopping. */
  withoutAutoStop: number;
  open: number;
}

export function figures(fleet: readonly FleetNotebook[]): FleetFigures {
  const count = (is: (notebook: FleetNotebook) => boolean) => fleet.filter(is).length;
  const running = count(({ status }) => status === "RUNNING");
  const stopped = count(({ status }) => status === "STOPPED");
  const failed = count(({ status }) => isFailedStatus(status));
  return {
    total: fleet.length,
    running,
    stopped,
    failed,
    other: fleet.length - running - stopped - failed,
    withoutAutoStop: count(({ status, autoStop }) => status === "RUNNING" && autoStop === "off"),
    open: count(({ ssh }) => ssh === "open"),
  };
}
