/** Runs a command line; what went wrong is said here, once. */
import { CommanderError, type Command } from "commander";
import { ModelArtsError } from "../client/errors";
import { say } from "./terminal/say";
import { UsageError } from "./usage";

/** @param failed the exit code of everything that is not the command line's fault. */
export async function runProgram(program: Command, failed: number): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error as Error, program.name(), failed);
  }
}

function tell(error: Error, name: string, failed: number): number {
  if (error instanceof CommanderError) {
    // Commander has written its own line already. Its code for help and version is 0.
    return error.exitCode === 0 ? 0 : 2;
  }
  say(`error: ${error.message}`);
  if (!(error instanceof ModelArtsError)) {
    say(`This is a bug of ${name}. With DEBUG=1 in the environment it shows where.`);
    if (process.env["DEBUG"]) say(String(error.stack));
  }
  return error instanceof UsageError ? 2 : failed;
}
