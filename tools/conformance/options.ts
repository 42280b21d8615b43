/** The command's options: their checks, and what the run creates. */
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
  /** A file; true is standard output. */
  json?: string | true;
}

/** All checks are made on a server where nobody pays; elsewhere --all and --key-pair add the expensive ones. */
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

/** @throws UsageError if the options do not go together, or a file can't be written. Sends no request. */
export function checkOptions(options: Options): void {
  const { replay, simulator, endpoint, record, json } = options;
  if (replay !== undefined) checkReplay(options);
  if (simulator && endpoint !== undefined) {
    throw new UsageError("--simulator and --endpoint name two servers: leave one of them out.");
  }
  checkWritable("--record", record);
  checkWritable("--json", json);
}

/** The options that a recording replaces, as the command line spells them. */
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
    `--replay repeats a recorded run with the server and the options of that run: leave out ${names}.`,
  );
}

/** Checks it before the run, so that no results are lost. */
function checkWritable(option: string, file: string | true | undefined): void {
  if (file === undefined || file === true) return;
  try {
    appendFileSync(file, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option} names the file "${file}", which can't be written (${code}).`);
  }
}
