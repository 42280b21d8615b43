/** Runs of the CLI that a test kills, and the processes that belong to them. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Run, Stack } from "./stack";

/** What is killed, and how. `twice`: the CLI gets SIGINT two times, as from an impatient user. */
export type Kill = "provider" | "CLI" | "both" | "twice";

interface Process {
  pid: number;
  parent: number;
  command: string;
}

export interface KillableRun {
  ended: Promise<Run>;
  /** Kills now, without waiting. Does nothing after the first call. */
  kill(what: Kill): void;
  /** Ends what the kill left running. */
  clean(): void;
}

export function startRun({ folder, env }: Stack, args: string[]): KillableRun {
  const all = [...args, "--non-interactive", "--color", "never"];
  const child = spawn("pulumi", all, { cwd: folder, env });
  const cli = child.pid ?? 0;
  let left: Process[] = [];
  let isKilled = false;
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    // Not `close`: after a kill, a provider that lives on holds the CLI's output open.
    child.once("exit", (code) => resolve({ code: code ?? -1, text }));
  });
  return {
    ended,
    kill(what) {
      if (isKilled) return;
      isKilled = true;
      left = descendants(cli);
      const providers = left.filter(({ command }) => isProvider(command));
      if (providers.length === 0) throw new Error("no provider process was found");
      if (what === "twice") {
        signal(cli, "SIGINT");
        setTimeout(() => signal(cli, "SIGINT"), 100);
      }
      if (what === "CLI" || what === "both") signal(cli, "SIGKILL");
      if (what === "provider" || what === "both") {
        for (const { pid } of providers) signal(pid, "SIGKILL");
      }
    },
    clean() {
      const now = new Map(processes().map((each) => [each.pid, each.command]));
      // A number may belong to another process by now.
      for (const { pid, command } of left) if (now.get(pid) === command) signal(pid, "SIGKILL");
    },
  };
}

const isProvider = (command: string) =>
  /dynamic-provider|pulumi-resource-(modelarts|pulumi-nodejs)/.test(command);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function descendants(root: number): Process[] {
  const all = processes();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((each) => [each, ...below(each.pid)]);
  return below(root);
}

/** Source: proc_pid_stat(5). The name in parentheses may have blanks; the parent's number is the second field after it. */
function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [, parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}
