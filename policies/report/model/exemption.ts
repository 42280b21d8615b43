/** What `report-exemptions` says, as an exemption of the rule that it is about. */
import { EXEMPTION_RULE, parseExemptionMessage } from "../../exemptions/exemption-message";
import type { Exemption, Level, Subject } from "./report";
import type { RuleBook } from "./rule-facts";

/** What a rule said, at its level. */
interface Spoken {
  rule: string;
  level: Level;
  message: string;
  subject: Subject;
}

/** Undefined of anything that takes no violation back. */
export function exemptionIn(
  { rule, level: reportedAs, message, subject }: Spoken,
  book: RuleBook,
): Exemption | undefined {
  const facts = rule === EXEMPTION_RULE ? parseExemptionMessage(message) : undefined;
  if (facts?.kind !== "exempted" && facts?.kind !== "expiring") return undefined;
  const { severity, level } = book.note(facts.rule);
  const { kind, until, reason, resource } = facts;
  return {
    rule: facts.rule,
    kind,
    severity,
    level,
    reportedAs,
    subject: { ...subject, name: resource },
    until,
    reason,
    message: facts.message,
  };
}
