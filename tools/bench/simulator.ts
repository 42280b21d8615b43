/**
 * The simulator, in a process of its own: it answers as fast as it can while this process watches the CLI, and its
 * time does not count as the CLI's.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LogEntry } from "pulumi-modelarts-simulator";
import { operations, type Operation } from "../../provider/wire/operations";
import { ROOT } from "./environment";

export interface RunningSimulator {
  url: string;
  transitionMs: number;
  /** The requests since the last call. */
  requests(): LogEntry[];
  close(): void;
}

/** How long CREATING and DELETING last. */
export const TRANSITION_MS = 500;

export async function startSimulator(
  latencyMs: number,
  transitionMs = TRANSITION_MS,
): Promise<RunningSimulator> {
  const folder = mkdtempSync(join(tmpdir(), "modelarts-bench-log-"));
  const log = join(folder, "requests.jsonl");
  const options = ["--port", 0, "--latency-ms", latencyMs, "--transition-ms", transitionMs];
  const args = [join(ROOT, "simulator/dist/main.js"), ...options.map(String), "--log", log];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const close = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  let read = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    const requests = () => {
      const text = readFileSync(log, "utf8").slice(read);
      read += text.length;
      return text
        .split("\n")
        .filter(Boolean)
        .map((entry) => JSON.parse(entry) as LogEntry);
    };
    return { url, transitionMs, requests, close };
  }
  throw new Error("The simulator did not start.");
}

const routes = Object.entries<Operation>(operations)
  .filter(([, { service }]) => service === "modelarts")
  // `/notebooks/all` is not a notebook.
  .sort(([, a], [, b]) => a.path.split("{").length - b.path.split("{").length)
  .map(([name, { method, path }]) => ({
    name,
    method,
    path: new RegExp(`^/v1/[^/]+${path.replace(/\{\w+\}/g, "[^/]+")}$`),
  }));

/** @returns the number of requests, by operation. */
export function countByOperation(log: readonly LogEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of log) {
    const route = routes.find((each) => each.method === method && each.path.test(path));
    const name = route?.name ?? `${method} ${path}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
