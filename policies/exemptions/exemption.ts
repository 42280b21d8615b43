/**
 * Exemptions: a resource need not keep a rule, for a reason and until a date. They come from the rule's
 * settings or stand on the notebook itself, as a tag, and are found by the same readers.
 */
import { formatExemptionMessage, type ExemptionKind } from "./exemption-message";
import { matches } from "../rule-lib/patterns";
import { shown } from "../rule-lib/secrets";
import { tagsOf, type Notebook } from "../rule-lib/resource-properties";
import { dateOf } from "../rule-lib/time";

export interface Exemption {
  rule: string;
  /** A pattern for the logical name or the URN. */
  resource: string;
  reason: string;
  /** The last day on which it holds, in UTC, as YYYY-MM-DD. */
  until: string;
}

/** What became of one exemption at one resource. */
export interface ExemptionUse {
  exemption: Exemption;
  /** Undefined of one that fits no resource, or whose resource keeps the rule. */
  used?: { name: string; urn: string; message: string };
  /** There is no rule of the name that it gives. */
  isOfNoRule?: boolean;
}

/** The setting that every rule has. The engine refuses what does not fit, before anything is judged. */
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

/**
 * What is wrong with the exemptions of a rule's settings, all of it: one that is misread exempts from too
 * much or too little.
 */
export function exemptionProblems(setting: unknown): string[] {
  if (setting === undefined || setting === null) return [];
  if (!Array.isArray(setting)) return ["exemptions: must be a list"];
  const wrong = setting.flatMap((entry, index) =>
    mistakes(entry).map((mistake) => `exemptions[${index}].${mistake}`),
  );
  const form = '{ "resource": "name or pattern", "reason": "why", "until": "YYYY-MM-DD" }';
  return wrong.length > 0 ? [...wrong, `exemptions: write each as ${form}`] : [];
}

/** The exemptions of a rule's settings, which have no problems. */
export function configuredExemptions(rule: string, setting: unknown): readonly Exemption[] {
  return ((setting ?? []) as Omit<Exemption, "rule">[]).map((entry) => ({ ...entry, rule }));
}

function mistakes(entry: unknown): string[] {
  const values = (entry ?? {}) as Record<string, unknown>;
  return ["resource", "reason", "until"].flatMap((key) => {
    const value = values[key];
    if (typeof value !== "string" || value.trim() === "") return [`${key}: is missing`];
    if (key === "until" && !isDate(value)) return [`until: ${value} is no date`];
    return [];
  });
}

/** The key of the tag that exempts a notebook from a rule. */
export const EXEMPTION_TAG = "policyExemption:";

/** Where a rule's tag stands, as messages call it. */
export const tagProperty = (rule: string) => `tags["${EXEMPTION_TAG}${rule}"]`;

/**
 * The exemption that stands on the notebook as a tag, written as `2027-01-31: the reason`.
 *
 * @returns `"malformed"` for a tag that is something else.
 */
export function taggedExemption(
  rule: string,
  notebook: Pick<Notebook, "tags">,
  name: string,
): Exemption | "malformed" | undefined {
  const tag = tagsOf(notebook).get(EXEMPTION_TAG + rule);
  if (tag === undefined) return undefined;
  const [, until = "", reason = ""] = /^(\d{4}-\d{2}-\d{2}): *(.*\S)/s.exec(tag) ?? [];
  return isDate(until) && reason !== "" ? { rule, resource: name, reason, until } : "malformed";
}

/** The rules that the notebook's tags name. */
export function taggedRules(notebook: Pick<Notebook, "tags">): string[] {
  return [...tagsOf(notebook).keys()]
    .filter((key) => key.startsWith(EXEMPTION_TAG))
    .map((key) => key.slice(EXEMPTION_TAG.length));
}

export function isFor({ resource }: Exemption, name: string, urn: string): boolean {
  return matches(resource, name) || matches(resource, urn);
}

export function isOver({ until }: Exemption, now: number): boolean {
  return until < dateOf(now);
}

/** How a violation says that it was exempted once. */
export function ended({ until, reason }: Exemption, whose = "Its"): string {
  return `${whose} exemption ended with ${until}: ${shown(reason)}`;
}

/** What a use is reported as. */
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

export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dateOf(time) === text;
}
