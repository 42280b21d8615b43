/**
 * An exemption lets a resource break a rule, for a reason and until a date. It comes from the rule's
 * settings or from a tag of the notebook.
 */
import { formatExemptionMessage, type ExemptionKind } from "./exemption-message";
import { matches } from "../rule-lib/patterns";
import { shown } from "../rule-lib/secrets";
import { dateOf } from "../rule-lib/time";

export interface Exemption {
  rule: string;
  /** A pattern for the logical name or the URN. */
  resource: string;
  reason: string;
  /** The last day of the exemption, in UTC, as YYYY-MM-DD. */
  until: string;
}

/** What became of one exemption at one resource. */
export interface ExemptionUse {
  exemption: Exemption;
  /** The violation that the exemption covers; undefined if it covers none. */
  used?: { name: string; urn: string; message: string };
  /** True if no rule has the name that the exemption gives. */
  isOfUnknownRule?: boolean;
}

/** The setting that every rule has. The engine rejects what does not fit before it evaluates a rule. */
export const exemptionsSchema = {
  type: "array" as const,
  default: [],
  description:
    "Resources that need not keep the rule: `resource` is a pattern for the logical name or the URN, " +
    "`until` the last day, as YYYY-MM-DD.",
  items: {
    type: "object" as const,
    required: ["resource", "reason", "until"],
    additionalProperties: false,
    properties: {
      resource: { type: "string" as const, minLength: 1 },
      reason: { type: "string" as const, minLength: 1 },
      until: { type: "string" as const, pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
};

/** Every problem of the setting `exemptions`. A misread exemption would cover too much or too little. */
export function exemptionProblems(setting: unknown): string[] {
  if (setting === undefined || setting === null) return [];
  if (!Array.isArray(setting)) return ["exemptions: must be a list"];
  const problems = setting.flatMap((entry, index) =>
    problemsOf(entry).map((problem) => `exemptions[${index}].${problem}`),
  );
  const form = '{ "resource": "name or pattern", "reason": "why", "until": "YYYY-MM-DD" }';
  return problems.length > 0 ? [...problems, `exemptions: write each as ${form}`] : [];
}

function problemsOf(entry: unknown): string[] {
  const values = (entry ?? {}) as Record<string, unknown>;
  return ["resource", "reason", "until"].flatMap((key) => {
    const value = values[key];
    if (typeof value !== "string" || value.trim() === "") return [`${key}: is missing`];
    if (key === "until" && !isDate(value)) return [`until: ${value} is no date`];
    return [];
  });
}

/** @param setting the value of `exemptions`, without problems. */
export function configuredExemptions(rule: string, setting: unknown): readonly Exemption[] {
  return ((setting ?? []) as Omit<Exemption, "rule">[]).map((entry) => ({ ...entry, rule }));
}

export function isFor({ resource }: Exemption, name: string, urn: string): boolean {
  return matches(resource, name) || matches(resource, urn);
}

/** @param now milliseconds since 1970 (UTC). */
export function isExpired({ until }: Exemption, now: number): boolean {
  return until < dateOf(now);
}

/** The sentence that a violation gets if its exemption has expired. */
export function expiredSentence({ until, reason }: Exemption, whose = "Its"): string {
  return `${whose} exemption ended with ${until}: ${shown(reason)}`;
}

/** The message of `report-exemptions` for one use. */
export function describeUse(use: ExemptionUse, kind: ExemptionKind): string {
  const { rule, resource, until, reason } = use.exemption;
  const { name = resource, message } = use.used ?? {};
  return formatExemptionMessage({
    kind,
    rule,
    resource: name,
    until,
    reason: shown(reason),
    ...(message === undefined ? {} : { message }),
  });
}

/** True for a day that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dateOf(time) === text;
}
