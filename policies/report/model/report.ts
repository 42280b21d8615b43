/** A report, independent of its source and of its format. */
import type { EnforcementLevel, Severity } from "@pulumi/policy";
import type { ExemptionFacts } from "../../exemptions/exemption-message";

/** From the lowest to the highest. */
export const severities = ["low", "medium", "high", "critical"] as const satisfies Severity[];
export type { Severity };

/** The level of a violation. At `remediate` and `disabled` there are none. */
export type Level = Extract<EnforcementLevel, "mandatory" | "advisory">;

export interface Report {
  /** `events`: a stack, from the engine's events. `audit`: the notebooks of an account, from the API. */
  kind: "events" | "audit";
  /** Undefined if the source shows nothing of it. */
  scope?: Scope;
  /** Milliseconds since 1970 (UTC). */
  createdAt: number;
  /** Names and versions of the packs that ran, as in "modelarts 0.1.0". */
  packs: readonly string[];
  /** The rules that ran or that a violation or an exemption names, sorted by name. */
  rules: readonly RuleFacts[];
  violations: readonly Violation[];
  exemptions: readonly Exemption[];
  undecided: readonly Undecided[];
  /** All notebooks; empty if the source does not show them. */
  fleet: readonly FleetNotebook[];
  /** Audits only: sentences about what was read and what could not be read. */
  coverage?: readonly string[];
  /** Audits only: true if a filter, such as a name, is for notebooks that exist. Then no match is a mistake. */
  expectsMatch?: boolean;
  /** Why the run did not complete. The report may then lack violations. */
  runErrors: readonly string[];
}

/** What the report is about, and with which settings. The source leaves out what it does not know. */
export interface Scope {
  /** The cloud's title. */
  cloud?: string;
  /** Scheme, host and port of the API. */
  endpoint?: string;
  regions?: readonly string[];
  /** The ids of the cloud's projects. */
  projectIds?: readonly string[];
  /** One of the stack's `modelarts:connections`. */
  connection?: string;
  /** In an audit the stack whose configuration was used, if it was named. */
  stack?: string;
  /** The Pulumi project of the stack. */
  pulumiProject?: string;
  /** The preset that has the same levels and settings as the run. */
  preset?: string;
  /** The name of the file with levels and settings. */
  settingsFile?: string;
}

export interface RuleFacts {
  name: string;
  description: string;
  /** What goes wrong without the rule. Undefined for a rule of another pack. */
  why?: string;
  /** Where the rule does more harm than good. Undefined for a rule of another pack. */
  whenNot?: string;
  severity: Severity;
  /** The configured level; the rule's default if it reported nothing. */
  level: Level;
  remedy: string;
  /** The controls that the rule serves, as in "CIS 5.2". */
  controls: readonly string[];
}

export interface ReportedResource {
  /** The resource's logical name; in an audit the notebook's own name. */
  name: string;
  /** Undefined in an audit. */
  urn?: string;
  /** The notebook's id. */
  id?: string;
  /** The line in the program; line 1 of the project's file if the line is unknown. */
  position: FilePosition;
}

export interface FilePosition {
  /** The path from the repository's root, with `/`. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column?: number;
}

interface Result {
  rule: string;
  severity: Severity;
  resource: ReportedResource;
}

export interface Violation extends Result {
  level: Level;
  message: string;
}

/** A violation that an exemption suppresses. */
export interface Exemption extends Result, Pick<ExemptionFacts, "until" | "reason" | "message"> {
  /** The level of the rule that the resource may break. */
  level: Level;
  /** The level of `report-exemptions`. If it is mandatory, exemptions fail the run. */
  reportedAs: Level;
  kind: "exempted" | "expiring";
}

/** The rule read a value that the preview does not know yet. */
export interface Undecided extends Result {
  reason: string;
}

export interface FleetNotebook {
  name: string;
  urn?: string;
  id?: string;
  /** Undefined for a declared notebook that does not exist yet. */
  status?: string;
  flavor?: string;
  owner?: string;
  /** Where the notebook is; the engine's outputs have both. */
  region?: string;
  projectId?: string;
  autoStop: "on" | "off" | "unknown";
  /** `timing` or `idle`. */
  leaseType?: string;
  /**
   * The declared duration, or the one requested at the last start or renewal, in milliseconds. Undefined
   * if auto stop is off or the duration is unknown.
   */
  leaseMs?: number;
  /**
   * When a running notebook stops, in milliseconds since 1970 (UTC). An idle lease may end later, since
   * each use extends it.
   */
  stopsAt?: number;
  ssh: "open" | "limited" | "off" | "unknown";
}

export function severityRank(severity: Severity): number {
  return severities.findIndex((each) => each === severity);
}

/**
 * Identifies a resource. The id comes first, because a notebook and a reference to it have different URNs.
 * A program may write an id in upper or lower case.
 */
export function resourceKey({
  id,
  urn,
  name,
}: Pick<ReportedResource, "id" | "urn" | "name">): string {
  return id?.toLowerCase() ?? urn ?? name;
}

/** Mandatory first, then by severity from high to low. */
export function byLevelAndSeverity(
  one: Pick<Violation, "level" | "severity">,
  other: Pick<Violation, "level" | "severity">,
): number {
  return (
    Number(other.level === "mandatory") - Number(one.level === "mandatory") ||
    severityRank(other.severity) - severityRank(one.severity)
  );
}

/** By level and severity, then by the names of rule and resource. */
export function violationOrder(one: Violation, other: Violation): number {
  return (
    byLevelAndSeverity(one, other) ||
    compare(one.rule, other.rule) ||
    compare(one.resource.name, other.resource.name)
  );
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** @param failOn violations of at least this severity fail the run, even if they are advisory. */
export function isFailed({ violations, exemptions }: Report, failOn?: Severity): boolean {
  return (
    exemptions.some(({ reportedAs }) => reportedAs === "mandatory") ||
    violations.some(
      ({ level, severity }) =>
        level === "mandatory" ||
        (failOn !== undefined && severityRank(severity) >= severityRank(failOn)),
    )
  );
}

/** The level of a result in SARIF and of an annotation. */
export function annotationLevel(level: Level, severity: Severity): "error" | "warning" | "note" {
  if (level === "mandatory") return "error";
  return severity === "low" ? "note" : "warning";
}
