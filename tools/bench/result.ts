/** The shape of the benchmark's JSON. */
import type { ContestantName } from "./contestants";

export const operationNames = ["preview", "up", "unchanged", "refresh", "destroy"] as const;
export type OperationName = (typeof operationNames)[number];

/** One run of the Pulumi CLI. */
export interface CliSample {
  /** From the start of the CLI to its end. */
  seconds: number;
  /** User and system time of the CLI and all processes that it started. */
  cpuSeconds: number;
  /** Peak resident memory in MB; undefined where no such process was seen, or the platform does not tell. */
  programMb?: number;
  providerMb?: number;
  /** Requests that the simulator received, by operation. */
  requests: Record<string, number>;
  /** Of an `up` that creates: from RUNNING in the simulator to the last read of the notebook, in ms; the mean. */
  noticedMs?: number;
  /** Of an `up` that creates: from the moment at which the last notebook was RUNNING to the end of the CLI, in ms. */
  endedMs?: number;
}

export interface LifecycleRow {
  contestant: ContestantName;
  notebooks: number;
  /** The delay of each answer of the simulator. */
  latencyMs: number;
  /** How long a notebook is CREATING or DELETING. */
  transitionMs: number;
  operation: OperationName;
  samples: CliSample[];
}

/** What the state holds after an `up`. */
export interface StateRow {
  contestant: ContestantName;
  notebooks: number;
  /** Whose answers: the simulator's, or the shorter example of the API's page. */
  answers: "simulator" | "example";
  /** The whole file. */
  fileBytes: number;
  /** One notebook as JSON without white space; the mean. */
  notebookBytes: number;
  /** The provider's code in one notebook. */
  providerCodeBytes: number;
}

/** Anything else that is measured: samples of one number. */
export interface SeriesRow {
  group: "start" | "policies" | "client";
  name: string;
  unit: "s" | "µs" | "requests/s";
  /** The name of the row of the same group that this one is compared with. */
  comparedWith?: string;
  samples: number[];
}

/** What a process loads. */
export interface ModulesRow {
  name: string;
  /** Files of this package. */
  own: number;
  /** Names of other packages. */
  packages: string[];
}

export interface Result {
  machine: { cpu: string; cores: number; memoryGb: number; system: string };
  versions: Record<string, string>;
  plan: string;
  /** ISO 8601. */
  began: string;
  minutes: number;
  /** How many operations the engine runs at the same time. */
  parallel: number;
  lifecycle: LifecycleRow[];
  states: StateRow[];
  series: SeriesRow[];
  modules: ModulesRow[];
}
