/** Items by a key, and groups cut into batches. */

export function groupsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** The items of each group in batches of about the same size. */
export function batchesBy<Item>(
  items: readonly Item[],
  size: number,
  keyOf: (item: Item) => string,
): Item[][] {
  return [...groupsOf(items, keyOf).values()].flatMap((group) => {
    const count = Math.ceil(group.length / size);
    return Array.from({ length: count }, (_, index) =>
      group.filter((_, position) => position % count === index),
    );
  });
}
