/** Reads the notebook until it has what is waited for, with longer and longer pauses. */
import type { Clock } from "../../provider/client/clock";
import { ApiError, ConnectionError, ModelArtsError } from "../../provider/client/errors";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { notebookStatuses } from "../../provider/wire/facts/statuses";
import type { Pace } from "./pace";

/** The notebook can't be brought to the next status, so no further check can be made. */
export class WalkError extends ModelArtsError {
  override readonly name = "WalkError";

  constructor(message: string, options?: ErrorOptions) {
    super("modelarts/conformance", message, options);
  }
}

export interface PollingParts {
  clock: Clock;
  pace: Pace;
  /** Ends every wait. */
  signal?: AbortSignal;
}

export interface WaitOptions {
  read: () => Promise<NotebookDetail>;
  /** For the error message, e.g. "runs". */
  goal: string;
  /** @param readAt when the request was sent; the notebook was so at that time or later. */
  isDone: (detail: NotebookDetail, readAt: number) => boolean;
}

export class Polling {
  private readonly deadline: number;

  constructor(
    private readonly parts: PollingParts,
    limitMs = parts.pace.walkMs,
  ) {
    this.deadline = parts.clock.now() + limitMs;
  }

  /** Attempts until `changeMs` or the whole time is over. Each one yields the pause to make after it. */
  *attempts(): Generator<() => Promise<void>, undefined> {
    const { clock, pace, signal } = this.parts;
    const end = Math.min(clock.now() + pace.changeMs, this.deadline);
    for (let ms = pace.firstMs; clock.now() < end; ms = Math.min(ms * 1.5, pace.mostMs)) {
      signal?.throwIfAborted();
      yield () => clock.sleep(ms, signal);
    }
  }

  /** @throws WalkError if the notebook gets a failed status, or if it takes too long. */
  async waitUntil({ read, goal, isDone }: WaitOptions): Promise<NotebookDetail> {
    let status: string | undefined;
    for (const pause of this.attempts()) {
      const readAt = this.parts.clock.now();
      const detail = await read().catch(undefinedIfTransient);
      if (detail !== undefined) {
        if (isDone(detail, readAt)) return detail;
        ({ status } = detail);
        if (meaningOf(status) === "failed") throw failedStatus(detail);
      }
      await pause();
    }
    const last = status ?? "not known";
    throw new WalkError(`Waiting until the notebook ${goal} took too long; its status is ${last}.`);
  }
}

export function isMoving({ status }: NotebookDetail): boolean {
  return meaningOf(status) === "moving";
}

/** Whether a failed request may succeed later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof ApiError && (error.status >= 500 || error.status === 429);
}

/** Waiting goes on after a transient error. */
function undefinedIfTransient(error: unknown): undefined {
  if (!isTransient(error)) throw error;
}

function meaningOf(status: string | undefined): string | undefined {
  return Object.hasOwn(notebookStatuses, status ?? "")
    ? notebookStatuses[status as keyof typeof notebookStatuses]
    : undefined;
}

function failedStatus({ status, failReason }: NotebookDetail): WalkError {
  const why = failReason === undefined ? "" : `: ${failReason}`;
  return new WalkError(`The notebook got the status ${status}${why}.`);
}
