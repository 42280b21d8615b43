/** A report, grouped and numbered once for all parts of the page: views, filters, links and downloads. */
import {
  byLevelAndSeverity,
  compare,
  resourceKey,
  type Level,
  type Report,
  type ReportedResource,
  type RuleFacts,
  type Severity,
  type Violation,
} from "../../model/report";

export interface PageModel {
  report: Report;
  /** The report's rules, and those that only a result names. */
  rules: readonly RuleFacts[];
  /** Every resource that a result names. */
  resources: Numbers<ReportedResource>;
  messages: Numbers<string>;
  /** In the order of the view by rule. */
  violations: readonly Violation[];
  byRule: readonly RuleGroup[];
  byNotebook: readonly NotebookGroup[];
  /** The number of the resource's notebook in the fleet; undefined if the fleet does not have it. */
  notebookOf(resource: ReportedResource): number | undefined;
  ruleOf(name: string): number;
}

/** The violations of one rule at one level and severity. */
export interface RuleGroup {
  rule: RuleFacts;
  level: Level;
  severity: Severity;
  count: number;
  /** Violations with the same message, once. */
  findings: readonly { message: string; violations: readonly Violation[] }[];
}

/** The violations of one notebook or another resource. */
export interface NotebookGroup {
  resource: ReportedResource;
  violations: readonly Violation[];
}

export function pageModel(report: Report): PageModel {
  const { fleet, exemptions, undecided } = report;
  const rules = allRules(report);
  const ruleNumbers = new Numbers<string>();
  for (const { name } of rules) ruleNumbers.of(name, name);
  const ruleOf = (name: string) => ruleNumbers.of(name, name);

  const byRule = grouped(report.violations, ({ rule, level, severity }) =>
    [rule, level, severity].join("\n"),
  )
    .map(([first, all]): RuleGroup => {
      const { rule: name, level, severity } = first;
      const findings = grouped(all, ({ message }) => message);
      return {
        rule: rules[ruleOf(name)] ?? unknownRule(first),
        level,
        severity,
        count: all.length,
        findings: findings.map(([{ message }, violations]) => ({ message, violations })),
      };
    })
    .sort(
      (one, other) =>
        byLevelAndSeverity(one, other) ||
        other.count - one.count ||
        compare(one.rule.name, other.rule.name),
    );
  const violations = byRule.flatMap(({ findings }) => findings.flatMap((each) => each.violations));

  const byNotebook = grouped(violations, ({ resource }) => resourceKey(resource))
    .map(([{ resource }, all]): NotebookGroup => ({ resource, violations: all }))
    .sort((one, other) => worst(one, other) || compare(one.resource.name, other.resource.name));

  const resources = new Numbers<ReportedResource>();
  for (const { resource } of [...violations, ...exemptions, ...undecided]) {
    resources.of(resourceId(resource), resource);
  }
  const messages = new Numbers<string>();
  for (const { message } of violations) messages.of(message, message);

  const numberByKey = new Map(fleet.map((notebook, index) => [resourceKey(notebook), index]));
  return {
    report,
    rules,
    resources,
    messages,
    violations,
    byRule,
    byNotebook,
    notebookOf: (resource) => numberByKey.get(resourceKey(resource)),
    ruleOf,
  };
}

/** Gives each distinct value a number, from 0 in the order of their first use. */
export class Numbers<Value> {
  readonly values: Value[] = [];
  private readonly byKey = new Map<string, number>();

  of(key: string, value: Value): number {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    this.byKey.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** Two URNs of one notebook, such as its own and that of a reference, are two resources here. */
export function resourceId({ name, urn, id, position }: ReportedResource): string {
  return JSON.stringify([name, urn, id, position.file, position.line]);
}

/** In the order of the first value of each group. */
function grouped<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): [first: Value, all: Value[]][] {
  const groups = new Map<string, [Value, Value[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value, [value]]);
    else group[1].push(value);
  }
  return [...groups.values()];
}

/** A group's first violation is its worst, since the rules are in that order. */
function worst({ violations: one }: NotebookGroup, { violations: other }: NotebookGroup): number {
  const [a, b] = [one[0], other[0]];
  const byWorst = a === undefined || b === undefined ? 0 : byLevelAndSeverity(a, b);
  return byWorst || other.length - one.length;
}

function allRules({ rules, violations, exemptions, undecided }: Report): RuleFacts[] {
  const known = new Set(rules.map(({ name }) => name));
  const others = [...violations, ...exemptions, ...undecided].filter(({ rule }) => {
    const isNew = !known.has(rule);
    known.add(rule);
    return isNew;
  });
  return [...rules, ...others.map(unknownRule)];
}

function unknownRule({ rule, severity }: { rule: string; severity: Severity }): RuleFacts {
  return { name: rule, description: "", severity, level: "advisory", remedy: "", controls: [] };
}
