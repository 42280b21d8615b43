/** Finds the names that are most like another one. */

/** @returns the items whose names are nearest to `wanted`, the nearest first; equally near ones keep their order. */
export function nearest<Item>(
  wanted: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  most: number,
): Item[] {
  return items
    .map((item) => ({ item, distance: editDistance(wanted, nameOf(item)) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ item }) => item);
}

/** How many characters must be added, removed or replaced to turn one text into the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  /** The distances between the part of `from` that was read so far and each beginning of `to`. */
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const character of from) {
    const next = [(row[0] ?? 0) + 1];
    for (let length = 1; length <= to.length; length++) {
      const [removed, added, kept] = [
        row[length] ?? 0,
        next[length - 1] ?? 0,
        row[length - 1] ?? 0,
      ];
      const isEqual = character === to[length - 1];
      next.push(isEqual ? kept : 1 + Math.min(removed, added, kept));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
