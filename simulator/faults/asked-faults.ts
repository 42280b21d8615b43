/** The faults that somebody asked for and that are still to happen. */
import type { OperationName } from "pulumi-modelarts/wire/operations";
import { faults, type Fault, type FaultName } from "./faults";

export interface FaultRequest {
  name: FaultName;
  /** Only in this operation. */
  operation?: OperationName;
  /** Only to the notebook of this name, so that each of several meets its own. */
  notebook?: string;
  /** How many times. */
  times?: number;
  /** How long a slow answer takes, how long a client is told to wait. */
  delayMs?: number;
}

export type AskedFault = Required<Omit<FaultRequest, "operation" | "notebook">> &
  Pick<FaultRequest, "operation" | "notebook">;

const DEFAULT_DELAY_MS = 1000;

export class Faults {
  private asked: AskedFault[] = [];

  /** Asks for a fault, e.g. `ask({ name: "createFails" })`. */
  ask({ name, times, delayMs = DEFAULT_DELAY_MS, ...only }: FaultRequest): AskedFault {
    const fault: Fault = faults[name];
    const asked: AskedFault = {
      name,
      notebook: only.notebook,
      operation: only.operation ?? fault.operation,
      times: times ?? fault.times,
      delayMs,
    };
    this.asked.push(asked);
    return asked;
  }

  /** What is still to happen. */
  pending(): readonly AskedFault[] {
    return this.asked;
  }

  clear(): void {
    this.asked = [];
  }

  /** The faults that an operation may meet on the notebook of that name, each with its entry. */
  of(
    operation: OperationName,
    notebook: string | undefined,
  ): (AskedFault & { fault: Fault; spend: () => void })[] {
    return this.asked
      .filter((asked) => asked.operation === undefined || asked.operation === operation)
      .filter((asked) => asked.notebook === undefined || asked.notebook === notebook)
      .map((asked) => ({ ...asked, fault: faults[asked.name], spend: () => this.spend(asked) }));
  }

  private spend(asked: AskedFault): void {
    asked.times -= 1;
    this.asked = this.asked.filter(({ times }) => times > 0);
  }
}
