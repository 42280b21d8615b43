/**
 * The end of one exchange: at a time, or when the command is cancelled. Its timers are real ones, since a socket
 * knows no other clock than the machine's. Callbacks and no AbortSignal: a signal and its listeners cost as much as
 * the signature of a request.
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
  /** TimeIsUp or the cancel signal's reason, once the end has come. */
  private reason: Error | undefined;
  private readonly listeners: ((reason: Error) => void)[] = [];
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

  get hasEnded(): boolean {
    return this.reason !== undefined;
  }

  endIn(ms: number, isCancelled = false): void {
    const end = () => this.end(new TimeIsUp(ms, isCancelled));
    if (ms <= 0) end();
    else this.timers.push(setTimeout(end, Math.min(ms, MAX_TIMER_MS)));
  }

  /** After a cancel, the exchange may go on for this long. Without a call, it ends at once. */
  allowGrace(ms: number): void {
    this.graceMs = ms;
  }

  /** Calls the listener with the reason at the end; at once if the end has come. */
  onEnd(listener: (reason: Error) => void): void {
    if (this.reason === undefined) this.listeners.push(listener);
    else listener(this.reason);
  }

  /** Settles as `work` does, or rejects at the end, whichever comes first. */
  race<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.onEnd(reject);
      work.then(resolve, reject);
    });
  }

  /** Removes what would keep the process alive. */
  release(): void {
    this.timers.forEach(clearTimeout);
    this.cancelled?.removeEventListener("abort", this.onCancel);
  }

  private end(reason: Error): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    for (const listener of this.listeners) listener(reason);
  }

  private readonly onCancel = (): void => {
    if (this.graceMs > 0) this.endIn(this.graceMs, true);
    else this.end(this.cancelled?.reason as Error);
  };
}
