/** Runs a command line, and prints its error, if any. */
import { CommanderError, type Command } from "commander";
import { ModelArtsError } from "../client/errors";
import { printLines, printMessage } from "./terminal/messages";
import { UsageError } from "./usage";

/** @param failed the exit code of errors other than a wrong command line, whose exit code is 2. */
export async function runProgram(program: Command, failed: number): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error as Error, program.name(), failed);
  }
}

/** @returns the exit code. */
function report(error: Error, name: string, failed: number): number {
  if (error instanceof CommanderError) {
    // Commander has printed the error already. Its exit code for help and version is 0.
    return error.exitCode === 0 ? 0 : 2;
  }
  printLines(`error: ${error.message}`);
  if (!(error instanceof ModelArtsError)) {
    printMessage(
      `This is a bug of ${name}. Run it with DEBUG=1 in the environment for a stack trace.`,
    );
    if (process.env["DEBUG"]) printLines(String(error.stack));
  }
  return error instanceof UsageError ? 2 : failed;
}
