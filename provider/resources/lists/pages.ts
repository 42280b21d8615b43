/** A list of any length, read page by page while others create and delete what it lists. */
import { ModelArtsError } from "../../client/errors";
import { PAGE_SIZE } from "../../wire/page";

/** A hundred thousand records; a list that goes on after that never ends. */
const MAX_PAGES = 2000;

export interface Range {
  limit: number;
  offset: number;
}

export interface Page<Item> {
  data: Item[];
  total?: number;
}

/** Told how many records are known by now, and of how many. */
export type OnPage = (done: number, total: number) => void;

/**
 * Every record of a list, each once. Only whole pages are asked for: a cloud may answer page
 * floor(offset / limit), so the offset is always a multiple of the limit.
 *
 * A creation in front moves the other records down, so that some are seen twice. A deletion moves the
 * records behind it up, so that some may be skipped. Between two pages the unread records move up by at
 * most as many positions as `total` falls, since creations in front make up for deletions; so the list
 * goes back that far.
 *
 * Guaranteed, where the newest come first and the server answers `total`: every record that exists and
 * matches from the first page to the last is found. A record that comes or goes meanwhile may be found.
 *
 * Not guaranteed: the same with another sorting, with a filter that an older record begins to match
 * meanwhile (it joins behind and hides a deletion), or without `total`, where no fall can be seen. What
 * `total` says is still checked at the end.
 *
 * @param what the records are called in errors, e.g. "notebooks".
 */
export async function everyRecord<Item extends { id?: string }>(
  list: (range: Range) => Promise<Page<Item>>,
  what: string,
  onPage: OnPage = () => undefined,
): Promise<Item[]> {
  const found = new Map<unknown, Item>();
  /** Each record that was there from the start and is at a position below this one is found. */
  let covered = 0;
  let last: number | undefined;
  /** The lowest `total` of all pages: at most this many records were there all the time. */
  let least = Infinity;
  let knownAtStart = 0;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const offset = covered - (covered % PAGE_SIZE);
    const known = found.size;
    const { data, total } = await list({ limit: PAGE_SIZE, offset });
    for (const item of data) found.set(item.id ?? item, item);
    onPage(found.size, total ?? found.size);

    covered = Math.max(0, covered - fall(last, total));
    last = total;
    least = Math.min(least, total ?? 0);
    if (offset > covered) continue; // Records moved from this page to one that was read before.
    covered = Math.max(covered, offset + PAGE_SIZE);
    const isEnd =
      total === undefined
        ? data.length < PAGE_SIZE || found.size === known
        : covered >= total || data.length === 0;
    if (!isEnd) continue;

    if (found.size >= least) return [...found.values()];
    // A creation that made up for a deletion looks the same once; a second look tells them apart.
    if (found.size === knownAtStart) throw incomplete(what, least, found.size);
    knownAtStart = found.size;
    covered = 0;
  }
  throw new ModelArtsError(
    `Listing the ${what} was given up after ${MAX_PAGES} pages. Narrow it down, e.g. with --name.`,
  );
}

function fall(before: number | undefined, now: number | undefined): number {
  return before === undefined || now === undefined ? 0 : Math.max(0, before - now);
}

function incomplete(what: string, total: number, found: number): ModelArtsError {
  return new ModelArtsError(
    `Listing the ${what} failed: ModelArts says that there are ${total}, but gave only ${found}. ` +
      "Narrow it down with filters, e.g. --name.",
  );
}
