/** The simulator's clock: the given one, plus what it was turned on by. */
export class Clock {
  private advanced = 0;

  constructor(private readonly clock: { now(): number } = Date) {}

  /** The time of everything that the simulator answers. */
  readonly now = (): number => this.clock.now() + this.advanced;

  /** The time of the given clock, which a client's signature is compared with. */
  readonly clientNow = (): number => this.clock.now();

  /** Turns the clock on by that many milliseconds. */
  readonly advance = (ms: number): void => {
    if (!(ms >= 0)) throw new Error(`A clock only goes forward, not by ${ms} ms.`);
    this.advanced += ms;
  };

  get advancedMs(): number {
    return this.advanced;
  }
}
