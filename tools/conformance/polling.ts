/** Looking at the notebook, rarer and rarer, until it is as it should be. */
import type { Clock } from "../../provider/client/clock";
import { ApiError, ConnectionError, ModelArtsError } from "../../provider/client/errors";
import { type NotebookDetail } from "../../provider/wire/notebook";
import type { Pace } from "./pace";
import { notebookStatuses } from "../../provider/wire/statuses";

/** The walk can't go on, so no further check can be made. */
export class WalkError extends ModelArtsError {
  override readonly name = "WalkError";
}

export interface PollingParts {
  clock: Clock;
  pace: Pace;
  /** Ends every wait. */
  signal?: AbortSignal;
}

export interface Watched {
  look: () => Promise<NotebookDetail>;
  /** As the error says it: "runs". */
  what: string;
  /** @param asked when the look was sent: whatever it shows was so at that time or later. */
  isDone: (detail: NotebookDetail, asked: number) => boolean;
}

export class Polling {
  private readonly deadline: number;

  constructor(
    private readonly parts: PollingParts,
    limitMs = parts.pace.walkMs,
  ) {
    this.deadline = parts.clock.now() + limitMs;
  }

  /** Turns until one change takes too long or all of the time is over, each with the pause after it. */
  *turns(): Generator<() => Promise<void>, undefined> {
    const { clock, pace, signal } = this.parts;
    const end = Math.min(clock.now() + pace.changeMs, this.deadline);
    for (let ms = pace.firstMs; clock.now() < end; ms = Math.min(ms * 1.5, pace.mostMs)) {
      signal?.throwIfAborted();
      yield () => clock.sleep(ms, signal);
    }
  }

  /** @throws WalkError in a failed status, or if it takes too long. */
  async watch({ look, what, isDone }: Watched): Promise<NotebookDetail> {
    let status: string | undefined;
    for (const pause of this.turns()) {
      const asked = this.parts.clock.now();
      const detail = await look().catch(onlyIfPassing);
      if (detail !== undefined) {
        if (isDone(detail, asked)) return detail;
        ({ status } = detail);
        if (meaningOf(status) === "failed") throw failed(detail);
      }
      await pause();
    }
    const last = status ?? "not known";
    throw new WalkError(`Waiting until the notebook ${what} took too long; its status is ${last}.`);
  }
}

export function isMoving({ status }: NotebookDetail): boolean {
  return meaningOf(status) === "moving";
}

/** Whether a request that failed may be sent again later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof ApiError && (error.status >= 500 || error.status === 429);
}

/** One bad answer is no reason to give up the waiting. */
function onlyIfPassing(error: unknown): undefined {
  if (!isPassing(error)) throw error;
}

function meaningOf(status: string | undefined): string | undefined {
  return Object.hasOwn(notebookStatuses, status ?? "")
    ? notebookStatuses[status as keyof typeof notebookStatuses]
    : undefined;
}

function failed({ status, failReason }: NotebookDetail): WalkError {
  const why = failReason === undefined ? "" : `: ${failReason}`;
  return new WalkError(`The notebook came into the status ${status}${why}.`);
}
