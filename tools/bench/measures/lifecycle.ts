/** Previews, updates, refreshes and destroys with the real CLI on the simulator. */
import { contestants, type Contestant } from "../contestants";
import type { LifecyclePlan } from "../plan";
import { EMPTY_STACK, openProject, WRITE_ONCE, type Project } from "../project";
import type { CliSample, LifecycleRow, OperationName, StateRow } from "../result";
import { countByOperation, startSimulator, type RunningSimulator } from "../simulator";
import { inRound } from "../statistics";
import { waits } from "../waits";
import { stateRow } from "./state";
import type { PulumiCli } from "../../pulumi/cli";

const changing = ["--yes", "--skip-preview"];
export const commands: Readonly<Record<OperationName, readonly string[]>> = {
  preview: ["preview"],
  up: ["up", ...changing],
  unchanged: ["preview", "--expect-no-changes"],
  refresh: ["refresh", ...changing],
  destroy: ["destroy", ...changing],
};

/** The order of a round. */
const order: readonly OperationName[] = ["preview", "up", "unchanged", "refresh", "destroy"];

export interface LifecycleResult {
  lifecycle: LifecycleRow[];
  states: StateRow[];
}

/** A contestant has an account of its own: its notebooks count against no other's quota, and lengthen no other's lists. */
interface Entry {
  simulator: RunningSimulator;
  project: Project;
}

/** @param log gets a line for each sample. */
export async function measureLifecycle(
  cli: PulumiCli,
  plan: LifecyclePlan,
  notebooks: number,
  log: (line: string) => void,
): Promise<LifecycleResult> {
  const simulators: RunningSimulator[] = [];
  const entries: Entry[] = [];
  try {
    for (const name of plan.contestants) {
      const simulator = await startSimulator(plan.latencyMs, plan.transitionMs);
      simulators.push(simulator);
      entries.push({ simulator, project: await openProject(cli, name, notebooks, simulator.url) });
    }
    return await measureEntries(plan, entries, log);
  } finally {
    for (const { project } of entries) project.remove();
    for (const simulator of simulators) simulator.close();
  }
}

async function measureEntries(
  plan: LifecyclePlan,
  entries: readonly Entry[],
  log: (line: string) => void,
): Promise<LifecycleResult> {
  const { samples, latencyMs } = plan;
  const rows = new Map<string, LifecycleRow>();
  const states: StateRow[] = [];
  for (let round = 0; round < samples; round++) {
    for (const operation of order) {
      for (const { project, simulator } of inRound(entries, round)) {
        const { contestant, notebooks } = project;
        const measured = plan.only?.[contestant] ?? plan.operations;
        const isMeasured = measured.includes(operation);
        if (!isMeasured && !prepares(operation, measured, round, samples)) continue;
        const sample = await takeSample(project, operation, simulator, isMeasured);
        const state = operation === "up" && round === 0 ? stateRow(project) : undefined;
        if (state !== undefined) states.push(state);
        if (!isMeasured) continue;
        const seconds = sample.seconds.toFixed(2);
        log(`${contestant}, ${notebooks} at ${latencyMs} ms: ${operation} ${seconds} s`);
        const key = `${contestant} ${operation}`;
        const row = rows.get(key) ?? {
          ...{ contestant, notebooks, latencyMs, transitionMs: simulator.transitionMs },
          ...{ operation, samples: [] },
        };
        row.samples.push(sample);
        rows.set(key, row);
      }
    }
  }
  return { lifecycle: [...rows.values()], states };
}

/** True if the operation works on notebooks that an `up` has created. */
export function needsState(operation: OperationName): boolean {
  return ["unchanged", "refresh", "destroy"].includes(operation);
}

/**
 * True if the operation is needed for the measured ones, although it is not measured itself. The previews of new
 * notebooks have a stack of their own, so only `up` and `destroy` need a state that begins anew in each round.
 */
function prepares(
  operation: OperationName,
  measured: readonly OperationName[],
  round: number,
  samples: number,
): boolean {
  const isCycle = measured.includes("up") || measured.includes("destroy");
  if (operation === "destroy") return isCycle && round < samples - 1;
  if (operation !== "up" || !measured.some(needsState)) return false;
  return isCycle || round === 0;
}

async function takeSample(
  { contestant, pulumi }: Project,
  operation: OperationName,
  simulator: RunningSimulator,
  isMeasured: boolean,
): Promise<CliSample> {
  simulator.requests();
  const run = await pulumi(commands[operation], {
    ...(operation === "preview" && { PULUMI_STACK: EMPTY_STACK }),
    ...(!isMeasured && WRITE_ONCE),
  });
  const requests = simulator.requests();
  const { isEmpty = false }: Contestant = contestants[contestant];
  const { seconds, cpuSeconds, programMb, providerMb, endedAt } = run;
  return {
    ...{ seconds, cpuSeconds },
    ...(programMb !== undefined && { programMb }),
    ...(providerMb !== undefined && { providerMb }),
    requests: countByOperation(requests),
    ...(operation === "up" && !isEmpty && waits(requests, simulator.transitionMs, endedAt)),
  };
}
