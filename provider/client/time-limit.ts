/**
 * The end of one exchange: at a time, or when the command is cancelled. Its timers are real ones, since a socket
 * knows no other clock than the machine's.
 */

/** The reason of a limit that was reached. */
export class TimeIsUp extends Error {
  constructor(
    /** How long the exchange was given, in milliseconds. */
    readonly ms: number,
    readonly isCancelled: boolean,
  ) {
    super(`longer than ${ms} ms`);
  }
}

/** The longest time that a timer of Node can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private graceMs = 0;

  constructor(
    ms: number,
    private readonly cancelled: AbortSignal | undefined,
  ) {
    cancelled?.addEventListener("abort", this.onCancel, { once: true });
    if (cancelled?.aborted === true) this.onCancel();
    this.endIn(ms);
  }

  /** Aborts at the end, with TimeIsUp or the cancel signal's reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  endIn(ms: number, isCancelled = false): void {
    const end = () => this.controller.abort(new TimeIsUp(ms, isCancelled));
    if (ms <= 0) end();
    else this.timers.push(setTimeout(end, Math.min(ms, MAX_TIMER_MS)));
  }

  /** After a cancel, the exchange may go on for this long. Without a call, it ends at once. */
  allowGrace(ms: number): void {
    this.graceMs = ms;
  }

  /** Settles as `work` does, or rejects at the end, whichever comes first. */
  async race<Result>(work: Promise<Result>): Promise<Result> {
    let onEnd = (): void => undefined;
    const ended = new Promise<never>((_, reject) => {
      onEnd = () => reject(this.signal.reason as Error);
      this.signal.addEventListener("abort", onEnd, { once: true });
      if (this.signal.aborted) onEnd();
    });
    return Promise.race([work, ended]);
  }

  /** Removes what would keep the process alive. */
  release(): void {
    this.timers.forEach(clearTimeout);
    this.cancelled?.removeEventListener("abort", this.onCancel);
  }

  private readonly onCancel = (): void => {
    if (this.graceMs > 0) this.endIn(this.graceMs, true);
    else this.controller.abort(this.cancelled?.reason);
  };
}
