/** Runs the Pulumi CLI and measures it with all processes that it starts. */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { watchMemory } from "./memory";

export interface CliRun {
  code: number;
  /** Standard output and standard error. */
  text: string;
  /** Of the start and of the end, in milliseconds since 1970 (UTC). */
  beganAt: number;
  endedAt: number;
  seconds: number;
  cpuSeconds: number;
  programMb?: number;
  providerMb?: number;
}

/**
 * The shell's `times` reports the time of all descendants that were waited for, in thousandths of a second; Node has
 * no call for it. Its lines go to descriptor 3, apart from the CLI's output.
 */
const SCRIPT = '"$@" 2>&1; code=$?; times >&3; exit $code';

export function runCli(
  path: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const beganAt = Date.now();
    const began = performance.now();
    const child = spawn("bash", ["-c", SCRIPT, "bash", path, ...args], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "inherit", "pipe"],
    });
    const memory = watchMemory(child.pid ?? 0);
    const [text, times] = [child.stdout as Readable, child.stdio[3] as Readable].map(collect);
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - began) / 1000;
      const peaks = memory.stop();
      const cpuSeconds = childrenSeconds(times?.() ?? "");
      const endedAt = Date.now();
      resolve({
        ...{ code: code ?? 1, text: text?.() ?? "", beganAt, endedAt, seconds, cpuSeconds },
        ...peaks,
      });
    });
  });
}

function collect(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  return () => text;
}

/** @param times what the shell printed: a line of its own user and system time, and a line of its children's. */
export function childrenSeconds(times: string): number {
  const [, children = ""] = times.trim().split("\n");
  const each = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return each.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
