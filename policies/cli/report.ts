/** `pulumi-modelarts-policies report`: writes reports from the engine's events. */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Command } from "commander";
import { UsageError } from "pulumi-modelarts/cli/usage";
import { decode } from "../report/sources/decode";
import { parseEvents } from "../report/sources/events";
import { findProjectFiles } from "../report/sources/project-files";
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
    .description("Write reports of policy violations from the events of `pulumi preview`.")
    .argument("[events]", "file of events, one JSON object per line; - is standard input", "-")
    .option(
      "--state <file>",
      "file of `pulumi stack export`, for lines of the program and all notebooks",
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
    files: findProjectFiles(process.cwd(), process.env),
    now: Date.now(),
  });
  return finish(report, outputs, failOn);
}

async function read(path: string): Promise<string> {
  try {
    // `readFile` of standard input fails if no data has arrived yet.
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
