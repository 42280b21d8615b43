/**
 * Runs `pulumi import --file` for many notebooks. Pulumi stops if one of them can't be read, so such a notebook
 * is taken out of the file and the others are imported; messages name the notebooks that are left. To import
 * a notebook that the stack has under the same name changes nothing, so another run also completes the
 * generated code.
 */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import { checkCode, type CodeFile } from "./generated-code";
import { notebooksIn, without, writeImportFile, type ImportFile } from "./import-file";
import { runPulumi } from "../pulumi/pulumi-cli";
import { readNotebooks, type Obstacle } from "../list/read-notebooks";
import { readManaged } from "../pulumi/stack";
import { count, printList, printMessage } from "../terminal/messages";
import { progress } from "../terminal/progress";

/** `path` is the import file, which is written again before each run of pulumi. */
export interface ImportJob extends CodeFile {
  client: Pick<Client, "showNotebook">;
  file: ImportFile;
  stack: string | undefined;
  /** Further arguments of `pulumi import`. */
  args: readonly string[];
  /** True if pulumi asks no questions, so that it can run again after a failure. */
  isUnattended: boolean;
}

type Notebook = ReturnType<typeof notebooksIn>[number];

const MAX_RUNS = 5;

/** @returns the exit code: that of pulumi, or 1 if a notebook could not be read. */
export async function runImport(job: ImportJob): Promise<number> {
  let { file } = job;
  let remaining = notebooksIn(file, job.connection);
  let repeats = job.isUnattended ? 1 : 0;
  let [code, isComplete, isInterrupted] = [0, true, false];
  for (let run = 1; run <= MAX_RUNS; run++) {
    const obstacles = await readAll(job.client, remaining);
    if (run === 1) failIfNoneIsReadable(remaining, obstacles);
    printObstacles(remaining, obstacles);
    isComplete &&= ![...obstacles.values()].some(({ kind }) => kind === "unreadable");
    // All notebooks can be read, so pulumi failed for another reason, which may or may not be transient.
    if (run > 1 && obstacles.size === 0 && repeats-- === 0) break;
    file = without(file, obstacles, job.connection);
    remaining = remaining.filter(({ id }) => !obstacles.has(id));
    if (notebooksIn(file, job.connection).length === 0) {
      printMessage("No notebook is left to import.");
      return isComplete ? 0 : 1;
    }

    writeImportFile(job.path, file);
    if (run > 1) printMessage("Running `pulumi import` again for the remaining notebooks.");
    const ended = await runPulumi(["import", "--file", job.path, ...job.args], job.stack);
    ({ code, isInterrupted } = ended);
    if (code === 0) return checkCode(file, job) && isComplete ? 0 : 1;

    const managed = await readManaged(job.stack);
    if ("reason" in managed) {
      const unknown = `error: It is unknown what was imported: ${managed.reason}.`;
      printMessage(`${unknown} Run the same command again, with --yes.`);
      return code;
    }
    remaining = remaining.filter(({ id }) => !managed.ids.has(id));
    if (isInterrupted) break;
  }
  printRemaining(remaining, code, isInterrupted);
  if (remaining.length === 0) checkCode(file, job);
  return code;
}

async function readAll(client: ImportJob["client"], notebooks: readonly Notebook[]) {
  const bar = progress("reading notebooks");
  const ids = notebooks.map(({ id }) => id);
  return readNotebooks(client, ids, bar.at).finally(bar.end);
}

function printObstacles(
  notebooks: readonly Notebook[],
  obstacles: ReadonlyMap<string, Obstacle>,
): void {
  const lines = notebooks.flatMap(({ id, name }) => {
    const obstacle = obstacles.get(id);
    return obstacle === undefined ? [] : [`${name} (${id}): ${obstacle.reason}`];
  });
  if (lines.length > 0) printMessage(`warning: ${count(lines.length)} left out:`);
  printList(lines);
}

/** If no notebook can be read, the cause is the same for all of them, so one error is enough. */
function failIfNoneIsReadable(
  notebooks: readonly Notebook[],
  obstacles: ReadonlyMap<string, Obstacle>,
): void {
  const [first] = obstacles.values();
  const isAll = [...obstacles.values()].every(({ kind }) => kind === "unreadable");
  if (first !== undefined && isAll && obstacles.size === notebooks.length) {
    throw new ModelArtsError(`No notebook can be read, so nothing was imported. ${first.reason}`);
  }
}

function printRemaining(
  remaining: readonly Notebook[],
  code: number,
  isInterrupted: boolean,
): void {
  if (remaining.length === 0) {
    printMessage(
      `error: pulumi import ended with ${code}, although all notebooks are in the stack.`,
    );
    return;
  }
  const cause = isInterrupted
    ? "Interrupted. Run"
    : `pulumi import ended with ${code}. Correct the errors above and run`;
  printMessage(
    `error: ${cause} the same command again, with --yes; it leaves out what is in the stack by then. ` +
      `${count(remaining.length)} not imported:`,
  );
  printList(remaining.map(({ id, name }) => `${name} (${id})`));
}
