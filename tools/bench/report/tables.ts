/** A result as tables. */
import { contestantNames, type ContestantName } from "../contestants";
import {
  operationNames,
  type CliSample,
  type LifecycleRow,
  type Result,
  type SeriesRow,
} from "../result";
import { summary, type Summary } from "../statistics";
import { growthTable, idealTable } from "./growth";
import type { Table } from "./markdown";

/** All that is compared in one run: the same notebooks on the same simulator. */
interface Setting {
  notebooks: number;
  latencyMs: number;
  transitionMs: number;
}

export function tables(result: Result): Table[] {
  return [
    ...timeTables(result.lifecycle),
    growthTable(result),
    idealTable(result),
    cpuTable(result),
    requestTable(result.lifecycle),
    memoryTable(result.lifecycle),
    waitTable(result.lifecycle),
    stateTable(result),
    ...seriesTables(result.series),
    modulesTable(result),
  ].filter(({ rows }) => rows.length > 0);
}

function timeTables(lifecycle: readonly LifecycleRow[]): Table[] {
  return settingsOf(lifecycle).map((setting) => {
    const rows = lifecycle.filter((row) => isSame(row, setting));
    const title = `Seconds with ${settingText(setting)}: median (minimum–maximum), times the floor`;
    return comparison(title, rows, (sample) => sample.seconds, true);
  });
}

function cpuTable({ lifecycle }: Result): Table {
  const largest = settingsOf(lifecycle)
    .filter(({ latencyMs }) => latencyMs === 0)
    .sort((a, b) => b.notebooks - a.notebooks)[0];
  const rows = largest === undefined ? [] : lifecycle.filter((row) => isSame(row, largest));
  const title = `CPU seconds of the CLI and all its processes${largest ? `, with ${settingText(largest)}` : ""}`;
  return comparison(title, rows, (sample) => sample.cpuSeconds, true);
}

function comparison(
  title: string,
  rows: readonly LifecycleRow[],
  value: (sample: CliSample) => number,
  hasRange: boolean,
): Table {
  const names = contestantNames.filter((name) => rows.some((row) => row.contestant === name));
  const operations = operationNames.filter((name) => rows.some((row) => row.operation === name));
  const of = (name: ContestantName, operation: string) => {
    const row = rows.find((each) => each.contestant === name && each.operation === operation);
    return row && summary(row.samples.map(value));
  };
  return {
    title,
    head: ["", ...names],
    rows: operations.map((operation) => [
      operation,
      ...names.map((name) => {
        const own = of(name, operation);
        if (own === undefined) return "";
        const floor = name === "floor" ? undefined : of("floor", operation);
        return [hasRange ? range(own) : fixed(own.median), floor && ratio(own, floor)]
          .filter(Boolean)
          .join(" ");
      }),
    ]),
  };
}

function requestTable(lifecycle: readonly LifecycleRow[]): Table {
  const rows = lifecycle
    .filter(({ contestant }) => !["empty", "floor", "wide", "full-state"].includes(contestant))
    .map((row) => {
      const totals = row.samples.flatMap(({ requests }) => Object.keys(requests));
      const counts = [...new Set(totals)].sort().map((name) => {
        const { median } = summary(row.samples.map(({ requests }) => requests[name] ?? 0));
        return `${name} ${fixed(median / row.notebooks)}`;
      });
      return [row.contestant, settingText(row), row.operation, counts.join(", ") || "none"];
    });
  return { title: "Requests for each notebook", head: ["", "with", "", "requests"], rows };
}

function memoryTable(lifecycle: readonly LifecycleRow[]): Table {
  const peak = (row: LifecycleRow, key: "programMb" | "providerMb") => {
    const seen = row.samples.map((sample) => sample[key]).filter((mb) => mb !== undefined);
    return seen.length === 0 ? "" : Math.round(summary(seen).median).toString();
  };
  const rows = lifecycle
    .filter(({ latencyMs, operation }) => latencyMs === 0 && ["preview", "up"].includes(operation))
    .map((row) => [
      ...[row.contestant, String(row.notebooks), row.operation],
      ...[peak(row, "programMb"), peak(row, "providerMb")],
    ]);
  const head = ["", "notebooks", "", "program", "provider process"];
  return { title: "Peak memory in MB", head, rows };
}

