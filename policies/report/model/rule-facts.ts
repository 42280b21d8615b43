/** What is known of a rule, be it this pack's or another's. */
import type { PolicyComplianceFramework } from "@pulumi/policy";
import type { Rule } from "../../engine/rule";
import { rules } from "../../rules";
import { compare, type Level, type RuleFacts, type Severity } from "./report";

const known = new Map(rules.map((rule) => [rule.name, rule]));

/** What the engine or the caller knows, which is what the rule was configured as. */
export interface Reported {
  level?: Level;
  severity?: Severity;
  description?: string;
}

export class RuleBook {
  private readonly facts = new Map<string, RuleFacts>();

  /** Notes that a rule ran, and how; what is noted first of it stays. */
  note(name: string, seen: Reported = {}): RuleFacts {
    const before = this.facts.get(name);
    const facts = { ...(before ?? defaults(name, seen)), ...(seen.level && { level: seen.level }) };
    this.facts.set(name, facts);
    return facts;
  }

  all(): RuleFacts[] {
    return [...this.facts.values()].sort((one, other) => compare(one.name, other.name));
  }
}

/** The SDK puts the description on a line before what a rule says. */
export function withoutDescription(name: string, text: string): string {
  const description = known.get(name)?.description;
  const trimmed = text.trim();
  if (description === undefined || !trimmed.startsWith(`${description}\n`)) return trimmed;
  return trimmed.slice(description.length).trim();
}

function defaults(name: string, seen: Reported): RuleFacts {
  const rule = known.get(name);
  return {
    name,
    description: rule?.description ?? seen.description ?? name,
    severity: seen.severity ?? rule?.severity ?? "medium",
    level: rule?.level === "mandatory" ? "mandatory" : "advisory",
    remedy: rule?.remedy ?? "",
    controls: controlsOf(rule),
  };
}

function controlsOf(rule: Rule | undefined): string[] {
  const { frameworks = [] } = (rule ?? {}) as { frameworks?: PolicyComplianceFramework[] };
  return frameworks.map(({ name, reference }) => [name, reference].filter(Boolean).join(" "));
}
