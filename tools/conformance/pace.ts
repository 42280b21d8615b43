/** How long the walk waits between two looks, and in all. */
export interface Pace {
  /** The first pause; each further one is half as long again. */
  firstMs: number;
  /** No pause is longer. */
  mostMs: number;
  /** What must have passed since a lease was stamped, before it is seen whether something stamps it anew. */
  settleMs: number;
  /** One change of the status takes at most this long. */
  changeMs: number;
  /** The whole walk takes at most this long. The deletion at the end has its own time. */
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

/** @param transitionMs how long a change of the status takes on a simulator. */
export function simulatorPace(transitionMs: number): Pace {
  return {
    firstMs: transitionMs / 8,
    mostMs: transitionMs / 4,
    settleMs: Math.max(100, transitionMs / 8),
    changeMs: 2 * MINUTE,
    walkMs: 5 * MINUTE,
  };
}
