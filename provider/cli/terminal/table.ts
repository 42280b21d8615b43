/** Results on standard output: a table for people, JSON for programs. */
import { styleText } from "node:util";
import { printable } from "../../wire/printable";

type Style = Parameters<typeof styleText>[0];

export interface Cell {
  text: string;
  /** Only on a terminal with colours: NO_COLOR and TERM=dumb are respected. */
  style?: Style;
}

/** Prints aligned columns without lines, as kubectl does. Control characters in names are replaced. */
export function printTable(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const Table = require("cli-table3") as typeof import("cli-table3");
  const table = new Table({ chars: NO_LINES, style: LEFT });
  if (head.length > 0) table.push(head.map((text) => coloured({ text, style: "bold" })));
  for (const row of rows) table.push(row.map(coloured));
  for (const line of table.toString().split("\n")) process.stdout.write(`${line.trimEnd()}\n`);
}

export function printJson(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

function coloured({ text, style }: Cell): string {
  const clean = printable(text);
  return style === undefined ? clean : styleText(style, clean, { stream: process.stdout });
}

const LEFT = { head: [], border: [], "padding-left": 0, "padding-right": 0 };
const LINES = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
  ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
];
const NO_LINES = { ...Object.fromEntries(LINES.map((name) => [name, ""])), middle: "  " };
