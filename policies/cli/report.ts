/** `pulumi-modelarts-policies report`: what the engine's events say of policies, for others to read. */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Command } from "commander";
import { UsageError } from "pulumi-modelarts/cli/usage";
import { decode } from "../report/sources/decode";
import { parseEvents } from "../report/sources/events";
import { findFiles } from "../report/sources/files";
import { reportOfEvents } from "../report/sources/from-events";
import { InputError } from "../report/input-error";
import { parseState } from "../report/sources/state";
import { finish } from "./finish";
import { outputOptions, outputsOf, type OutputOptions } from "./outputs";

interface Options extends OutputOptions {
  state?: string;
}

export function reportCommand(): Command {
  const command = new Command("report")
    .description("Write reports of what policies found, from the events of `pulumi preview`.")
    .argument("[events]", "file of events, one JSON a line; - is standard input", "-")
    .option(
      "--state <file>",
      "what `pulumi stack export` wrote: lines of the program, and the fleet",
    );
  return outputOptions(command).action(async (events: string, options: Options) => {
    process.exitCode = await main(events, options);
  });
}

/** @returns the exit code. */
async function main(path: string, options: Options): Promise<number> {
  const outputs = outputsOf(options);
  const { state, failOn } = options;
  if (path === "-" && state === "-") {
    throw new UsageError("Events and --state can't both come from standard input: give a file.");
  }
  if (path === "-" && process.stdin.isTTY) {
    throw new UsageError("There are no events: give a file, or pipe them in.");
  }
  const report = reportOfEvents({
    events: parseEvents(await read(path), nameOf(path)),
    ...(state !== undefined && { state: parseState(await read(state), nameOf(state)) }),
    files: findFiles(process.cwd(), process.env),
    now: Date.now(),
  });
  return finish(report, outputs, failOn);
}

async function read(path: string): Promise<string> {
  try {
    // Read at once, standard input that has nothing yet would be an error.
    return decode(await (path === "-" ? buffer(process.stdin) : readFile(path)));
  } catch (error) {
    throw new InputError(`Reading ${nameOf(path)} failed: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}
