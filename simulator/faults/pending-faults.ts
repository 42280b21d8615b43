/** The faults that a test or a demo has asked for, and that have not happened yet. */
import type { OperationName } from "pulumi-modelarts/wire/operations";
import { faults, type Fault, type FaultName } from "./faults";

export interface FaultRequest {
  name: FaultName;
  /** Only requests of this operation meet the fault. By default the entry's operation, or any. */
  operation?: OperationName;
  /** Only requests about the notebook of this name meet the fault. By default any. */
  notebook?: string;
  /** How often the fault happens. By default the entry's number, or 1. */
  times?: number;
  /** In milliseconds: how long a slow answer takes, or how long the answer tells the client to wait. */
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

  /** The pending faults that a request of this operation may meet. */
  matching(operation: OperationName, notebookName: string | undefined): MatchingFault[] {
    return this.requested
      .filter((pending) => pending.operation === undefined || pending.operation === operation)
      .filter((pending) => pending.notebook === undefined || pending.notebook === notebookName)
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
