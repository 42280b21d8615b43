/** How long after RUNNING the engine knows: the time that polling adds to a create. */
import type { LogEntry } from "pulumi-modelarts-simulator";

/**
 * @param log the requests of one `up` that creates notebooks.
 * @param endedAt when the CLI ended, in milliseconds since 1970 (UTC).
 * @returns nothing if no notebook was created.
 */
export function waits(
  log: readonly LogEntry[],
  transitionMs: number,
  endedAt: number,
): { noticedMs?: number; endedMs?: number } {
  const creates = log.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/notebooks"),
  );
  if (creates.length === 0) return {};
  // The simulator starts the notebook and then answers.
  const runningAt = creates.map((entry) => answeredAt(entry) + transitionMs);
  const lastReads = new Map<string, number>();
  for (const entry of log) {
    if (entry.method === "GET") lastReads.set(entry.path, answeredAt(entry));
  }
  return {
    // The log of a create has no id. The difference of the means needs none: it is the mean of the differences.
    ...(lastReads.size === creates.length && {
      noticedMs: mean([...lastReads.values()]) - mean(runningAt),
    }),
    endedMs: endedAt - Math.max(...runningAt),
  };
}

function answeredAt({ time, ms }: LogEntry): number {
  return Date.parse(time) + ms;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
