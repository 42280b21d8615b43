/** The command's options: what goes together, and what a run is to create by them. */
import { appendFileSync } from "node:fs";
import { UsageError } from "../../provider/cli/usage";
import { nameAt } from "./notebook-name";
import type { Wishes } from "./plan";
import type { Target, TargetOptions } from "./target";

export interface Options extends TargetOptions {
  yes?: boolean;
  all?: boolean;
  flavor?: string;
  image?: string;
  keyPair?: string;
  record?: string;
  /** True: to standard output. */
  json?: string | true;
}

/** What costs more than minutes of the flavor is tried where nobody pays, or where it is asked for. */
export function wishesFrom(options: Options, { isBilled, clock }: Target): Wishes {
  const {
    flavor,
    image,
    all = false,
    keyPair = isBilled ? undefined : "conformance-key",
  } = options;
  const name = nameAt(clock.now());
  return { name, flavor, image, keyPair, isEverything: all || !isBilled };
}

/** @throws UsageError, before anything is sent. */
export function checkOptions(options: Options): void {
  const { replay, simulator, endpoint, record, json } = options;
  if (replay !== undefined) checkReplay(options);
  if (simulator && endpoint !== undefined) {
    throw new UsageError("--simulator and --endpoint name two servers: leave one of them out.");
  }
  checkWritable("--record", record);
  checkWritable("--json", json);
}

/** The options that a recording answers itself, as the command line has them. */
const recordedOptions = {
  simulator: "--simulator",
  endpoint: "--endpoint",
  cloud: "--cloud",
  assume: "--assume",
  yes: "--yes",
  all: "--all",
  flavor: "--flavor",
  image: "--image",
  keyPair: "--key-pair",
  record: "--record",
} as const satisfies Record<Exclude<keyof Options, "replay" | "json">, string>;

function checkReplay(options: Options): void {
  const given = Object.entries(recordedOptions).filter(
    ([key]) => options[key as keyof typeof recordedOptions] !== undefined,
  );
  if (given.length === 0) return;
  const names = given.map(([, option]) => option).join(", ");
  throw new UsageError(
    `--replay repeats a recorded run, with the server and the options of that run: leave out ${names}.`,
  );
}

/** A file that can't be written is no reason to lose the results of a run. */
function checkWritable(option: string, file: string | true | undefined): void {
  if (file === undefined || file === true) return;
  try {
    appendFileSync(file, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option} names the file "${file}", which can't be written (${code}).`);
  }
}
