/** What is wrong with a rule's settings beyond what a schema can say. */
import { exemptionProblems } from "../exemptions/exemption";
import { defaultSettings, type Rule } from "./rule";

/**
 * All of it, each as `setting: what is wrong`; empty where the rule can be used.
 *
 * @param config what the user gives, without the level. Its types are taken to fit the rule's schema, which
 *   is checked by the engine, and by the audit. The engine hands on names that are not in it, though.
 */
export function settingsProblems(rule: Rule, config: Readonly<Record<string, unknown>>): string[] {
  const { exemptions, ...own } = config;
  const canExempt = rule.judgeExemptions === undefined;
  const known = [...Object.keys(rule.settings.properties), ...(canExempt ? ["exemptions"] : [])];
  const misspelt = Object.keys(config)
    .filter((key) => !known.includes(key))
    .map((key) => `${key}: there is no such setting; there are ${known.join(", ")}`);
  return [
    ...misspelt,
    ...(rule.checkSettings?.({ ...defaultSettings(rule), ...own }) ?? []),
    ...(canExempt ? exemptionProblems(exemptions) : []),
  ];
}
