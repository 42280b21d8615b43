/** Which faults begin one after the other, and how often each has happened. */
import type { FaultName, PendingFault, Simulator } from "pulumi-modelarts-simulator";
import { bounds, delayOf } from "../model/faults";

export class FaultSchedule {
  private readonly asked: { times: number; pending: PendingFault }[] = [];

  constructor(
    private readonly simulator: Simulator,
    private readonly names: readonly FaultName[],
    private readonly seed: number,
  ) {}

  /** Begins the next fault. */
  begin(): void {
    const { names, seed } = this;
    if (names.length === 0) return;
    const number = this.asked.length;
    const name = names[(seed + number * 7) % names.length] as FaultName;
    const { times, ...request } = {
      ...{ name, times: 1 + (number % 3), delayMs: delayOf(name) },
      ...bounds[name],
    };
    this.asked.push({ times, pending: this.simulator.faults.ask({ ...request, times }) });
  }

  /** Forgets the faults that have not happened. @returns how often each has happened. */
  end(): Record<string, number> {
    this.simulator.faults.clear();
    const counts: Record<string, number> = {};
    for (const { times, pending } of this.asked) {
      const count = times - pending.times;
      if (count > 0) counts[pending.name] = (counts[pending.name] ?? 0) + count;
    }
    return counts;
  }
}
