/** How long the run waits between two reads, and in all. Times are in milliseconds. */
export interface Pace {
  /** The first pause. Each further pause is longer by half. */
  firstMs: number;
  /** The longest pause. */
  mostMs: number;
  /** The pause before a request that may restart the lease: afterwards a new end can be told from the old one. */
  settleMs: number;
  /** The longest time for one change of the status. */
  changeMs: number;
  /** The longest time for all checks. The deletion at the end has its own `changeMs`. */
  walkMs: number;
}

const MINUTE = 60_000;

export const cloudPace: Pace = {
  firstMs: 2_000,
  mostMs: 15_000,
  settleMs: 5_000,
  changeMs: 15 * MINUTE,
  walkMs: 45 * MINUTE,
};

/** @param transitionMs how long a status such as STARTING lasts on the simulator. */
export function simulatorPace(transitionMs: number): Pace {
  return {
    firstMs: transitionMs / 8,
    mostMs: transitionMs / 4,
    settleMs: Math.max(100, transitionMs / 8),
    changeMs: 2 * MINUTE,
    walkMs: 5 * MINUTE,
  };
}
