/** Medians of samples, and in which order to take them. */

export interface Summary {
  median: number;
  min: number;
  max: number;
}

/** @throws Error if there are no samples. */
export function summary(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (low === undefined || high === undefined) throw new Error("There are no samples.");
  return { median: (low + high) / 2, min: sorted[0] ?? low, max: sorted.at(-1) ?? high };
}

/**
 * The order of a round: each round begins with another item, and every second round goes backwards, so that no item
 * always has the same predecessor or the machine at its coolest.
 */
export function inRound<Item>(items: readonly Item[], round: number): Item[] {
  const first = items.length === 0 ? 0 : round % items.length;
  const rotated = [...items.slice(first), ...items.slice(0, first)];
  return round % 2 === 0 ? rotated : rotated.reverse();
}
