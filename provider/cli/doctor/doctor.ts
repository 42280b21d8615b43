/** `pulumi-modelarts doctor`: what is wrong on this machine or in the account, and what to do. Changes nothing. */
import { printableLines } from "../../wire/printable";
import { printJson, printTable, type Cell } from "../terminal/table";
import { checkCloud } from "./cloud";
import type { Finding, Result } from "./finding";
import { checkMachine } from "./machine";

export interface DoctorOptions {
  stack?: string;
  connection?: string;
  json?: boolean;
}

/** @returns the exit code: 1 if a check failed. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const findings = [...(await checkMachine()), ...(await checkCloud(options))];
  if (options.json) printJson(findings);
  else print(findings);
  return findings.some(({ result }) => result === "failed") ? 1 : 0;
}

const STYLES: Readonly<Record<Result, Cell["style"]>> = {
  ok: "green",
  warning: "yellow",
  failed: "red",
  skipped: "dim",
};

function print(findings: readonly Finding[]): void {
  const rows = findings.map(({ check, result, detail }) => [
    { text: check },
    { text: result, style: STYLES[result] },
    { text: detail },
  ]);
  printTable(["CHECK", "RESULT", "DETAIL"], rows);
  for (const { check, advice } of findings) {
    if (advice !== undefined) process.stdout.write(`\n${check}: ${printableLines(advice)}\n`);
  }
}
