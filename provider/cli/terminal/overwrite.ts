/** Files of the user are overwritten only if the user says so. */
import { readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { ModelArtsError } from "../../client/errors";
import { printable } from "../../wire/printable";

export interface NewFile {
  path: string;
  /** Undefined if it is not known yet. */
  text: string | undefined;
}

/**
 * Asks on a terminal whether the new files may overwrite others. Empty files, and files with the same text, are not asked
 * about.
 *
 * @param isAgreed true if the command line has said so already.
 * @throws ModelArtsError if the user says no, or can't be asked.
 */
export async function askToOverwrite(files: readonly NewFile[], isAgreed: boolean): Promise<void> {
  const lost = files.filter(losesText).map(({ path }) => printable(path));
  if (lost.length === 0 || isAgreed) return;
  const named = lost.join(" and ");
  const refusal = new ModelArtsError(
    "modelarts/file-exists",
    `${named} would be overwritten, so nothing was done. Choose another file, or overwrite with --yes.`,
  );
  if (!process.stdin.isTTY) throw refusal;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close the terminal without an answer.
  const closed = new Promise<never>((_, reject) => terminal.once("close", () => reject(refusal)));
  try {
    const answer = await Promise.race([terminal.question(`Overwrite ${named}? [y/N] `), closed]);
    if (!/^y(es)?$/i.test(answer.trim())) throw refusal;
  } finally {
    closed.catch(() => undefined);
    terminal.close();
  }
}

function losesText({ path, text }: NewFile): boolean {
  // A pipe or a device loses nothing. Standard output is one, and reading it would wait for ever.
  if (path === "-" || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    const existing = readFileSync(path, "utf8");
    return existing !== "" && existing !== text;
  } catch {
    return true; // It can't be read, so it may hold anything.
  }
}
