/** What a report says about a rule, of this pack or of another one. */
import { rules } from "../../rules";
import { compare, type Level, type RuleFacts, type Severity } from "./report";

const ownRules = new Map(rules.map((rule) => [rule.name, rule]));

/** What the engine or the audit tells about a rule that ran. */
export interface RuleRun {
  /** The configured level. */
  level?: Level;
  severity?: Severity;
  description?: string;
}

/** Collects the rules of a report. */
export class RuleRegistry {
  private readonly facts = new Map<string, RuleFacts>();

  /** Adds a rule, or updates its level. Its other facts stay as they were recorded first. */
  record(name: string, run: RuleRun = {}): RuleFacts {
    const known = this.facts.get(name);
    const facts = { ...(known ?? initialFacts(name, run)), ...(run.level && { level: run.level }) };
    this.facts.set(name, facts);
    return facts;
  }

  /** Sorted by name. */
  all(): RuleFacts[] {
    return [...this.facts.values()].sort((one, other) => compare(one.name, other.name));
  }
}

/** How many rules the pack of this package has, and how many of them are not in the list. */
export function packRules(listed: readonly RuleFacts[]): { total: number; missing: number } {
  const names = new Set(listed.map(({ name }) => name));
  const missing = [...ownRules.keys()].filter((name) => !names.has(name)).length;
  return { total: ownRules.size, missing };
}

/** The rule's own message. The SDK writes the rule's description on a line before it. */
export function withoutDescription(name: string, text: string): string {
  const description = ownRules.get(name)?.description;
  const trimmed = text.trim();
  if (description === undefined || !trimmed.startsWith(`${description}\n`)) return trimmed;
  return trimmed.slice(description.length).trim();
}

function initialFacts(name: string, run: RuleRun): RuleFacts {
  const rule = ownRules.get(name);
  return {
    name,
    description: rule?.description ?? run.description ?? name,
    severity: run.severity ?? rule?.severity ?? "medium",
    level: rule?.level === "mandatory" ? "mandatory" : "advisory",
    ...(rule !== undefined && { why: rule.why, whenNot: rule.whenNot }),
    remedy: rule?.remedy ?? "",
    controls: (rule?.frameworks ?? []).map(({ name, reference }) =>
      [name, reference].filter(Boolean).join(" "),
    ),
  };
}
