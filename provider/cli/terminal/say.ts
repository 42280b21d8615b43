/** Lines for the user. Standard output is for the file alone, so that it can be piped. */

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** At most this many of a kind are listed one by one. */
const MOST = 20;

/** A line each, and the number of the rest. */
export function sayEach(lines: readonly string[]): void {
  for (const line of lines.slice(0, MOST)) say(`  ${line}`);
  if (lines.length > MOST) say(`  … and ${lines.length - MOST} more`);
}

/** "1 notebook", "2 notebooks". */
export function count(number: number, noun = "notebook"): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
