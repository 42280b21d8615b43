/** Turns a message of `report-exemptions` into an exemption of the rule that the message names. */
import { EXEMPTION_RULE, parseExemptionMessage } from "../../exemptions/exemption-message";
import type { Exemption, Level, ReportedResource } from "./report";
import type { RuleRegistry } from "./rule-facts";

interface ReportedMessage {
  rule: string;
  /** The level at which the rule reported it. */
  level: Level;
  message: string;
  resource: ReportedResource;
}

/** Undefined for every other message, and for an exemption that suppresses no violation. */
export function exemptionIn(
  { rule, level: reportedAs, message, resource }: ReportedMessage,
  registry: RuleRegistry,
): Exemption | undefined {
  const facts = rule === EXEMPTION_RULE ? parseExemptionMessage(message) : undefined;
  if (facts?.kind !== "exempted" && facts?.kind !== "expiring") return undefined;
  const { severity, level } = registry.record(facts.rule);
  return {
    rule: facts.rule,
    kind: facts.kind,
    severity,
    level,
    reportedAs,
    resource: { ...resource, name: facts.resource },
    until: facts.until,
    reason: facts.reason,
    message: facts.message,
  };
}
