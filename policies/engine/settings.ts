/** Reads a rule's settings and exemptions from the pack's configuration. */
import { configuredExemptions, exemptionProblems, type Exemption } from "../exemptions/exemption";
import { PackError } from "../rule-lib/pack-error";
import { defaultSettings, type Rule } from "./rule";

/** What a user configured for one rule, without the level. */
export type RuleConfig = Readonly<Record<string, unknown>>;

/**
 * Every problem that the rule's JSON schema can't express, each as `setting: problem`.
 *
 * @param config fits the schema: the engine and the audit check that first. The engine lets unknown names
 *   through, so they are reported here.
 */
export function settingsProblems(rule: Rule, config: RuleConfig): string[] {
  const { exemptions, ...own } = config;
  const isExemptible = rule.classifyExemptions === undefined;
  const known = [...Object.keys(rule.settings.properties), ...(isExemptible ? ["exemptions"] : [])];
  const unknownNames = Object.keys(config)
    .filter((key) => !known.includes(key))
    .map((key) => `${key}: there is no such setting; there are ${known.join(", ")}`);
  return [
    ...unknownNames,
    ...(rule.checkSettings?.({ ...defaultSettings(rule), ...own }) ?? []),
    ...(isExemptible ? exemptionProblems(exemptions) : []),
  ];
}

export interface ReadSettings {
  settings: Record<string, unknown>;
  exemptions: readonly Exemption[];
}

/**
 * A function from a rule's configuration to its settings. It keeps the last result, because the SDK passes
 * a new object with the same values for every resource.
 *
 * @throws PackError (the returned function) with every problem.
 */
export function settingsReader(rule: Rule): (config: RuleConfig) => ReadSettings {
  const defaults = defaultSettings(rule);
  const parse = (config: RuleConfig): ReadSettings => {
    const problems = settingsProblems(rule, config);
    if (problems.length > 0) {
      throw new PackError(
        "modelarts/policy-settings",
        `The settings of ${rule.name} can't be used: ${problems.join("; ")}.`,
      );
    }
    const exemptions = configuredExemptions(rule.name, config["exemptions"]);
    return { settings: { ...defaults, ...config }, exemptions };
  };
  let last: { config: RuleConfig; result: ReadSettings } | undefined;
  return (config) => {
    if (last === undefined || !hasSameValues(config, last.config)) {
      last = { config, result: parse(config) };
    }
    return last.result;
  };
}

function hasSameValues(one: RuleConfig, other: RuleConfig): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
