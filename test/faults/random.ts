/** A choice that a seed repeats. */

/** mulberry32: numbers in [0, 1) from a seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As many of the items as asked for, in their own order. */
export function sample<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  const next = randomNumbers(seed);
  const chosen = items
    .map((item, index) => ({ item, index, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count);
  return chosen.sort((a, b) => a.index - b.index).map(({ item }) => item);
}
