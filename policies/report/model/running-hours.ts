/**
 * An estimate of how long notebooks will run, from their leases alone. The API names a billing code and a number of
 * units for each flavor, but neither what a unit is nor a price, so the estimate is in hours.
 */
import { DAY_MS, HOUR_MS } from "../../rule-lib/time";
import type { FleetNotebook } from "./report";

/** Hours of running. */
export interface Hours {
  atLeast: number;
  atMost: number;
}

/** How many flavors the sentence names. */
const MOST_FLAVORS = 5;
const DAY_HOURS = DAY_MS / HOUR_MS;

/**
 * How long the notebook will run in the next 24 hours, if nobody starts, stops or changes it. A planned notebook starts
 * now. Undefined for a notebook that does not run.
 */
export function runningHours(notebook: FleetNotebook, now: number): Hours | undefined {
  const { status, autoStop, leaseType, leaseMs, stopsAt } = notebook;
  const isPlanned = status === undefined;
  if (!isPlanned && status !== "RUNNING") return undefined;
  if (autoStop === "off") return { atLeast: DAY_HOURS, atMost: DAY_HOURS };
  const leftMs = isPlanned ? leaseMs : stopsAt === undefined ? undefined : stopsAt - now;
  // A lease that is over and has not stopped the notebook says nothing.
  if (leftMs === undefined || leftMs < 0) return { atLeast: 0, atMost: DAY_HOURS };
  const hours = Math.min(leftMs / HOUR_MS, DAY_HOURS);
  // Each use of the notebook extends an idle lease.
  return { atLeast: hours, atMost: leaseType === "idle" ? DAY_HOURS : hours };
}

/** One sentence with the sum, and the flavors that may run longest; undefined if no notebook runs. */
export function runningHoursSentence(
  fleet: readonly FleetNotebook[],
  now: number,
): string | undefined {
  const byFlavor = new Map<string, Hours>();
  for (const notebook of fleet) {
    const hours = runningHours(notebook, now);
    if (hours === undefined) continue;
    const { flavor = "an unknown flavor" } = notebook;
    byFlavor.set(flavor, sum([byFlavor.get(flavor) ?? { atLeast: 0, atMost: 0 }, hours]));
  }
  if (byFlavor.size === 0) return undefined;
  const sorted = [...byFlavor].sort(([, one], [, other]) => other.atMost - one.atMost);
  const named = sorted.slice(0, MOST_FLAVORS).map(([flavor, hours]) => `${flavor} ${shown(hours)}`);
  const rest = sorted.slice(MOST_FLAVORS).map(([, hours]) => hours);
  const others = rest.length === 0 ? [] : [`other flavors ${shown(sum(rest))}`];
  return (
    `Running hours of the next 24 hours by the leases, if nobody starts or stops a notebook: ` +
    `${shown(sum([...byFlavor.values()]))} (${[...named, ...others].join(", ")}).`
  );
}

function sum(all: readonly Hours[]): Hours {
  return {
    atLeast: all.reduce((hours, { atLeast }) => hours + atLeast, 0),
    atMost: all.reduce((hours, { atMost }) => hours + atMost, 0),
  };
}

function shown({ atLeast, atMost }: Hours): string {
  const [least, most] = [atLeast, atMost].map((hours) => String(Math.round(hours * 10) / 10));
  return least === most ? `${most} h` : `${least} to ${most} h`;
}
