/**
 * JUnit XML: a suite for each rule, and a case for each resource with a result. A rule without results is
 * one case that passes, so that the number of cases does not grow with the number of good notebooks.
 * Source: the format that Jenkins and GitLab read.
 */
import { escapeXml } from "./escape";
import {
  resourceKey,
  type Level,
  type Report,
  type RuleFacts,
  type ReportedResource,
} from "../model/report";
import { nothingChecked, type NothingChecked } from "../model/verdict";

export function junit(report: Report): string {
  const suites = report.rules.map((rule) => suite(rule, report));
  if (report.runErrors.length > 0) suites.unshift(runErrors(report.runErrors));
  const unchecked = nothingChecked(report);
  if (unchecked !== undefined) suites.unshift(uncheckedSuite(unchecked));
  const total = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const { counts } of suites) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += counts[key];
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "pulumi-modelarts-policies", ...total })}>`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  xml: string;
  counts: { tests: number; failures: number; errors: number; skipped: number };
}

/** The results of one rule for one resource. */
interface Case {
  resource: ReportedResource;
  failures: string[];
  skipped: string[];
}

function suite(rule: RuleFacts, report: Report): Suite {
  const cases = new Map<string, Case>();
  const caseOf = (resource: ReportedResource): Case => {
    const key = resourceKey(resource);
    const found = cases.get(key) ?? { resource, failures: [], skipped: [] };
    cases.set(key, found);
    return found;
  };
  const ofRule = <Item extends { rule: string }>(items: readonly Item[]) =>
    items.filter((item) => item.rule === rule.name);
  for (const { resource, message } of ofRule(report.violations))
    caseOf(resource).failures.push(message);
  for (const { resource, reason, until, message } of ofRule(report.exemptions)) {
    const what = message === undefined ? "" : ` ${message}`;
    caseOf(resource).skipped.push(`Exempted until ${until}: ${reason}.${what}`);
  }
  for (const { resource, reason } of ofRule(report.undecided)) {
    caseOf(resource).skipped.push(`Not known before the update: ${reason}`);
  }

  const name = `[${rule.severity.toUpperCase()}][${rule.name}] ${rule.description}`;
  const lines = [...cases.values()].map((each) => testcase(name, rule.level, each));
  if (lines.length === 0) {
    lines.push(`    <testcase${attributes({ name, classname: rule.name })}/>`);
  }
  const failures = [...cases.values()].filter((each) => each.failures.length > 0).length;
  const counts = { tests: lines.length, failures, errors: 0, skipped: cases.size - failures };
  const open = `  <testsuite${attributes({ name: rule.name, ...counts })}>`;
  return { xml: [open, ...lines, "  </testsuite>"].join("\n"), counts };
}

/** Readers expect one outcome per case, so a failure hides what was skipped. */
function testcase(name: string, level: Level, { resource, failures, skipped }: Case): string {
  const [tag, texts] = failures.length > 0 ? ["failure", failures] : ["skipped", skipped];
  const message = texts.join(" ");
  const outcome =
    tag === "failure"
      ? `<failure${attributes({ message, type: level })}>${escapeXml(details(resource, texts))}</failure>`
      : `<skipped${attributes({ message })}/>`;
  const classname = resource.urn ?? resourceKey(resource);
  const file = resource.position.file;
  return `    <testcase${attributes({ name, classname, file })}>${outcome}</testcase>`;
}

function details({ urn, id, position }: ReportedResource, messages: readonly string[]): string {
  const where = `${position.file}:${position.line}`;
  return [...messages, urn ?? id, where].filter((line) => line !== undefined).join("\n");
}

function runErrors(texts: readonly string[]): Suite {
  const counts = { tests: texts.length, failures: 0, errors: texts.length, skipped: 0 };
  const cases = texts.map(
    (message) =>
      `    <testcase${attributes({ name: "the run", classname: "pulumi" })}>` +
      `<error${attributes({ message })}/></testcase>`,
  );
  const open = `  <testsuite${attributes({ name: "pulumi", ...counts })}>`;
  return { xml: [open, ...cases, "  </testsuite>"].join("\n"), counts };
}

/** Without notebooks, the rules' cases pass. This one shows that nothing was checked. */
function uncheckedSuite({ text, isMistake }: NothingChecked): Suite {
  const [errors, skipped] = isMistake ? [1, 0] : [0, 1];
  const counts = { tests: 1, failures: 0, errors, skipped };
  const outcome = `<${isMistake ? "error" : "skipped"}${attributes({ message: `${text}.` })}/>`;
  const testcase = `    <testcase${attributes({ name: "the audit", classname: "notebooks" })}>${outcome}</testcase>`;
  const open = `  <testsuite${attributes({ name: "notebooks", ...counts })}>`;
  return { xml: [open, testcase, "  </testsuite>"].join("\n"), counts };
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
}
