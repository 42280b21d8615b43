/** A notebook is stopped when its lease ends, which nobody has to ask for. */
import type { WireNotebook } from "pulumi-modelarts-simulator";
import { isLeaseOn } from "../../provider/wire/facts/lease-time";
import type { Expected } from "./expectation";

/**
 * @param books the notebook before and after some time.
 * @param now the service's time, in milliseconds since 1970 (UTC).
 * @param mayRestart the state may hold the wish to start the notebook, which only a refresh takes back.
 */
export function noteEndedLeases(
  expected: Expected,
  books: Readonly<Record<"before" | "after", WireNotebook | undefined>>,
  now: number,
  mayRestart: boolean,
): void {
  const { before, after } = books;
  const hasEnded = [before, after].some((book) => book !== undefined && leaseEnd(book) <= now);
  if (!hasEnded) return;
  const isDown = ["STOPPED", "STOPPING"].includes(after?.status ?? "");
  const wasUp = ["RUNNING", "CREATING", "STARTING"].includes(before?.status ?? "");
  if (isDown && wasUp && !mayRestart) expected.runs = new Set([false]);
  else expected.runs.add(false);
}

/** In milliseconds since 1970 (UTC); Infinity if auto stop is off. */
export function leaseEnd({ lease }: WireNotebook): number {
  const { create_at, duration, enable } = lease ?? {};
  if (!isLeaseOn({ enable, duration: Number(duration) })) return Infinity;
  return Number(create_at) + Number(duration);
}
