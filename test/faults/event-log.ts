/** The engine's own record of a run: when each step began and ended. */
import { violation, type Violation } from "./verdict";

/** One operation of the engine on one resource. */
export interface Step {
  /** E.g. `create`, `delete-replaced`, `refresh`. */
  operation: string;
  urn: string;
  /** In milliseconds since 1970 (UTC). The engine writes whole seconds. */
  began: number;
  /** Undefined if the run ended before the step did. */
  ended: number | undefined;
}

interface Metadata {
  metadata: { op: string; urn: string };
}

interface Event {
  timestamp: number;
  resourcePreEvent?: Metadata;
  resOutputsEvent?: Metadata;
  resOpFailedEvent?: Metadata;
}

/** @param text of the file that `--event-log` writes; a killed engine leaves half a line. */
export function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  for (const event of text.split("\n").flatMap(eventIn)) {
    const at = event.timestamp * 1000;
    const began = event.resourcePreEvent?.metadata;
    if (began) steps.push({ operation: began.op, urn: began.urn, began: at, ended: undefined });
    const ended = (event.resOutputsEvent ?? event.resOpFailedEvent)?.metadata;
    const step = steps.findLast(
      ({ operation, urn, ended: known }) =>
        known === undefined && operation === ended?.op && urn === ended.urn,
    );
    if (step !== undefined) step.ended = at;
  }
  return steps;
}

function eventIn(line: string): Event[] {
  try {
    return [JSON.parse(line) as Event];
  } catch {
    return [];
  }
}

/**
 * What a step may take longer than its timeout, in milliseconds: after the deadline, one read of 2 s records what became
 * of the resource, and the mark of a restart is removed within 5 s. The log has whole seconds. The rest is for a machine
 * with more processes than cores.
 */
const SLACK_MS = 2_000 + 5_000 + 1_000 + 4_000;

/**
 * Whether a step took longer than its timeout, whatever it did in this time.
 *
 * @param overheadMs what the engine and the provider need in this run before the first request of a step.
 * @param endOfRun for a step that has not ended, in milliseconds since 1970 (UTC).
 */
export function overdue(
  { operation, began, ended }: Step,
  timeoutMs: number,
  overheadMs: number,
  endOfRun: number,
): Violation[] {
  const took = (ended ?? endOfRun) - began;
  if (took <= timeoutMs + overheadMs + SLACK_MS) return [];
  const what = ended === undefined ? "had not ended after" : "took";
  return [violation("beyond its timeout", `the ${operation} ${what} ${took} ms`)];
}

/** The middle one of the numbers; 0 if there are none. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
