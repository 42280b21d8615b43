/** Several lists of the API as one. The first list must be readable; the result names refused other ones. */
import { camelKey } from "../../wire/shape";
import { inParallel } from "../shared/in-parallel";
import { everyRecord, type OnPage, type Page, type Range } from "./pages";
import { isRefusal } from "./workspaces";

/** How many lists are read at the same time. */
const CONCURRENCY = 4;

/** The order of a list, under the API's names. */
export interface Sorting {
  sortKey?: string;
  sortDir?: "ASC" | "DESC";
}

export interface Union<Part, Item> {
  items: Item[];
  /** The lists that were refused, and why. */
  refused: { part: Part; reason: string }[];
}

/** @throws any error of the first list, and transient errors of the other ones. */
export async function union<Part, Item extends { id?: string }>(
  parts: readonly Part[],
  list: (part: Part, range: Range) => Promise<Page<Item>>,
  { what, sorting, onPage }: { what: string; sorting: Sorting; onPage?: OnPage },
): Promise<Union<Part, Item>> {
  const lists: Item[][] = parts.map(() => []);
  const refused: Union<Part, Item>["refused"] = [];
  const counts = parts.map(() => [0, 0]);
  const sum = (which: 0 | 1) => counts.reduce((all, count) => all + (count[which] ?? 0), 0);
  const read = async (part: Part, index: number) => {
    lists[index] = await everyRecord(
      (range) => list(part, range),
      what,
      (done, total) => {
        counts[index] = [done, total];
        onPage?.(sum(0), sum(1));
      },
    );
  };
  const [first, ...rest] = parts;
  if (first !== undefined) await read(first, 0);
  await inParallel(rest, CONCURRENCY, async (part, index) => {
    await read(part, index + 1).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      refused.push({ part, reason: error.message });
    });
  });
  return { items: merged(lists, sorting), refused };
}

/** Each record once, in the requested order. A single list keeps the order of the service. */
function merged<Item extends { id?: string }>(
  lists: readonly (readonly Item[])[],
  sorting: Sorting,
): Item[] {
  const items = [...new Map(lists.flat().map((item) => [item.id ?? item, item])).values()];
  const isSingle = lists.filter((list) => list.length > 0).length < 2;
  return isSingle || sorting.sortKey === undefined ? items : items.sort(comparing(sorting));
}

function comparing({ sortKey = "", sortDir = "DESC" }: Sorting) {
  const keys = sortKey.split(",").map((key) => camelKey(key.trim()));
  const sign = sortDir === "ASC" ? 1 : -1;
  return (one: object, other: object): number => {
    for (const key of keys) {
      const order = compare(one[key as never], other[key as never]);
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

/** Missing values and objects come first. */
function compare(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";
  return text(one) < text(other) ? -1 : Number(text(one) > text(other));
}
