/** What a fault is: the moments of an exchange at which it can act. */
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { OperationName } from "pulumi-modelarts/wire/operations";
import type { ApiError } from "../answers/errors";
import type { NotebookState } from "../state/notebook-transitions";
import type { WireNotebook } from "../wire";

/** How a connection ends without an answer: `dropped` closes it, `reset` resets it (RST). */
export type Broken = "dropped" | "reset";

/** The connection of one request. */
export interface Connection {
  /** Resolves at the end of the answer, or when the client or the simulator has closed the connection. */
  closed: Promise<void>;
  close(): void;
}

/** A request that meets a fault. */
export interface Met {
  /** The notebook that the path names; undefined if there is none. */
  notebook: WireNotebook | undefined;
  /** The delay that the request for the fault names, in milliseconds. */
  delayMs: number;
  /** The simulator's time, in milliseconds since 1970 (UTC). */
  now: number;
  cloud: Cloud;
  connection: Connection;
}

export interface Fault {
  /** What happens, for the table in the README. */
  readonly description: string;
  /** The operation that meets the fault if the request for the fault names none; any if undefined. */
  readonly operation?: OperationName;
  /** How often the fault happens if the request for the fault names no number; once if undefined. */
  readonly times?: number;
  /** What happens instead of the operation; undefined if the fault does not apply to the notebook. */
  refuse?(met: Met): ApiError | Response | Broken | undefined;
  /** The answer is 504, and the operation takes place `delayMs` later. */
  readonly isLate?: true;
  /** Changes the notebook after the operation. */
  changeNotebook?(state: NotebookState, met: Met): NotebookState;
  /** Makes the operation's mount or image fail later, for this reason. */
  readonly failureReason?: string;
  /** Changes the answer after the operation. */
  changeAnswer?(answer: Response, met: Met): Response | Broken | Promise<Response | Broken>;
}
