/** How the time grows: with the number of notebooks, and with the latency. */
import { contestantNames } from "../contestants";
import type { LifecycleRow, Result } from "../result";
import { summary } from "../statistics";
import type { Table } from "./markdown";

/** The operations that do not wait for a notebook to change. */
const waitless = ["preview", "unchanged", "refresh"] as const;

/** Between two numbers of notebooks, without latency. A growth is linear if both spans have the same slope. */
export function growthTable({ lifecycle }: Result): Table {
  const rows = lifecycle.filter(({ latencyMs }) => latencyMs === 0);
  const names = contestantNames.filter((name) => rows.some((row) => row.contestant === name));
  const slope = (name: string, operation: string, from: number, to: number) => {
    const seconds = (notebooks: number) => {
      const row = rows.find(
        (each) =>
          each.contestant === name && each.operation === operation && each.notebooks === notebooks,
      );
      return row && medianSeconds(row);
    };
    const [first, last] = [seconds(from), seconds(to)];
    return first === undefined || last === undefined
      ? undefined
      : ((last - first) / (to - from)) * 1000;
  };
  const spans = [
    [1, 100],
    [100, 1000],
  ] as const;
  const table = waitless.flatMap((operation) =>
    spans.map(([from, to]) => {
      const floor = slope("floor", operation, from, to);
      const cells = names.map((name) => {
        const own = slope(name, operation, from, to);
        if (own === undefined) return "";
        const ratio =
          floor === undefined || name === "floor" ? "" : ` ${(own / floor).toFixed(2)}×`;
        return own.toFixed(2) + ratio;
      });
      return [`${operation}, ${from} to ${to}`, ...cells];
    }),
  );
  return {
    title: "Milliseconds that one more notebook costs, times the floor",
    head: ["", ...names],
    rows: table.filter(([, ...cells]) => cells.some((cell) => cell !== "")),
  };
}

/**
 * With latency, the ideal is the floor's time and that of the requests, of which as many run at the same time as the
 * engine runs operations.
 */
export function idealTable({ lifecycle, parallel }: Result): Table {
  const rows = lifecycle
    .filter(({ latencyMs, operation }) => latencyMs > 0 && isWaitless(operation))
    .flatMap((row) => {
      const floor = lifecycle.find(
        (each) =>
          each.contestant === "floor" &&
          (["notebooks", "latencyMs", "transitionMs", "operation"] as const).every(
            (key) => each[key] === row[key],
          ),
      );
      if (floor === undefined || floor === row) return [];
      const requests = summary(row.samples.map((sample) => total(sample.requests))).median;
      const waits = requests / Math.min(parallel, Math.max(1, requests));
      const ideal = medianSeconds(floor) + (waits * row.latencyMs) / 1000;
      const own = medianSeconds(row);
      return [
        [
          ...[row.contestant, String(row.notebooks), `${row.latencyMs} ms`, row.operation],
          ...[own.toFixed(2), ideal.toFixed(2), `${(own / ideal).toFixed(2)}×`],
        ],
      ];
    });
  return {
    title: "Seconds with latency, beside the ideal",
    head: ["", "notebooks", "latency", "", "measured", "ideal", "ratio"],
    rows,
  };
}

const isWaitless = (operation: LifecycleRow["operation"]) =>
  (waitless as readonly string[]).includes(operation);

const medianSeconds = ({ samples }: LifecycleRow) =>
  summary(samples.map(({ seconds }) => seconds)).median;

const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
