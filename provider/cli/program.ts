/** The program of a command line: what all subcommands share, and how an error ends the process. */
import { Command, CommanderError } from "commander";
import { ModelArtsError, shownMessage } from "../client/errors";
import { withCode } from "../wire/printable";
import { printLines, printMessage } from "./terminal/messages";
import { UsageError } from "./usage";

export interface ProgramFacts {
  name: string;
  description: string;
  version: string;
  /** Makes each subcommand anew. */
  commands: readonly (() => Command)[];
}

export function newProgram({ name, description, version, commands }: ProgramFacts): Command {
  const program = new Command(name)
    .description(description)
    .version(version, "-v, --version")
    .enablePositionalOptions() // Behind a subcommand, -v is the subcommand's --verbose.
    .exitOverride()
    .hook("preAction", (_, action) => {
      if (action.opts<{ verbose?: boolean }>().verbose !== true) return;
      (require("./terminal/requests") as typeof import("./terminal/requests")).printRequests();
    });
  for (const command of commands) program.addCommand(command().exitOverride());
  return program;
}

/** A reader such as `head` may close the output before its end. */
function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

/** Commander prints the errors of the command line itself. */
function showUsageCode(program: Command): void {
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      outputError: (text, write) => write(`${withCode(text.trimEnd(), "modelarts/usage")}\n`),
    });
  }
}

/** @param failed the exit code of errors other than a wrong command line, whose exit code is 2. */
export async function runProgram(program: Command, failed: number): Promise<void> {
  endWithReader();
  showUsageCode(program);
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
  printLines(`error: ${shownMessage(error)}`);
  if (!(error instanceof ModelArtsError)) {
    printMessage(
      `This is a bug of ${name}. Run it with DEBUG=1 in the environment for a stack trace.`,
    );
    if (process.env["DEBUG"]) printLines(String(error.stack));
  }
  return error instanceof UsageError ? 2 : failed;
}
