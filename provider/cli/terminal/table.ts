/** Results on standard output: a table for people, JSON for programs. */
import { styleText } from "node:util";
import { printable } from "../../wire/printable";

type Style = Parameters<typeof styleText>[0];

export interface Cell {
  text: string;
  /** Only on a terminal with colours: NO_COLOR and TERM=dumb are respected. */
  style?: Style | undefined;
}

/** Prints aligned columns without lines, as kubectl does. Control characters in names are replaced. */
export function printTable(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  process.stdout.write(tableText(head, rows, { stream: process.stdout }));
}

interface TableOptions {
  /** Where the text will be written; without a stream, the text has no colours. */
  stream?: NodeJS.WriteStream;
  /** The number of characters of a line. The words of the last column then wrap. */
  width?: number | undefined;
}

export function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { stream, width }: TableOptions = {},
): string {
  const Table = require("cli-table3") as typeof import("cli-table3");
  const titles = head.map((text): Cell => ({ text, style: "bold" }));
  const lines = [...(titles.length > 0 ? [titles] : []), ...rows].map((line) =>
    line.map(({ text, style }) => ({ text: printable(text), style })),
  );
  const widths = width === undefined ? undefined : columnWidths(lines, width);
  const layout = widths === undefined ? {} : { colWidths: widths, wordWrap: true };
  const table = new Table({ chars: NO_LINES, style: LEFT, ...layout });
  for (const line of lines) {
    table.push(line.map((cell, index) => coloured(fitting(cell, widths?.[index]), stream)));
  }
  return table
    .toString()
    .split("\n")
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** The last column gets what the others leave, and at least this. */
const MIN_WIDTH = 30;

function columnWidths(lines: readonly (readonly Cell[])[], width: number): number[] {
  // The same library as the table's: some characters take two columns.
  const widthOf = require("string-width") as (text: string) => number;
  const columns = Math.max(0, ...lines.map((line) => line.length)) - 1;
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...lines.map((line) => widthOf(line[index]?.text ?? ""))),
  );
  const used = widths.reduce((sum, each) => sum + each + NO_LINES.middle.length, 0);
  return [...widths, Math.max(MIN_WIDTH, width - used)];
}

/** Words that are wider than the column are broken: the library would cut them off. */
function fitting({ text, style }: Cell, width = Infinity): Cell {
  const broken =
    text.length <= width ? text : text.replace(new RegExp(`\\S{${width - 1}}`, "g"), "$& ");
  return { text: broken, ...(style !== undefined && { style }) };
}

export function printJson(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

function coloured({ text, style }: Cell, stream: NodeJS.WriteStream | undefined): string {
  return style === undefined || stream === undefined ? text : styleText(style, text, { stream });
}

const LEFT = { head: [], border: [], "padding-left": 0, "padding-right": 0 };
const LINES = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
  ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
];
const NO_LINES = { ...Object.fromEntries(LINES.map((name) => [name, ""])), middle: "  " };
