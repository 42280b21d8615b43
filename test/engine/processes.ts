/** The processes that a stack's CLI started, its grandchildren and orphans included. Only Linux has /proc. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "./stack";

export interface Process {
  pid: number;
  /** The command line, its arguments separated by spaces. */
  command: string;
}

/** The living processes that have the stack's PULUMI_HOME in their environment. */
export function processesOf({ env }: Pick<Stack, "env">): Process[] {
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

/** Waits until `isDone` is true, at most `ms` milliseconds. @returns the milliseconds that it took; undefined if `ms` were not enough. */
export async function until(isDone: () => boolean, ms: number): Promise<number | undefined> {
  const began = performance.now();
  while (!isDone()) {
    if (performance.now() - began > ms) return undefined;
    await sleep(20);
  }
  return performance.now() - began;
}
