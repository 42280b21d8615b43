/** Measures everything in a plan. */
import { findPulumi } from "../pulumi/cli";
import { engineParallelism, machine, versions } from "./environment";
import { measureClient } from "./measures/client";
import { measureLifecycle } from "./measures/lifecycle";
import { measureModules } from "./measures/modules";
import { measurePacks, measureRules } from "./measures/policies";
import { measureStarts } from "./measures/starts";
import { measurePlainStates } from "./measures/state";
import type { Plan } from "./plan";
import type { Result } from "./result";

/** @param log gets a line for each step. */
export async function run(plan: Plan, log: (line: string) => void): Promise<Result> {
  const cli = await findPulumi();
  const began = new Date();
  const result: Result = {
    ...{ machine: machine(), versions: versions(cli), plan: plan.name },
    ...{ began: began.toISOString(), minutes: 0, parallel: engineParallelism() },
    ...{ lifecycle: [], states: [], series: [], modules: measureModules() },
  };
  for (const row of plan.lifecycle) {
    for (const notebooks of row.notebooks) {
      const { lifecycle, states } = await measureLifecycle(cli, row, notebooks, log);
      result.lifecycle.push(...lifecycle);
      // With another latency, the state is the same.
      if (row.latencyMs === 0) result.states.push(...states);
    }
  }
  log("plain states");
  result.states.push(...(await measurePlainStates(cli)));
  log("starts of processes");
  result.series.push(...(await measureStarts(plan.starts)));
  log("policies");
  result.series.push(...measureRules(plan.policies.notebooks, plan.policies.samples));
  result.series.push(...(await measurePacks(cli, plan.policies.samples)));
  log("client");
  result.series.push(...(await measureClient(plan.client)));
  result.minutes = (Date.now() - began.getTime()) / 60_000;
  return result;
}
