/** What is measured: the full plan in at most 45 minutes, the quick one for CI in at most three. */
import type { ContestantName } from "./contestants";
import type { OperationName } from "./result";

export interface LifecyclePlan {
  contestants: readonly ContestantName[];
  notebooks: readonly number[];
  latencyMs: number;
  /** How long a notebook is CREATING or DELETING; half a second by default. */
  transitionMs?: number;
  operations: readonly OperationName[];
  /** Contestants with fewer operations. */
  only?: Partial<Record<ContestantName, readonly OperationName[]>>;
  samples: number;
}

export interface Plan {
  name: string;
  lifecycle: readonly LifecyclePlan[];
  /** Samples of each start of a process. */
  starts: number;
  policies: { notebooks: readonly number[]; samples: number };
  /** Samples of the client's throughput, and requests in each sample. */
  client: { requests: number; samples: number };
}

const everything = ["preview", "up", "unchanged", "refresh", "destroy"] as const;
const withRequests = ["up", "refresh", "destroy"] as const;

export const fullPlan: Plan = {
  name: "full",
  lifecycle: [
    {
      contestants: ["empty", "floor", "naive", "ours", "ours-ts", "plugin"],
      notebooks: [1],
      latencyMs: 0,
      operations: everything,
      samples: 5,
    },
    {
      contestants: ["floor", "naive", "ours"],
      notebooks: [10],
      latencyMs: 0,
      operations: everything,
      samples: 5,
    },
    {
      contestants: ["empty", "floor", "wide", "full-state", "naive", "ours", "ours-ts", "plugin"],
      notebooks: [100],
      latencyMs: 0,
      operations: everything,
      only: {
        // A naive create takes ten seconds at least, eight at a time.
        naive: ["preview"],
        wide: ["preview", "unchanged"],
        // The language of the program changes nothing in the provider's process.
        "ours-ts": ["preview", "unchanged"],
        "full-state": ["unchanged", "refresh"],
      },
      samples: 5,
    },
    // Previews send no requests, so the latency changes nothing in them; the counts of requests prove it.
    {
      contestants: ["floor", "ours", "plugin"],
      notebooks: [1, 100],
      latencyMs: 50,
      operations: withRequests,
      // The plugin's create and delete send the same requests.
      only: { plugin: ["refresh"] },
      samples: 5,
    },
    {
      contestants: ["floor", "ours"],
      notebooks: [400],
      latencyMs: 0,
      operations: ["up"],
      samples: 3,
    },
    {
      contestants: ["floor", "wide", "full-state", "naive", "ours", "ours-ts", "plugin"],
      notebooks: [1000],
      latencyMs: 0,
      operations: ["preview", "unchanged", "refresh"],
      only: {
        naive: ["preview"],
        wide: ["preview"],
        "full-state": ["unchanged", "refresh"],
        "ours-ts": ["preview"],
      },
      samples: 3,
    },
    {
      contestants: ["floor", "ours"],
      notebooks: [1000],
      latencyMs: 50,
      operations: ["refresh"],
      samples: 3,
    },
    {
      contestants: ["ours"],
      notebooks: [1],
      latencyMs: 0,
      transitionMs: 60_000,
      operations: ["up"],
      samples: 1,
    },
  ],
  starts: 10,
  policies: { notebooks: [10, 1000, 10_000], samples: 5 },
  client: { requests: 20_000, samples: 5 },
};

/** Its times say little. CI judges only its counts. */
export const quickPlan: Plan = {
  name: "quick",
  lifecycle: [
    {
      contestants: ["floor", "ours", "plugin"],
      notebooks: [1, 10],
      latencyMs: 0,
      operations: everything,
      samples: 1,
    },
  ],
  starts: 1,
  policies: { notebooks: [10], samples: 1 },
  client: { requests: 500, samples: 1 },
};

/** The lifecycle of these contestants, and nothing else. */
export function onlyContestants(plan: Plan, names: readonly ContestantName[]): Plan {
  const lifecycle = plan.lifecycle.map((row) => ({
    ...row,
    contestants: row.contestants.filter((name) => names.includes(name)),
  }));
  return { ...plan, lifecycle: lifecycle.filter(({ contestants }) => contestants.length > 0) };
}
