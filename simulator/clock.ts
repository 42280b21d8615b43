/** The simulator's clock: the given clock, plus the time by which `advance` moved it forward. */
export class Clock {
  private advanced = 0;

  constructor(private readonly clock: { now(): number } = Date) {}

  /** The time of every answer, in milliseconds since 1970 (UTC). */
  readonly now = (): number => this.clock.now() + this.advanced;

  /** The given clock's time, to compare a client's signature with: nobody advances the client's own clock. */
  readonly clientNow = (): number => this.clock.now();

  /** Moves the clock forward by `ms` milliseconds. */
  readonly advance = (ms: number): void => {
    if (!(ms >= 0)) throw new Error(`A clock only goes forward, not by ${ms} ms.`);
    this.advanced += ms;
  };

  get advancedMs(): number {
    return this.advanced;
  }
}
