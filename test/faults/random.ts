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

/**
 * As many of the items as asked for, in their own order.
 *
 * @param groupOf items of different groups take turns, so that each group has about as many.
 */
export function sample<Item>(
  items: readonly Item[],
  count: number,
  seed: number,
  groupOf: (item: Item) => string = () => "",
): Item[] {
  const next = randomNumbers(seed);
  const ranked = items
    .map((item, index) => ({ item, index, rank: next() }))
    .sort((a, b) => a.rank - b.rank);
  const turns = new Map<string, number>();
  const chosen = ranked
    .map((each) => {
      const group = groupOf(each.item);
      const turn = turns.get(group) ?? 0;
      turns.set(group, turn + 1);
      return { ...each, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .slice(0, count);
  return chosen.sort((a, b) => a.index - b.index).map(({ item }) => item);
}
