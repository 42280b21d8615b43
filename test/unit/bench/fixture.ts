/** Results of the benchmark as its tables and limits get them. */
import type { CliSample, LifecycleRow, Result } from "../../../tools/bench/result";

export function sample(seconds: number, requests: CliSample["requests"] = {}): CliSample {
  return { seconds, cpuSeconds: seconds, requests };
}

export function row(given: Partial<LifecycleRow>): LifecycleRow {
  return {
    ...{ contestant: "ours", notebooks: 10, latencyMs: 0, transitionMs: 1000 },
    ...{ operation: "refresh", samples: [sample(2)] },
    ...given,
  };
}

export function result(given: Partial<Result>): Result {
  return {
    ...{ machine: { cpu: "a CPU", cores: 2, memoryGb: 4, system: "Linux" } },
    ...{ versions: { pulumi: "3.259.0", node: "20.20.2" }, plan: "quick" },
    ...{ began: "2026-11-29T00:00:00.000Z", minutes: 1, parallel: 8 },
    ...{ lifecycle: [], states: [], series: [], modules: [] },
    ...given,
  };
}
