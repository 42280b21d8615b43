/** The rules of one pack as policies of the SDK. They share one run record. */
import type { EnforcementLevel } from "@pulumi/policy";
import { PackError } from "../rule-lib/pack-error";
import { rules as packageRules } from "../rules";
import { withCurrentNames, type OwnRule } from "./former-names";
import { policyOf, type BothPolicies } from "./policy";
import { RunRecord } from "./run-record";

export interface PackOptions {
  /** Rules, or names of rules of this package; all rules of this package by default. */
  rules?: readonly (OwnRule | string)[];
  /** Levels by name of rule; the default is the rule's own level. */
  levels?: Readonly<Record<string, EnforcementLevel>>;
  /** Returns milliseconds since 1970 (UTC); called at each evaluation. The computer's clock by default. */
  now?: () => number;
}

/**
 * The policies for a `PolicyPack` that also has other policies.
 *
 * @throws PackError if a name belongs to no rule, or to two.
 */
export function policiesOf({
  rules = packageRules,
  levels = {},
  now,
}: PackOptions = {}): BothPolicies[] {
  const chosen = rules.map((rule) =>
    typeof rule === "string" ? ruleNamed(rule) : withCurrentNames(rule),
  );
  const names = chosen.map(({ name }) => name);
  const duplicates = names.filter((name, index) => names.indexOf(name) !== index);
  const unknown = Object.keys(levels).filter((each) => !names.includes(each));
  const problems = [
    ...(duplicates.length > 0
      ? [`rules: the pack has two rules of the name ${list(duplicates)}`]
      : []),
    ...(unknown.length > 0 ? [`levels: the pack has no rule ${list(unknown)}`] : []),
  ];
  if (problems.length > 0) {
    throw new PackError("modelarts/policy-pack", `${problems.join("; ")}.`);
  }
  const record = new RunRecord([...packageRules.map(({ name }) => name), ...names]);
  return (
    chosen
      // `report-exemptions` runs last: it reads the uses that the other rules recorded.
      .toSorted((a, b) => Number(!!a.classifyExemptions) - Number(!!b.classifyExemptions))
      .map((rule) => policyOf({ ...rule, level: levels[rule.name] ?? rule.level }, record, now))
  );
}

const list = (names: string[]) => [...new Set(names)].join(", ");

function ruleNamed(wanted: string) {
  const rule = packageRules.find(({ name }) => name === wanted);
  if (rule !== undefined) return rule;
  const known = packageRules.map(({ name }) => name).join(", ");
  throw new PackError("modelarts/policy-pack", `There is no rule ${wanted}. There are: ${known}.`);
}
