/**
 * Runs `pulumi import --file` for many resources. Pulumi stops if one of them can't be read, so such a resource
 * is taken out of the file and the others are imported; messages name the resources that are left. To import
 * a resource that the stack has under the same name changes nothing, so another run also completes the
 * generated code.
 */
import type { Client } from "../../client/client";
import { checkCode, type CodeFile } from "./generated-code";
import {
  importablesIn,
  without,
  writeImportFile,
  type Importable,
  type ImportFile,
} from "./import-file";
import { counted, failIfNoneIsReadable, nounOf, printObstacles } from "./obstacles";
import { runPulumi } from "../pulumi/pulumi-cli";
import { readManaged } from "../pulumi/stack";
import { printError, printList, printMessage } from "../terminal/messages";
import { readResources } from "./read-resources";

/** `path` is the import file, which is written again before each run of pulumi. */
export interface ImportJob extends CodeFile {
  client: Client;
  file: ImportFile;
  stack: string | undefined;
  /** Further arguments of `pulumi import`. */
  args: readonly string[];
  /** True if pulumi asks no questions, so that it can run again after a failure. */
  isUnattended: boolean;
}

const MAX_RUNS = 5;

/** @returns the exit code: that of pulumi, or 1 if a resource could not be read. */
export async function runImport(job: ImportJob): Promise<number> {
  let { file } = job;
  let remaining = importablesIn(file, job.connection);
  const noun = nounOf(remaining);
  let repeats = job.isUnattended ? 1 : 0;
  let [code, isComplete, isInterrupted] = [0, true, false];
  for (let run = 1; run <= MAX_RUNS; run++) {
    const { obstacles } = await readResources(job.client, remaining);
    if (run === 1) failIfNoneIsReadable(remaining, obstacles);
    printObstacles(remaining, obstacles);
    isComplete &&= ![...obstacles.values()].some(({ kind }) => kind === "unreadable");
    // All of them can be read, so pulumi failed for another reason, which may or may not be transient.
    if (run > 1 && obstacles.size === 0 && repeats-- === 0) break;
    file = without(file, obstacles, job.connection);
    remaining = remaining.filter(({ id }) => !obstacles.has(id));
    if (importablesIn(file, job.connection).length === 0) {
      printMessage(`No ${noun} is left to import.`);
      return isComplete ? 0 : 1;
    }

    writeImportFile(job.path, file);
    if (run > 1) printMessage("Running `pulumi import` again for the others.");
    const ended = await runPulumi(["import", "--file", job.path, ...job.args], job.stack);
    ({ code, isInterrupted } = ended);
    if (code === 0) return checkCode(file, job) && isComplete ? 0 : 1;

    const managed = await readManaged(job.stack);
    if ("reason" in managed) {
      printError(
        "modelarts/import-incomplete",
        `It is unknown what was imported: ${managed.reason}. Run the same command again, with --yes.`,
      );
      return code;
    }
    remaining = remaining.filter(({ id }) => !managed.ids.has(id));
    if (isInterrupted) break;
  }
  printRemaining(remaining, code, isInterrupted);
  if (remaining.length === 0) checkCode(file, job);
  return code;
}

function printRemaining(
  remaining: readonly Importable[],
  code: number,
  isInterrupted: boolean,
): void {
  if (remaining.length === 0) {
    printError(
      "modelarts/import-incomplete",
      `pulumi import ended with ${code}, although everything is in the stack.`,
    );
    return;
  }
  const cause = isInterrupted
    ? "Interrupted. Run"
    : `pulumi import ended with ${code}. Correct the errors above and run`;
  printError(
    "modelarts/import-incomplete",
    `${cause} the same command again, with --yes; it leaves out what is in the stack by then. ` +
      `${counted(remaining)} not imported:`,
  );
  printList(remaining.map(({ id, name }) => `${name} (${id})`));
}
