/** Plain text, for a terminal: the worst first, in columns. */
import { printable } from "pulumi-modelarts/wire/printable";
import { tableText, type Cell } from "pulumi-modelarts/cli/terminal/table";
import type { Report, Severity } from "../model/report";
import { verdict } from "../model/verdict";

const STYLES: Readonly<Record<Severity, Cell["style"]>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "dim",
};

/** @param stream a terminal: the text gets its colours and its width. */
export function text(report: Report, stream?: NodeJS.WriteStream): string {
  const { violations, exemptions, undecided, coverage = [], runErrors } = report;
  const tables = [
    section(
      ["SEVERITY", "LEVEL", "RULE", "RESOURCE", "WHAT"],
      violations.map(({ severity, level, rule, resource, message }) => [
        { text: severity, style: STYLES[severity] },
        ...[level, rule, resource.name, message].map((each) => ({ text: each })),
      ]),
      stream,
    ),
    section(
      ["NOT KNOWN YET", "RESOURCE", "WHY"],
      undecided.map(({ rule, resource, reason }) => cells(rule, resource.name, reason)),
      stream,
    ),
    section(
      ["EXEMPTED", "RESOURCE", "UNTIL", "WHY"],
      exemptions.map(({ rule, resource, until, reason }) =>
        cells(rule, resource.name, until, reason),
      ),
      stream,
    ),
  ];
  const errors = runErrors.map((error) => `error: ${error}`);
  // A terminal shows the command's messages, too, which have said this.
  const said = stream === undefined ? [...coverage, ...errors] : [];
  const lines = said.map((line) => `${printable(line)}\n`);
  const parts = [lines.join(""), ...tables, `${verdict(report)}\n`];
  return parts.filter((part) => part !== "").join("\n");
}

function cells(...texts: string[]): Cell[] {
  return texts.map((each) => ({ text: each }));
}

function section(
  head: readonly string[],
  rows: readonly Cell[][],
  stream: NodeJS.WriteStream | undefined,
): string {
  if (rows.length === 0) return "";
  return tableText(head, rows, { ...(stream && { stream }), width: stream?.columns });
}
