/**
 * JUnit XML: a suite for each rule, a case for each resource that it has something to say of. A rule that
 * has nothing to say is one case that passes, so that a thousand good notebooks don't make a thousand
 * cases a rule. Source: the format that Jenkins and GitLab read.
 */
import { escapeXml } from "./escape";
import { keyOf, type Level, type Report, type RuleFacts, type Subject } from "../model/report";

export function junit(report: Report): string {
  const suites = report.rules.map((rule) => suite(rule, report));
  if (report.troubles.length > 0) suites.unshift(troubles(report.troubles));
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

/** What there is to say of one resource. */
interface Case {
  subject: Subject;
  failures: string[];
  skipped: string[];
}

function suite(rule: RuleFacts, report: Report): Suite {
  const cases = new Map<string, Case>();
  const at = (subject: Subject): Case => {
    const key = keyOf(subject);
    const found = cases.get(key) ?? { subject, failures: [], skipped: [] };
    cases.set(key, found);
    return found;
  };
  const mine = <Item extends { rule: string }>(items: readonly Item[]) =>
    items.filter((item) => item.rule === rule.name);
  for (const { subject, message } of mine(report.violations)) at(subject).failures.push(message);
  for (const { subject, reason, until, message } of mine(report.exemptions)) {
    const what = message === undefined ? "" : ` ${message}`;
    at(subject).skipped.push(`Exempted until ${until}: ${reason}.${what}`);
  }
  for (const { subject, reason } of mine(report.undecided)) {
    at(subject).skipped.push(`Not known before the update: ${reason}`);
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

/** Readers expect one outcome a case: where there is a failure, it hides what was skipped. */
function testcase(name: string, level: Level, { subject, failures, skipped }: Case): string {
  const [tag, texts] = failures.length > 0 ? ["failure", failures] : ["skipped", skipped];
  const message = texts.join(" ");
  const outcome =
    tag === "failure"
      ? `<failure${attributes({ message, type: level })}>${escapeXml(details(subject, texts))}</failure>`
      : `<skipped${attributes({ message })}/>`;
  const classname = subject.urn ?? keyOf(subject);
  const file = subject.place.file;
  return `    <testcase${attributes({ name, classname, file })}>${outcome}</testcase>`;
}

function details({ urn, id, place }: Subject, messages: readonly string[]): string {
  const where = `${place.file}:${place.line}`;
  return [...messages, urn ?? id, where].filter((line) => line !== undefined).join("\n");
}

function troubles(texts: readonly string[]): Suite {
  const counts = { tests: texts.length, failures: 0, errors: texts.length, skipped: 0 };
  const cases = texts.map(
    (message) =>
      `    <testcase${attributes({ name: "the run that was judged", classname: "pulumi" })}>` +
      `<error${attributes({ message })}/></testcase>`,
  );
  const open = `  <testsuite${attributes({ name: "pulumi", ...counts })}>`;
  return { xml: [open, ...cases, "  </testsuite>"].join("\n"), counts };
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
}
