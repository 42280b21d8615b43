/** The faults that a test or a demo has asked for, and that have not happened yet. */
import type { OperationName } from "pulumi-modelarts/wire/operations";
import type { Fault } from "./fault";
import { faults, type FaultName } from "./faults";

export interface FaultRequest {
  name: FaultName;
  /** Only requests of this operation meet the fault. By default the entry's operation, or any. */
  operation?: OperationName;
  /**
   * Only requests about the notebook of this name meet the fault: those whose path, body or query names it. By
   * default any. An image's name is good, too.
   */
  notebook?: string;
  /** How many of these requests pass before the fault happens. By default none. */
  after?: number;
  /** How often the fault happens. By default the entry's number, or 1. */
  times?: number;
  /** In milliseconds: how long something takes, or by how much something is wrong; see the entry. */
  delayMs?: number;
}

export type PendingFault = Required<Omit<FaultRequest, "operation" | "notebook">> &
  Pick<FaultRequest, "operation" | "notebook">;

/** A pending fault with its entry; `spend` counts one occurrence. */
export type MatchingFault = PendingFault & { fault: Fault; spend: () => void };

const DEFAULT_DELAY_MS = 1000;

export class Faults {
  private requested: PendingFault[] = [];

  /** Asks for a fault, e.g. `ask({ name: "createFails" })`. */
  ask({
    name,
    times,
    delayMs = DEFAULT_DELAY_MS,
    after = 0,
    operation,
    notebook,
  }: FaultRequest): PendingFault {
    const fault: Fault = faults[name];
    const pending: PendingFault = {
      name,
      notebook,
      operation: operation ?? fault.operation,
      times: times ?? fault.times ?? 1,
      delayMs,
      after,
    };
    this.requested.push(pending);
    return pending;
  }

  /** The faults that have not happened as often as was asked for. */
  pending(): readonly PendingFault[] {
    return this.requested;
  }

  clear(): void {
    this.requested = [];
  }

  /**
   * The pending faults that a request of this operation meets. To be called once for each request, since some
   * faults let requests pass first.
   */
  matching(operation: OperationName, notebookName: string | undefined): MatchingFault[] {
    return this.requested
      .filter((pending) => pending.operation === undefined || pending.operation === operation)
      .filter((pending) => pending.notebook === undefined || pending.notebook === notebookName)
      .filter((pending) => pending.after-- <= 0)
      .map((pending) => ({
        ...pending,
        fault: faults[pending.name],
        spend: () => this.spend(pending),
      }));
  }

  private spend(pending: PendingFault): void {
    pending.times -= 1;
    this.requested = this.requested.filter(({ times }) => times > 0);
  }
}
