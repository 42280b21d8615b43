/** What `pulumi-modelarts-policies report` does: writes reports from the engine's events. */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { UsageError } from "pulumi-modelarts/cli/usage";
import { InputError } from "../report/input-error";
import { decode } from "../report/sources/decode";
import { parseEvents } from "../report/sources/events";
import { reportOfEvents } from "../report/sources/from-events";
import { findProjectFiles } from "../report/sources/project-files";
import { parseState } from "../report/sources/state";
import { finish } from "./finish";
import { outputsOf, type OutputOptions } from "./outputs";

export interface ReportOptions extends OutputOptions {
  state?: string;
}

/** @returns the exit code. */
export async function report(path: string, options: ReportOptions): Promise<number> {
  const outputs = outputsOf(options);
  const { state, failOn } = options;
  if (path === "-" && state === "-") {
    throw new UsageError("Events and --state can't both come from standard input: give a file.");
  }
  if (path === "-" && process.stdin.isTTY) {
    throw new UsageError("There are no events: give a file, or pipe them in.");
  }
  const made = reportOfEvents({
    events: parseEvents(await read(path), nameOf(path)),
    ...(state !== undefined && { state: parseState(await read(state), nameOf(state)) }),
    files: findProjectFiles(process.cwd(), process.env),
    now: Date.now(),
  });
  return finish(made, outputs, failOn);
}

async function read(path: string): Promise<string> {
  try {
    // `readFile` of standard input fails if no data has arrived yet.
    return decode(await (path === "-" ? buffer(process.stdin) : readFile(path)));
  } catch (error) {
    throw new InputError(
      "modelarts/report-input",
      `Reading ${nameOf(path)} failed: ${(error as Error).message}.`,
      {
        cause: error,
      },
    );
  }
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}
