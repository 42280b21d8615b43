/** What a report says, however it was found out and however it is written. */
import type { EnforcementLevel, Severity } from "@pulumi/policy";
import type { ExemptionFacts } from "../../exemptions/exemption-message";

/** From the least to the greatest. */
export const severities = ["low", "medium", "high", "critical"] as const satisfies Severity[];
export type { Severity };

/** A violation's level; `remediate` and `disabled` report none. */
export type Level = Extract<EnforcementLevel, "mandatory" | "advisory">;

export interface Report {
  /** `events`: of a stack, as the engine saw it. `audit`: of an account, live. */
  kind: "events" | "audit";
  /** Milliseconds since 1970. */
  madeAt: number;
  /** Pack and version, as in "modelarts 0.1.0". */
  packs: readonly string[];
  /** Those that ran or are mentioned, in the order of their names. */
  rules: readonly RuleFacts[];
  violations: readonly Violation[];
  exemptions: readonly Exemption[];
  undecided: readonly Undecided[];
  /** Empty where nothing is known of any. */
  fleet: readonly FleetNotebook[];
  /** Of an audit: what was looked at, and each part that was not. */
  coverage?: readonly string[];
  /** Why the report may lack something: the run that it is about did not get through. */
  troubles: readonly string[];
}

export interface RuleFacts {
  name: string;
  description: string;
  severity: Severity;
  /** As it was configured, if it has said anything; else its default. */
  level: Level;
  remedy: string;
  /** Controls that it serves, as in "CIS 5.2". */
  controls: readonly string[];
}

/** What something is said about. */
export interface Subject {
  /** The resource's logical name; in an audit the notebook's own. */
  name: string;
  /** In an audit there is none. */
  urn?: string;
  /** The notebook's. */
  id?: string;
  /** Where nothing else is known, the project's file. */
  place: Place;
}

export interface Place {
  /** Relative to the repository's root, with `/`. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column?: number;
}

interface Said {
  rule: string;
  severity: Severity;
  subject: Subject;
}

export interface Violation extends Said {
  level: Level;
  message: string;
}

/** What would have been a violation. */
export interface Exemption extends Said, Pick<ExemptionFacts, "until" | "reason" | "message"> {
  /** Of the rule that is exempted from. */
  level: Level;
  /** Of `report-exemptions`: where it is mandatory, exemptions fail the run. */
  reportedAs: Level;
  kind: "exempted" | "expiring";
}

/** A value was not known in the preview, so that the rule has yet to say yes or no. */
export interface Undecided extends Said {
  reason: string;
}

export interface FleetNotebook {
  name: string;
  urn?: string;
  id?: string;
  /** Undefined of one that a program declares and that is not there yet. */
  status?: string;
  flavor?: string;
  owner?: string;
  autoStop: "on" | "off" | "unknown";
  /** `timing` or `idle`. */
  leaseType?: string;
  /**
   * The duration that is declared, or that was asked for at the last start or renewal, in milliseconds.
   * Undefined where auto stop is off or the answers don't tell.
   */
  leaseMs?: number;
  /** When a running one stops, in milliseconds since 1970; where that depends on its use, the earliest. */
  stopsAt?: number;
  /** Unknown where a preview does not know the endpoints or their whitelists yet. */
  ssh: "open" | "limited" | "off" | "unknown";
}

export function severityRank(severity: Severity): number {
  return severities.findIndex((each) => each === severity);
}

/**
 * What tells two subjects apart; a notebook that is referred to has another URN than its reference, and
 * its id may be written in either case.
 */
export function keyOf({ id, urn, name }: Pick<Subject, "id" | "urn" | "name">): string {
  return id?.toLowerCase() ?? urn ?? name;
}

/** What weighs more comes first: by level, then by severity. */
export function byGravity(
  one: Pick<Violation, "level" | "severity">,
  other: Pick<Violation, "level" | "severity">,
): number {
  return (
    Number(other.level === "mandatory") - Number(one.level === "mandatory") ||
    severityRank(other.severity) - severityRank(one.severity)
  );
}

/** Worst first, then by rule and resource. */
export function byWeight(one: Violation, other: Violation): number {
  return (
    byGravity(one, other) ||
    compare(one.rule, other.rule) ||
    compare(one.subject.name, other.subject.name)
  );
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** @param failOn violations of this severity count too, whatever their level. */
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

/** What code scanning and annotations call it. */
export function noticeOf(level: Level, severity: Severity): "error" | "warning" | "note" {
  if (level === "mandatory") return "error";
  return severity === "low" ? "note" : "warning";
}
