/** The report as JSON, in the shape of its model. Control characters of names are replaced, as in every format. */
import { printableLines } from "pulumi-modelarts/wire/printable";
import type { Report } from "../model/report";
import { verdict } from "../model/verdict";

export function json(report: Report): string {
  const { kind, createdAt, ...rest } = report;
  const facts = { kind, createdAt: new Date(createdAt).toISOString(), verdict: verdict(report) };
  const clean = (_: string, value: unknown) =>
    typeof value === "string" ? printableLines(value) : value;
  return `${JSON.stringify({ ...facts, ...rest }, clean, 2)}\n`;
}
