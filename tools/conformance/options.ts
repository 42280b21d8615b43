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
  const { replay, simulator, endpoint, record, assume, json } = options;
  if (replay !== undefined && [simulator, endpoint, record, assume].some(Boolean)) {
    throw new UsageError(
      "--replay asks a recording: leave out --simulator, --endpoint, --record and --assume.",
    );
  }
  if (simulator && endpoint !== undefined) {
    throw new UsageError("--simulator and --endpoint name two servers: leave one of them out.");
  }
  checkWritable("--record", record);
  checkWritable("--json", json);
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
