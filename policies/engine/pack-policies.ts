/** Rules as policies of the SDK, which know of each other what a pack's rules have to know. */
import type { EnforcementLevel } from "@pulumi/policy";
import { Ledger } from "./run-record";
import { policyOf, type BothPolicies } from "./policy";
import type { Rule } from "./rule";
import { rules as everyRule } from "../rules";

export interface PackOptions {
  /** Rules, or the names of this package's; all of those by default. */
  rules?: readonly (Rule | string)[];
  /** Levels by name of rule, where they are not the rule's own. */
  levels?: Readonly<Record<string, EnforcementLevel>>;
  /** The time, in milliseconds since 1970, asked whenever a rule is; by default this computer's clock. */
  now?: () => number;
}

/**
 * For a pack that has others, too.
 *
 * @throws Error if a name is none of a rule, or one of two.
 */
export function policiesOf({
  rules = everyRule,
  levels = {},
  now,
}: PackOptions = {}): BothPolicies[] {
  const chosen = rules.map((rule) => (typeof rule === "string" ? ruleNamed(rule) : rule));
  const names = chosen.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const unknown = Object.keys(levels).filter((each) => !names.includes(each));
  const wrong = [
    ...(twice.length > 0 ? [`rules: the pack has two rules of the name ${join(twice)}`] : []),
    ...(unknown.length > 0 ? [`levels: the pack has no rule ${join(unknown)}`] : []),
  ];
  if (wrong.length > 0) throw new Error(`${wrong.join("; ")}.`);
  const ledger = new Ledger([...everyRule.map(({ name }) => name), ...names]);
  return chosen
    .toSorted((a, b) => Number(!!a.judgeExemptions) - Number(!!b.judgeExemptions)) // It tells of the others.
    .map((rule) => policyOf({ ...rule, level: levels[rule.name] ?? rule.level }, ledger, now));
}

const join = (names: string[]) => [...new Set(names)].join(", ");

function ruleNamed(wanted: string): Rule {
  const rule = everyRule.find(({ name }) => name === wanted);
  if (rule !== undefined) return rule;
  const known = everyRule.map(({ name }) => name).join(", ");
  throw new Error(`There is no rule ${wanted}. There are: ${known}.`);
}
