/** Sorts lists and cuts them into pages. */
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";

export interface Page<Item> {
  current: number;
  data: Item[];
  pages: number;
  size: number;
  total: number;
}

interface Numbering {
  /** Which record is first on a page whose offset is no multiple of the limit. */
  page: AssumedValues["page"];
  /** The number of the first page. */
  first: 0 | 1;
}

/** Without a limit all items are on one page. */
export function page<Item>(
  items: readonly Item[],
  { offset = 0, limit = Math.max(items.length, 1) }: { offset?: number; limit?: number },
  numbering: Numbering,
): Page<Item> {
  const number = Math.floor(offset / limit);
  const start = numbering.page === "floor" ? number * limit : offset;
  return {
    current: number + numbering.first,
    data: items.slice(start, start + limit),
    pages: Math.ceil(items.length / limit),
    size: limit,
    total: items.length,
  };
}

/** Sorts by the keys in `sort_key`, which are separated by commas. Without keys the order stays. */
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

/** A missing value comes first. */
function compare(a: string | number = "", b: string | number = ""): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}
