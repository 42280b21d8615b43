/** Markdown, for a job's summary or a comment on a pull request. */
import { escapeMarkdown } from "./escape";
import { countFleet } from "../model/fleet";
import type { Report, ReportedResource } from "../model/report";
import { runningHoursSentence } from "../model/running-hours";
import { verdict } from "../model/verdict";

/** GitHub accepts comments of up to 65,536 characters. The rest is room for text around the report. */
const MAX_CHARACTERS = 60_000;

/** One text, such as an error that quotes a whole response, must not use up all characters. */
const MAX_TEXT_CHARACTERS = 1000;
const MAX_ERROR_CHARACTERS = 20_000;

export function markdown(report: Report): string {
  const parts = [`## ModelArts policies\n\n${verdict(report)}\n`];
  const coverage = fitting((report.coverage ?? []).map(text), MAX_ERROR_CHARACTERS);
  if (coverage.length > 0) parts.push(`${coverage.join("  \n")}\n`);
  if (report.runErrors.length > 0) {
    const kept = fitting(
      report.runErrors.map((runError) => `> - ${text(runError)}`),
      MAX_ERROR_CHARACTERS,
    );
    const more = report.runErrors.length - kept.length;
    const rest = more === 0 ? [] : [`> - … and ${more} more.`];
    parts.push(
      [
        "> **The run did not complete, so there may be more violations:**",
        ...kept,
        ...rest,
        "",
      ].join("\n"),
    );
  }
  if (report.fleet.length > 0) {
    const { total, running, stopped, withoutAutoStop, open } = countFleet(report.fleet);
    parts.push(
      table(
        ["Notebooks", "Running", "Stopped", "Without auto stop", "Open to the internet"],
        [[total, running, stopped, withoutAutoStop, open].map(String)],
      ),
    );
    const hours = runningHoursSentence(report.fleet, report.createdAt);
    if (hours !== undefined) parts.push(`${text(hours)}\n`);
  }
  let left = MAX_CHARACTERS - parts.join("\n").length;
  const section = (title: string, head: readonly string[], rows: readonly string[][]) => {
    if (rows.length === 0) return;
    const kept: string[][] = [];
    left -= title.length + head.join("").length + 200;
    for (const row of rows) {
      left -= row.join(" | ").length + 5;
      if (left < 0) break;
      kept.push(row);
    }
    const more = rows.length - kept.length;
    const rest = more === 0 ? "" : `\n… and ${more} more.\n`;
    const list = kept.length === 0 ? "" : table(head, kept);
    parts.push(`### ${title} (${rows.length})\n\n${list}${rest}`);
  };

  // An audit has no program.
  const positions = report.kind === "events" ? ["Where"] : [];
  section(
    "Violations",
    ["Severity", "Rule", "Resource", "What", ...positions],
    report.violations.map(({ rule, level, severity, resource, message }) => [
      level === "mandatory" ? `**${severity}**` : `${severity}, advisory`,
      code(rule),
      nameCell(resource),
      text(message),
      ...positions.map(() => positionCell(resource)),
    ]),
  );
  section(
    "Not known before the update",
    ["Rule", "Resource", "Why", "Where"],
    report.undecided.map(({ rule, resource, reason }) => [
      code(rule),
      nameCell(resource),
      text(reason),
      positionCell(resource),
    ]),
  );
  section(
    "Exemptions",
    ["Rule", "Resource", "Until", "Why"],
    report.exemptions.map(({ rule, resource, until, reason, kind }) => [
      code(rule),
      nameCell(resource),
      kind === "expiring" ? `**${until}**, soon` : until,
      text(reason),
    ]),
  );
  return parts.join("\n");
}

/** The first lines, as many as fit into the room. */
function fitting(lines: readonly string[], room: number): string[] {
  let left = room;
  const end = lines.findIndex((line) => (left -= line.length + 1) < 0);
  return lines.slice(0, end === -1 ? undefined : end);
}

function text(given: string): string {
  const isLong = given.length > MAX_TEXT_CHARACTERS;
  return escapeMarkdown(isLong ? `${given.slice(0, MAX_TEXT_CHARACTERS)} …` : given);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

function code(name: string): string {
  return `<code>${text(name)}</code>`;
}

function nameCell({ name, urn, id }: ReportedResource): string {
  return urn === undefined && id !== undefined ? `${code(name)}<br>${code(id)}` : code(name);
}

function positionCell({ position }: ReportedResource): string {
  return code(`${position.file}:${position.line}`);
}
