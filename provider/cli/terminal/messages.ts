/**
 * Messages for the user, on standard error: standard output is for the result alone, so that it can be piped. Messages
 * hold names and other texts of the cloud, so control characters are replaced here.
 */
import type { MessageCode } from "../../messages/registry";
import { printable, printableLines, withCode } from "../../wire/printable";

/** Prints one line, even if a name in it has a line break. */
export function printMessage(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** Prints one line about what failed, or a title of such lines; the caller chooses the exit code. */
export function printError(code: MessageCode, line: string): void {
  printMessage(withCode(`error: ${line}`, code));
}

/** Prints one line about what may be wrong, or a title of such lines. The command goes on. */
export function printWarning(code: MessageCode, line: string): void {
  printMessage(withCode(`warning: ${line}`, code));
}

/** Prints a text that may have several lines. */
export function printLines(text: string): void {
  process.stderr.write(`${printableLines(text)}\n`);
}

const MAX_LISTED = 20;

/** Prints each item on a line of its own, up to a limit, and then the number of the other items. */
export function printList(items: readonly string[]): void {
  for (const item of items.slice(0, MAX_LISTED)) printMessage(`  ${item}`);
  if (items.length > MAX_LISTED) printMessage(`  … and ${items.length - MAX_LISTED} more`);
}

/** "1 notebook", "2 notebooks". */
export function count(number: number, noun = "notebook"): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
