/**
 * `pulumi import --file` on many notebooks. The engine stops wherever it is when one of them can't be
 * read; so that one is taken out, the rest goes in, and what is left over is said. Importing again what
 * the stack has under the same name changes nothing, so a further run also completes the printed code.
 */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import { notebooksIn, without, writeImportFile, type ImportFile } from "./import-file";
import { hasCode, type CodeFile } from "./printed-code";
import { progress } from "../terminal/progress";
import { runPulumi } from "./pulumi";
import { readEach, type Trouble } from "../list/read-each";
import { count, say, sayEach } from "../terminal/say";
import { readManaged } from "./stack";

/** `path`: where the file is written for pulumi. */
export interface Job extends CodeFile {
  client: Pick<Client, "showNotebook">;
  file: ImportFile;
  stack: string | undefined;
  /** Further arguments of `pulumi import`. */
  args: readonly string[];
  /** Nobody is asked, so nobody minds when it runs once more. */
  isUnattended: boolean;
}

type Notebook = ReturnType<typeof notebooksIn>[number];

const MAX_RUNS = 5;

/** @returns the exit code: pulumi's, or 1 if there is a notebook that could not be read. */
export async function runImport(job: Job): Promise<number> {
  let { file } = job;
  let open = notebooksIn(file, job.connection);
  let repeats = job.isUnattended ? 1 : 0;
  let [code, isComplete, isInterrupted] = [0, true, false];
  for (let run = 1; run <= MAX_RUNS; run++) {
    const troubles = await lookAt(job.client, open);
    if (run === 1) refuseIfAll(open, troubles);
    isComplete &&= ![...troubles.values()].some(({ kind }) => kind === "unreadable");
    // It failed, although all can be read: something else, which may or may not pass.
    if (run > 1 && troubles.size === 0 && repeats-- === 0) break;
    file = without(file, troubles, job.connection);
    open = open.filter(({ id }) => !troubles.has(id));
    if (notebooksIn(file, job.connection).length === 0) {
      say("No notebook is left to import.");
      return isComplete ? 0 : 1;
    }

    writeImportFile(job.path, file);
    if (run > 1) say("Running `pulumi import` once more, with the rest.");
    const ended = await runPulumi(["import", "--file", job.path, ...job.args], job.stack);
    ({ code, isInterrupted } = ended);
    if (code === 0) return hasCode(file, job) && isComplete ? 0 : 1;

    const managed = await readManaged(job.stack);
    if ("reason" in managed) {
      say(`error: What was imported is not known: ${managed.reason}. Run the command again.`);
      return code;
    }
    open = open.filter(({ id }) => !managed.ids.has(id));
    if (isInterrupted) break;
  }
  sayOpen(open, code, isInterrupted);
  if (open.length === 0) hasCode(file, job);
  return code;
}

async function lookAt(client: Job["client"], open: readonly Notebook[]) {
  const bar = progress("reading notebooks");
  const ids = open.map(({ id }) => id);
  const troubles = await readEach(client, ids, bar.at).finally(bar.end);
  const lines = open.flatMap(({ id, name }) => {
    const trouble = troubles.get(id);
    return trouble === undefined ? [] : [`${name} (${id}): ${trouble.reason}`];
  });
  if (lines.length > 0) say(`warning: ${count(lines.length)} left out:`);
  sayEach(lines);
  return troubles;
}

/** If none can be read, then no notebook is to blame, and the reason is the same for all. */
function refuseIfAll(open: readonly Notebook[], troubles: ReadonlyMap<string, Trouble>): void {
  const [first] = troubles.values();
  const isAll = [...troubles.values()].every(({ kind }) => kind === "unreadable");
  if (first !== undefined && isAll && troubles.size === open.length) {
    throw new ModelArtsError(`No notebook can be read, so nothing was imported. ${first.reason}`);
  }
}

function sayOpen(open: readonly Notebook[], code: number, isInterrupted: boolean): void {
  if (open.length === 0) {
    say(`error: pulumi import ended with ${code}, although all notebooks are in the stack.`);
    return;
  }
  const why = isInterrupted
    ? "Interrupted. Run"
    : `pulumi import ended with ${code}. Mend what it says above and run`;
  say(
    `error: ${why} the same command again; it leaves out what is in the stack by then. ` +
      `${count(open.length)} not imported:`,
  );
  sayEach(open.map(({ id, name }) => `${name} (${id})`));
}
