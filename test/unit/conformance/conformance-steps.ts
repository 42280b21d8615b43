/** A conformance run on the simulator, over real HTTP, with one clock for both that sleeping moves. */
import { createSimulator, type Simulator, type SimulatorOptions } from "pulumi-modelarts-simulator";
import { createClient } from "../../../provider/client/client";
import type { Clock } from "../../../provider/client/clock";
import type { Settings } from "../../../provider/client/settings";
import type { CloudName } from "../../../provider/wire/facts/clouds";
import { cloudPace } from "../../../tools/conformance/pace";
import { planFor, type Wishes } from "../../../tools/conformance/plan";
import { run, type Run, type RunParts } from "../../../tools/conformance/run";
import type { Output } from "../../../tools/conformance/session";
import type { Target } from "../../../tools/conformance/target";

export const NAME = "pulumi-modelarts-conformance-20260101-000000";
const START = Date.parse("2026-01-01T00:00:00Z");

/** How long a change of the status takes. */
const TRANSITION_MS = 30_000;

export const wishes: Wishes = { name: NAME, keyPair: "ada-s-key", isEverything: true };

export interface Given extends Pick<
  SimulatorOptions,
  "assume" | "seed" | "log" | "accessKey" | "secretKey" | "userName" | "password"
> {
  cloud?: CloudName;
  settings?: Partial<Settings>;
}

export interface Server {
  simulator: Simulator;
  target: Target;
}

export function jumpingClock(): Clock {
  let now = START;
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      await Promise.resolve();
      signal?.throwIfAborted();
      now += ms;
    },
  };
}

/** A server as a run sees it, of which nobody is billed. */
export async function serve({ cloud = "huawei", settings, ...options }: Given): Promise<Server> {
  const clock = jumpingClock();
  const simulator = createSimulator({ ...options, cloud, clock, transitionMs: TRANSITION_MS });
  const { url, close } = await simulator.listen();
  const target: Target = {
    title: "the simulator",
    cloud,
    clock,
    pace: cloudPace,
    isBilled: false,
    close,
    settings: {
      endpoint: url,
      authUrl: undefined,
      projectId: "the-project-of-the-test",
      credentials: { kind: "token", token: "the-token-of-the-test" },
      insecure: false,
      caCert: undefined,
      ...settings,
    },
  };
  return { simulator, target };
}

/**
 * The log of a server whose lists do not show a notebook that was created: it is a CodeLab, which only
 * a request that asks for CodeLabs gets.
 *
 * @param looks how many lists that are about the notebook do not show it.
 */
export function lagging(server: () => Server, looks = Infinity): SimulatorOptions["log"] {
  let isCreated = false;
  let seen = 0;
  const become = (feature: "DEFAULT" | "NOTEBOOK") => {
    const { notebooks } = server().simulator;
    for (const { id = "" } of notebooks.list()) notebooks.change(id, { feature });
  };
  return ({ method, path }) => {
    if (!path.endsWith("/notebooks")) return;
    if (method === "POST") {
      isCreated = true;
      become("DEFAULT");
    } else if (isCreated && ++seen === looks) become("NOTEBOOK");
  };
}

/** Runs the checks; `prepare` comes before the first one. */
export async function runOn(
  { target, simulator }: Server,
  parts: Partial<RunParts> = {},
  wanted: Wishes = wishes,
): Promise<Run & { left: string[] }> {
  const { cloud, clock, pace, settings } = target;
  const client = createClient(settings, clock);
  try {
    const plan = await planFor(client, wanted);
    const ignore = () => undefined;
    const all = { client, plan, cloud, clock, pace, progress: ignore, onResult: ignore, ...parts };
    const done = await run(all);
    return { ...done, left: simulator.notebooks.list().map(({ name = "" }) => name) };
  } finally {
    await client.close();
    await target.close();
  }
}

/** The names of the results by their verdicts. */
export function byVerdict({ results }: Pick<Run, "results">): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { name, verdict } of results) (names[verdict] ??= []).push(name);
  return names;
}

export function collected(columns = 100): Output & { lines: string[]; waiting: string[] } {
  const [lines, waiting]: string[][] = [[], []];
  return {
    lines: lines!,
    waiting: waiting!,
    say: (line) => void lines!.push(line),
    progress: (line) => void waiting!.push(line),
    terminal: { columns, hasColours: false },
  };
}
