/** One execution of the command, from its options to its exit code. */
import { createClient, type Client } from "../../provider/client/client";
import { INTERRUPTED } from "../../provider/cli/terminal/interrupt";
import type { Environment } from "../../provider/config/keys";
import { clouds } from "../../provider/wire/facts/clouds";
import { leftoverLines, planLines } from "./announcement";
import { writeJson } from "./json-report";
import { checkOptions, wishesFrom, type Options } from "./options";
import { planFor, type Plan, type Wishes } from "./plan";
import { RecordingPool } from "./recording/record";
import { resultLines, summary, type Terminal } from "./report";
import { exitCodeOf } from "./result";
import { run, type Run } from "./run";
import { onSignals } from "./signals";
import { openTarget, type Target } from "./target";

export interface Output {
  /** Prints a line of the report. */
  say: (line: string) => void;
  /** Prints a progress line. */
  progress: (line: string) => void;
  terminal: Terminal;
}

const FAILED = 2;

/** @returns the exit code. */
export async function session(
  options: Options,
  environment: Environment,
  output: Output,
  open = openTarget,
): Promise<number> {
  checkOptions(options);
  const target = await open(options, environment);
  const wishes = target.wishes ?? wishesFrom(options, target);
  const { cloud, settings, pace, clock } = target;
  const recorder =
    options.record === undefined
      ? undefined
      : new RecordingPool({ cloud, settings, wishes, pace, now: clock.now });
  const client = createClient(settings, clock, recorder);
  try {
    return await runOnTarget(client, target, wishes, options, output);
  } finally {
    if (recorder !== undefined && options.record !== undefined) {
      recorder.write(options.record);
      output.say(`Wrote the recording to ${options.record}.`);
    }
    await client.close();
    await target.close();
  }
}

async function runOnTarget(
  client: Client,
  target: Target,
  wishes: Wishes,
  options: Options,
  output: Output,
): Promise<number> {
  const { say } = output;
  const cloud = clouds[target.cloud].title;
  say(`Checking ${target.title} against the assumptions about ${cloud}.`);
  const plan = await planFor(client, wishes);
  const leftovers = await leftoverLines(client);
  if (target.isBilled) {
    say("The run creates one notebook:");
    planLines(plan, target.pace).forEach(say);
  }
  leftovers.forEach(say);
  if (target.isBilled && options.yes !== true) {
    say("Nothing was created. Run the same command with --yes to begin.");
    return FAILED;
  }
  say("");
  const began = new Date(target.clock.now()).toISOString();
  const done = await runUntilSignal(client, target, plan, output);
  say("");
  summary(done.results, cloud).forEach(say);
  if (done.notDeleted !== undefined) {
    say(`error: ${leftoverMessage(plan, done.id)} ${done.notDeleted.message}`);
  } else if (done.id !== undefined) say(`The notebook ${plan.name} was deleted.`);
  writeJson(options.json, target, plan, began, done);
  if (done.isInterrupted) return INTERRUPTED;
  return done.notDeleted === undefined ? exitCodeOf(done.results) : FAILED;
}

/** Makes the run. A first signal ends it and deletes the notebook; a second one exits at once. */
async function runUntilSignal(
  client: Client,
  target: Target,
  plan: Plan,
  output: Output,
): Promise<Run> {
  const { say, progress, terminal } = output;
  const interrupt = new AbortController();
  let notebook: { id: string | undefined } | undefined;
  const release = onSignals(
    () => {
      progress("interrupted: the notebook is deleted first; a second signal leaves it there");
      interrupt.abort(new Error("interrupted"));
    },
    () => say(`error: ${leftoverMessage(plan, notebook?.id)}`),
  );
  try {
    return await run({
      client,
      plan,
      cloud: target.cloud,
      clock: target.clock,
      pace: target.pace,
      signal: interrupt.signal,
      progress,
      onResult: (result) => resultLines(result, terminal).forEach(say),
      onNotebook: (walk) => (notebook = walk),
    });
  } finally {
    release();
  }
}

function leftoverMessage({ name }: Plan, id: string | undefined): string {
  return id === undefined
    ? `Whether ${name} was created is unknown: look for it in the console, and delete it.`
    : `The notebook ${name} (${id}) may still be there: delete it.`;
}
