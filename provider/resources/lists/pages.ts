/** A list of any length, read page by page while other clients create and delete its records. */
import { ModelArtsError } from "../../client/errors";
import { PAGE_SIZE } from "../../wire/page";

/** Enough for a hundred thousand records. */
const MAX_PAGES = 2000;

export interface Range {
  limit: number;
  offset: number;
}

export interface Page<Item> {
  data: Item[];
  total?: number;
}

/** Called after each page. @param done records read so far. @param total records of the whole list. */
export type OnPage = (done: number, total: number) => void;

/**
 * Every record of a list, each once. Only whole pages are read, so the offset is always a multiple of the
 * limit: a cloud may return page floor(offset / limit) for an offset.
 *
 * A record that is created at the front moves all others down by one position: some are read twice. A record
 * that is deleted moves all records behind it up: some may be skipped. Between two pages, unread records move
 * up by at most as many positions as `total` decreases, so reading goes back by that number.
 *
 * Guaranteed if the newest records come first and the server returns `total`: every record that exists and
 * matches during the whole reading is found. A record that is created or deleted meanwhile may be found.
 *
 * Not guaranteed: the same with another order; with a filter that an older record begins to match meanwhile
 * (the record is added behind and hides a deletion); without `total`, which is needed to notice deletions. The
 * number of records is still compared with `total` at the end.
 *
 * @param what the name of the records in errors, e.g. "notebooks".
 * @throws ModelArtsError if fewer records are found than `total` says, or if the list does not end.
 */
export async function everyRecord<Item extends { id?: string }>(
  list: (range: Range) => Promise<Page<Item>>,
  what: string,
  onPage: OnPage = () => undefined,
): Promise<Item[]> {
  const found = new Map<unknown, Item>();
  /** Each record that existed from the start and is at a position below this one has been found. */
  let covered = 0;
  let last: number | undefined;
  /** A lower bound: at most this many records existed during the whole reading. */
  let lowestTotal = Infinity;
  let knownAtStart = 0;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const offset = covered - (covered % PAGE_SIZE);
    const known = found.size;
    const { data, total } = await list({ limit: PAGE_SIZE, offset });
    for (const item of data) found.set(item.id ?? item, item);
    onPage(found.size, total ?? found.size);

    covered = Math.max(0, covered - decrease(last, total));
    last = total;
    lowestTotal = Math.min(lowestTotal, total ?? 0);
    if (offset > covered) continue; // Records moved from this page to a page that was read before.
    covered = Math.max(covered, offset + PAGE_SIZE);
    const isEnd =
      total === undefined
        ? data.length < PAGE_SIZE || found.size === known
        : covered >= total || data.length === 0;
    if (!isEnd) continue;

    if (found.size >= lowestTotal) return [...found.values()];
    // A creation may have hidden a deletion, so the list is read once more before this counts as an error.
    if (found.size === knownAtStart) throw incompleteList(what, lowestTotal, found.size);
    knownAtStart = found.size;
    covered = 0;
  }
  throw new ModelArtsError(
    "modelarts/incomplete-list",
    `Listing the ${what} was given up after ${MAX_PAGES} pages. Use filters, e.g. a name.`,
  );
}

function decrease(before: number | undefined, now: number | undefined): number {
  return before === undefined || now === undefined ? 0 : Math.max(0, before - now);
}

/** The list has fewer records than it says. Using it would take the others for gone. */
export function incompleteList(what: string, total: number, found: number): ModelArtsError {
  return new ModelArtsError(
    "modelarts/incomplete-list",
    `Listing the ${what} failed: ModelArts says that there are ${total}, but returned only ${found}. ` +
      "Use filters, e.g. a name.",
  );
}
