/**
 * Writes and parses the messages of `report-exemptions`. The engine passes on nothing of a violation but
 * its text, so the report reads the facts of an exemption back from the message. On one line:
 *
 *     <Words of the kind>: <rule> for "<resource>" until <date>, because "<reason>".
 *     [ Violation: "<message>".] <How to fix it.>
 *
 * Quoted parts are JSON strings, so that any text survives.
 */

export const EXEMPTION_RULE = "report-exemptions";

/** Only `exempted` and `expiring` suppress a violation. */
export type ExemptionKind = "exempted" | "expiring" | "expired" | "unused" | "unknown";

export interface ExemptionFacts {
  kind: ExemptionKind;
  /** The name of the rule that the resource may break. */
  rule: string;
  /** The resource's logical name; for kinds `unused` and `unknown`, the exemption's pattern. */
  resource: string;
  /** The last day of the exemption, in UTC, as YYYY-MM-DD. */
  until: string;
  reason: string;
  /** The message of the violation; undefined for kinds `unused` and `unknown`. */
  message?: string;
}

const WORDS: Readonly<Record<ExemptionKind, { start: string; end: string }>> = {
  exempted: { start: "Exempted", end: "" },
  expiring: {
    start: "Exempted, but not for long",
    end: "Fix the violation or renew the exemption.",
  },
  expired: { start: "No longer exempted", end: "Fix the violation or renew the exemption." },
  unused: { start: "Exempted for nothing", end: "Remove the exemption." },
  unknown: {
    start: "Exempted from a rule that does not exist",
    end: "Correct the rule's name or remove the exemption.",
  },
};

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const GRAMMAR = new RegExp(
  String.raw`^(?<start>[^:\n]+): (?<rule>[\w-]+) for (?<resource>${QUOTED}) ` +
    String.raw`until (?<until>\d{4}-\d{2}-\d{2}), because (?<reason>${QUOTED})\.` +
    String.raw`(?: Violation: (?<message>${QUOTED})\.)?`,
  "m", // The SDK writes the rule's description on the line before.
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

/** The facts in a message of `report-exemptions`; undefined for any other text. */
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

/** A JSON string on one line. JSON does not escape the line separators U+2028 and U+2029. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16)}`,
  );
}

function unquote(text: string): string {
  return JSON.parse(text) as string;
}
