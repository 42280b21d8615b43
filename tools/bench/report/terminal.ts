/** The tables for a terminal. */
import type { Result } from "../result";
import { markdown } from "./markdown";
import { tables } from "./tables";

export function terminalReport(result: Result): string {
  return tables(result)
    .map((table) => `\n${table.title}\n\n${markdown(table)}\n`)
    .join("");
}
