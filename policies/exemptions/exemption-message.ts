/**
 * What `report-exemptions` says, and how a reader of its violations gets the facts back. The engine
 * hands on nothing of a violation but its text, so this grammar is the only place that both sides know:
 *
 *     <Words of the kind>: <rule> for "<resource>" until <date>, because "<reason>".
 *     [ Violation: "<message>".] <What to do.>
 *
 * on one line. What stands in quotes is written as JSON, so that any text comes back as it was.
 */

export const EXEMPTION_RULE = "report-exemptions";

/** `exempted` and `expiring` take a violation back; the others take nothing back. */
export type ExemptionKind = "exempted" | "expiring" | "expired" | "unused" | "unknown";

export interface ExemptionFacts {
  kind: ExemptionKind;
  /** The rule that is exempted from. */
  rule: string;
  /** The resource's logical name; of an unused one, its pattern. */
  resource: string;
  /** The last day on which it holds, in UTC, as YYYY-MM-DD. */
  until: string;
  reason: string;
  /** What the rule says of the resource. Not of an unused one, nor one from an unknown rule. */
  message?: string;
}

const WORDS: Readonly<Record<ExemptionKind, { start: string; end: string }>> = {
  exempted: { start: "Exempted", end: "" },
  expiring: { start: "Exempted, but not for long", end: "Mend it or renew the exemption." },
  expired: { start: "No longer exempted", end: "Mend it or renew the exemption." },
  unused: { start: "Exempted for nothing", end: "Take the exemption out." },
  unknown: {
    start: "Exempted from a rule that does not exist",
    end: "Correct the rule's name or take the exemption out.",
  },
};

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const GRAMMAR = new RegExp(
  String.raw`^(?<start>[^:\n]+): (?<rule>[\w-]+) for (?<resource>${QUOTED}) ` +
    String.raw`until (?<until>\d{4}-\d{2}-\d{2}), because (?<reason>${QUOTED})\.` +
    String.raw`(?: Violation: (?<message>${QUOTED})\.)?`,
  "m", // The SDK puts the rule's description on a line before it.
);

export function formatExemptionMessage(facts: ExemptionFacts): string {
  const { kind, rule, resource, until, reason, message } = facts;
  const { start, end } = WORDS[kind];
  return [
    `${start}: ${rule} for ${quote(resource)} until ${until}, because ${quote(reason)}.`,
    message === undefined ? "" : `Violation: ${quote(message)}.`,
    end,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The facts of a violation of `report-exemptions`; undefined where the text is something else. */
export function parseExemptionMessage(text: string): ExemptionFacts | undefined {
  const { start, rule, resource, until, reason, message } = GRAMMAR.exec(text)?.groups ?? {};
  const kind = (Object.keys(WORDS) as ExemptionKind[]).find((each) => WORDS[each].start === start);
  if (kind === undefined || !rule || !resource || !until || !reason) return undefined;
  return {
    kind,
    rule,
    resource: unquote(resource),
    until,
    reason: unquote(reason),
    ...(message === undefined ? {} : { message: unquote(message) }),
  };
}

/** JSON, on one line for every reader: it leaves U+2028 and U+2029 as they are. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16)}`,
  );
}

function unquote(text: string): string {
  return JSON.parse(text) as string;
}