function waitTable(lifecycle: readonly LifecycleRow[]): Table {
  const median = (row: LifecycleRow, key: "noticedMs" | "endedMs") => {
    const seen = row.samples.map((sample) => sample[key]).filter((ms) => ms !== undefined);
    return seen.length === 0 ? "" : fixed(summary(seen).median / 1000);
  };
  const rows = lifecycle
    .filter(({ samples }) => samples.some(({ endedMs }) => endedMs !== undefined))
    .map((row) => [
      ...[row.contestant, settingText(row)],
      ...[median(row, "noticedMs"), median(row, "endedMs")],
    ]);
  const head = ["", "with", "to its last read", "to the end of the CLI"];
  return { title: "Seconds after a notebook is RUNNING", head, rows };
}

function stateTable({ states }: Result): Table {
  return {
    title: "Bytes of the state",
    head: ["", "notebooks", "answers of", "file", "a notebook's JSON", "provider's code in it"],
    rows: states.map((row) => [
      ...[row.contestant, String(row.notebooks), `the ${row.answers}`, String(row.fileBytes)],
      ...[String(row.notebookBytes), String(row.providerCodeBytes)],
    ]),
  };
}

const groups: Readonly<Record<SeriesRow["group"], string>> = {
  start: "Starts of processes",
  policies: "Policies",
  client: "The client, over 50 connections",
};

function seriesTables(series: readonly SeriesRow[]): Table[] {
  return Object.entries(groups).map(([group, title]) => ({
    title: `${title}: median (minimum–maximum)`,
    head: ["", "unit", "", "compared"],
    rows: series
      .filter((row) => row.group === group)
      .map((row) => {
        const own = summary(row.samples);
        const base = series.find((each) => each.group === group && each.name === row.comparedWith);
        const difference = base && own.median - summary(base.samples).median;
        const compared =
          base === undefined || difference === undefined
            ? ""
            : `${ratio(own, summary(base.samples))} (${difference < 0 ? "" : "+"}${fixed(difference)}) ${base.name}`;
        return [row.name, row.unit, range(own), compared];
      }),
  }));
}

function modulesTable({ modules }: Result): Table {
  return {
    title: "Loaded modules",
    head: ["", "files of this workspace", "other packages"],
    rows: modules.map(({ name, own, packages }) => [
      ...[name, String(own)],
      packages.join(", ") || "none",
    ]),
  };
}

function settingsOf(lifecycle: readonly LifecycleRow[]): Setting[] {
  const seen: Setting[] = [];
  for (const row of lifecycle) {
    if (!seen.some((setting) => isSame(row, setting))) seen.push(row);
  }
  return seen;
}

function isSame(row: Setting, other: Setting): boolean {
  return (["notebooks", "latencyMs", "transitionMs"] as const).every(
    (key) => row[key] === other[key],
  );
}

function settingText({ notebooks, latencyMs, transitionMs }: Setting): string {
  const count = notebooks === 1 ? "1 notebook" : `${notebooks} notebooks`;
  return `${count}, ${latencyMs} ms of latency${transitionMs > 1000 ? `, ${transitionMs / 1000} s of CREATING` : ""}`;
}

function range({ median, min, max }: Summary): string {
  return min === max ? fixed(median) : `${fixed(median)} (${fixed(min)}–${fixed(max)})`;
}

const ratio = (own: Summary, base: Summary) => `${(own.median / base.median).toFixed(2)}×`;

function fixed(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toString();
  return value.toFixed(Math.abs(value) < 0.1 ? 3 : 2);
}
