/** Runs of the CLI as processes: what they print, what they started, and their end. Only own processes are ended. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Stack } from "../engine/stack";

export interface CliRun {
  child: ChildProcess;
  done: Promise<{ code: number | null; text: string; isCutOff: boolean }>;
}

export interface CliOptions {
  env?: NodeJS.ProcessEnv;
  /** After this time the run and all that it started are ended; in milliseconds. */
  maxMs?: number;
  /** The greatest size of a file that the run can write, in blocks of 1024 bytes. */
  fileBlocks?: number;
}

const running = new Set<number>();

/** If the matrix ends, e.g. by Ctrl-C, what it has started ends, too. */
export function endWithThisProcess(): void {
  process.once("exit", () => killAll([...running].flatMap((pid) => [pid, ...descendants(pid)])));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}

/** Starts `pulumi` in the stack's folder. */
export function startCli(stack: Stack, args: readonly string[], options: CliOptions = {}): CliRun {
  const { env = {}, maxMs = 300_000, fileBlocks } = options;
  const all = [...args, "--non-interactive", "--color", "never"];
  const [command, ...rest] =
    fileBlocks === undefined
      ? ["pulumi", ...all]
      : ["bash", "-c", `ulimit -f ${fileBlocks}; exec pulumi "$@"`, "bash", ...all];
  const child = spawn(command, rest, { cwd: stack.folder, env: { ...stack.env, ...env } });
  running.add(child.pid ?? 0);
  let text = "";
  let isCutOff = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  const timer = setTimeout(() => {
    isCutOff = true;
    killAll([child.pid ?? 0, ...descendants(child.pid ?? 0)]);
  }, maxMs);
  const done = new Promise<Awaited<CliRun["done"]>>((resolve, reject) => {
    child.once("error", reject);
    // A provider that outlives the CLI may keep its end of the pipe open.
    child.once("exit", (code) => {
      clearTimeout(timer);
      running.delete(child.pid ?? 0);
      setTimeout(() => resolve({ code, text, isCutOff }), 100);
    });
  });
  return { child, done };
}

/** The processes that a process started, and those that these started. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (of: number): number[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** The processes among these that serve a resource provider. */
export function providersAmong(pids: readonly number[]): number[] {
  return pids.filter((pid) => /dynamic-provider|pulumi-resource-/.test(commandOf(pid)));
}

/** Ends processes at once (SIGKILL). Those that have ended are left out. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids.filter((each) => each > 1)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

export function isAlive(pid: number): boolean {
  const state = stat(pid)?.[0];
  return state !== undefined && state !== "Z";
}

function parentOf(pid: number): number | undefined {
  const parent = stat(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state, parent, … */
function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
