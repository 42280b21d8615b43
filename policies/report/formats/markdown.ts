/** Markdown, for a job's summary or a comment on a pull request. */
import { escapeMarkdown } from "./escape";
import { figures } from "../model/fleet";
import type { Report, Subject } from "../model/report";
import { verdict } from "../model/words";

/** GitHub takes no comment of more than 65,536 characters; what is around it needs some too. */
const MOST_CHARACTERS = 60_000;

/** So that one text alone, such as an error that quotes a whole answer, does not take all of them. */
const LONGEST_TEXT = 1000;
const MOST_OF_TROUBLES = 20_000;

export function markdown(report: Report): string {
  const parts = [`## ModelArts policies\n\n${verdict(report)}\n`];
  const seen = fitting((report.coverage ?? []).map(text), MOST_OF_TROUBLES);
  if (seen.length > 0) parts.push(`${seen.join("  \n")}\n`);
  if (report.troubles.length > 0) {
    const kept = fitting(
      report.troubles.map((trouble) => `> - ${text(trouble)}`),
      MOST_OF_TROUBLES,
    );
    const more = report.troubles.length - kept.length;
    const rest = more === 0 ? [] : [`> - … and ${more} more.`];
    parts.push(
      ["> **The run did not get through, so this may not be all:**", ...kept, ...rest, ""].join(
        "\n",
      ),
    );
  }
  if (report.fleet.length > 0) {
    const { total, running, stopped, withoutAutoStop, open } = figures(report.fleet);
    parts.push(
      table(
        ["Notebooks", "Running", "Stopped", "Without auto stop", "Open to the internet"],
        [[total, running, stopped, withoutAutoStop, open].map(String)],
      ),
    );
  }
  let left = MOST_CHARACTERS - parts.join("\n").length;
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

  // An audit knows of no program.
  const places = report.kind === "events" ? ["Where"] : [];
  section(
    "Violations",
    ["Severity", "Rule", "Resource", "What", ...places],
    report.violations.map(({ rule, level, severity, subject, message }) => [
      level === "mandatory" ? `**${severity}**` : `${severity}, advisory`,
      code(rule),
      resource(subject),
      text(message),
      ...places.map(() => where(subject)),
    ]),
  );
  section(
    "Not known before the update",
    ["Rule", "Resource", "Why", "Where"],
    report.undecided.map(({ rule, subject, reason }) => [
      code(rule),
      resource(subject),
      text(reason),
      where(subject),
    ]),
  );
  section(
    "Exemptions",
    ["Rule", "Resource", "Until", "Why"],
    report.exemptions.map(({ rule, subject, until, reason, kind }) => [
      code(rule),
      resource(subject),
      kind === "expiring" ? `**${until}**, soon` : until,
      text(reason),
    ]),
  );
  return parts.join("\n");
}

/** As many of the first as there is room for. */
function fitting(lines: readonly string[], room: number): string[] {
  let left = room;
  const end = lines.findIndex((line) => (left -= line.length + 1) < 0);
  return lines.slice(0, end === -1 ? undefined : end);
}

function text(given: string): string {
  const isLong = given.length > LONGEST_TEXT;
  return escapeMarkdown(isLong ? `${given.slice(0, LONGEST_TEXT)} …` : given);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

function code(name: string): string {
  return `<code>${text(name)}</code>`;
}

function resource({ name, urn, id }: Subject): string {
  return urn === undefined && id !== undefined ? `${code(name)}<br>${code(id)}` : code(name);
}

function where({ place }: Subject): string {
  return code(`${place.file}:${place.line}`);
}
