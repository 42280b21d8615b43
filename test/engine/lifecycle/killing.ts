/** Ends a run of the CLI in the middle: at a request that the simulator has carried out and not yet answered. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { LogEntry } from "pulumi-modelarts-simulator";
import { newStack, type Run, type Stack } from "../stack";

/** What is ended: the CLI with everything that it started, or a part of that. */
export type Victim = "all" | "provider" | "cli";

export interface KillableStack extends Stack {
  /**
   * Starts a run, and ends it at the first request that fits.
   *
   * @returns the run as it ended.
   */
  runUntil(
    args: string[],
    isMoment: (entry: LogEntry) => boolean,
    end: (cli: ChildProcess) => void,
  ): Promise<Run>;
}

export async function newKillableStack(
  options: Parameters<typeof newStack>[0] = {},
): Promise<KillableStack> {
  let atRequest: (entry: LogEntry) => void = () => undefined;
  const log: LogEntry[] = [];
  const stack = await newStack({
    transitionMs: 300,
    ...options,
    log: (entry) => {
      log.push(entry);
      atRequest(entry);
    },
  });
  const runUntil: KillableStack["runUntil"] = (args, isMoment, end) =>
    new Promise((resolve, reject) => {
      const all = [...args, "--non-interactive", "--color", "never"];
      const cli = spawn("pulumi", all, { cwd: stack.folder, env: stack.env });
      let text = "";
      for (const stream of [cli.stdout, cli.stderr]) {
        stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      }
      cli.on("error", reject);
      cli.on("exit", (code) => {
        atRequest = () => undefined;
        resolve({ code: code ?? -1, text });
      });
      atRequest = (entry) => {
        if (!isMoment(entry)) return;
        atRequest = () => undefined;
        end(cli);
      };
    });
  return Object.assign(stack, { log, runUntil });
}

/** Kills at once, without a chance to clean up. */
export function kill(victim: Victim) {
  return ({ pid = 0 }: ChildProcess): void => {
    const below = descendants(pid);
    const providers = below.filter(isProvider);
    const victims = { all: [pid, ...below], provider: providers, cli: [pid] }[victim];
    for (const each of victims) {
      try {
        process.kill(each, "SIGKILL");
      } catch {
        // The process has ended by itself.
      }
    }
  };
}

function isProvider(pid: number): boolean {
  return /dynamic-provider|resource-modelarts/.test(read(`/proc/${pid}/cmdline`));
}

/** The processes that a process started, and those that these started. */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(/\) \S+ (\d+)/.exec(read(`/proc/${name}/stat`))?.[1])]);
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // The process has ended.
  }
}
