/** The processes that a Pulumi CLI started, its grandchildren and orphans included. Only Linux has /proc. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Process {
  pid: number;
  /** The command line, its arguments separated by spaces. */
  command: string;
}

/** The living processes that have the PULUMI_HOME of `env` in their own environment. */
export function processesOf(env: NodeJS.ProcessEnv): Process[] {
  const mark = `\0PULUMI_HOME=${env["PULUMI_HOME"]}\0`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const file = (part: string) => readFileSync(`/proc/${name}/${part}`, "utf8");
      try {
        if (!`\0${file("environ")}\0`.includes(mark)) return [];
        const command = file("cmdline").split("\0").join(" ").trim();
        return command === "" ? [] : [{ pid: Number(name), command }]; // A zombie has no command line.
      } catch {
        return []; // The process ended in between, or belongs to another user.
      }
    });
}

/** The most memory that the process has had, in bytes; 0 if the process has ended. */
export function peakMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Established connections to a port of 127.0.0.1, counted at the server's end. */
export function connectionsTo(port: number): number {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const ESTABLISHED = "01";
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address === local && state === ESTABLISHED).length;
}

/** Waits until `isDone` is true, at most `ms` milliseconds. @returns the milliseconds that it took; undefined if `ms` were not enough. */
export async function until(isDone: () => boolean, ms: number): Promise<number | undefined> {
  const began = performance.now();
  while (!isDone()) {
    if (performance.now() - began > ms) return undefined;
    await sleep(20);
  }
  return performance.now() - began;
}
