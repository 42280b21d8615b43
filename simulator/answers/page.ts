/** How lists are sorted and cut. */
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";

export interface Page<Item> {
  current: number;
  data: Item[];
  pages: number;
  size: number;
  total: number;
}

interface Cut {
  /** Which record is first where the offset is no multiple of the limit. */
  page: AssumedValues["page"];
  /** What the first page is called. */
  first: 0 | 1;
}

/** Without a limit all items are on one page. */
export function page<Item>(
  items: readonly Item[],
  { offset = 0, limit = Math.max(items.length, 1) }: { offset?: number; limit?: number },
  cut: Cut,
): Page<Item> {
  const number = Math.floor(offset / limit);
  const start = cut.page === "floor" ? number * limit : offset;
  return {
    current: number + cut.first,
    data: items.slice(start, start + limit),
    pages: Math.ceil(items.length / limit),
    size: limit,
    total: items.length,
  };
}

/**
 * Sorted by the keys that `sort_key` names, separated by commas. Without keys the items keep the
 * order that they have.
 */
export function sort<Item extends object>(
  items: readonly Item[],
  { sort_key, sort_dir = "DESC" }: { sort_key?: string; sort_dir?: "ASC" | "DESC" },
): Item[] {
  if (sort_key === undefined) return [...items];
  const keys = sort_key.split(",").map((key) => key.trim());
  const ascending = [...items].sort((a, b) => {
    for (const key of keys) {
      const order = compare((a as never)[key], (b as never)[key]);
      if (order !== 0) return order;
    }
    return 0;
  });
  return sort_dir === "ASC" ? ascending : ascending.reverse();
}

/** What is missing comes first. */
function compare(a: string | number = "", b: string | number = ""): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}
