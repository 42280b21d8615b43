/**
 * SARIF 2.1.0, for code scanning. Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, and GitHub's
 * documentation, "SARIF support for code scanning".
 */
import { createHash } from "node:crypto";
import type { Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import { printableLines } from "pulumi-modelarts/wire/printable";
import {
  annotationLevel,
  type Exemption,
  type Report,
  type RuleFacts,
  type Severity,
  type ReportedResource,
} from "../model/report";
import { nothingChecked } from "../model/verdict";
import { VERSION } from "../version";

/** The same numbers as Checkov's. GitHub shows them as "critical", "high", "medium" and "low". */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: "10.0",
  high: "8.9",
  medium: "6.9",
  low: "3.9",
};

export function sarif(report: Report): string {
  const index = new Map(report.rules.map(({ name }, position) => [name, position]));
  const result = (
    { rule, severity, resource }: Pick<Exemption, "rule" | "severity" | "resource">,
    text: string,
    rest: Partial<Result>,
  ): Result => ({
    ruleId: rule,
    ...(index.has(rule) && { ruleIndex: index.get(rule) }),
    message: { text },
    locations: [locationOf(resource)],
    partialFingerprints: { "violation/v1": fingerprint(rule, resource, text) },
    properties: { "security-severity": securitySeverity[severity] },
    ...rest,
  });

  const unchecked = nothingChecked(report);
  const notifications: Notification[] = report.runErrors.map((text) => ({
    level: "error",
    message: { text },
  }));
  if (unchecked !== undefined) {
    const level = unchecked.isMistake ? "error" : "note";
    notifications.push({ level, message: { text: `${unchecked.text}.` } });
  }

  const log: Log = {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pulumi-modelarts-policies",
            semanticVersion: VERSION,
            rules: report.rules.map(descriptor),
          },
        },
        automationDetails: { id: `pulumi-modelarts-policies/${report.kind}/` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.runErrors.length === 0 && unchecked?.isMistake !== true,
            endTimeUtc: new Date(report.createdAt).toISOString(),
            toolExecutionNotifications: notifications,
          },
        ],
        results: [
          ...report.violations.map((violation) =>
            result(violation, violation.message, {
              kind: "fail",
              level: annotationLevel(violation.level, violation.severity),
              // Without this, GitHub keeps a result suppressed after its exemption has ended.
              suppressions: [],
            }),
          ),
          ...report.exemptions.map((exemption) =>
            result(exemption, exemption.message ?? `Exempted: ${exemption.reason}`, {
              kind: "fail",
              level: annotationLevel(exemption.level, exemption.severity),
              suppressions: [
                {
                  kind: "external",
                  status: "accepted",
                  justification: `${exemption.reason} (until ${exemption.until})`,
                },
              ],
            }),
          ),
          ...report.undecided.map((undecided) =>
            result(undecided, `Not known before the update: ${undecided.reason}`, {
              kind: "open",
              level: "none",
              suppressions: [],
            }),
          ),
        ],
      },
    ],
  };
  const printed = (_: string, value: unknown) =>
    typeof value === "string" ? printableLines(value) : value;
  return `${JSON.stringify(log, printed, 2)}\n`;
}

function descriptor({ name, description, severity, level, remedy, controls }: RuleFacts) {
  return {
    id: name,
    name,
    shortDescription: { text: description },
    fullDescription: { text: [description, remedy].filter(Boolean).join(" ") },
    help: { text: remedy || description },
    defaultConfiguration: { level: annotationLevel(level, severity) },
    properties: {
      "security-severity": securitySeverity[severity],
      tags: ["security", "modelarts", ...controls],
    },
  } satisfies ReportingDescriptor;
}

function locationOf({ name, urn, id, position }: ReportedResource): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(position.file), uriBaseId: "%SRCROOT%" },
      region: {
        startLine: position.line,
        ...(position.column !== undefined && { startColumn: position.column }),
      },
    },
    logicalLocations: [
      {
        name,
        fullyQualifiedName: urn ?? (id === undefined ? name : `${name} (${id})`),
        kind: "resource",
      },
    ],
  };
}

/** Identifies a violation, independent of its line and of durations in its message. */
function fingerprint(rule: string, { name, urn, id }: ReportedResource, text: string): string {
  const timeless = text.replace(/\d+ h( \d+ min)?\b|\d+ days\b/g, "?");
  const parts = [rule, urn ?? id ?? name, timeless];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
