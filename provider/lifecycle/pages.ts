/** A list of any length while it changes: none that stays is lost, none comes twice. */
import { ModelArtsError } from "../client/errors";

const PAGE_SIZE = 100;
/** A hundred thousand records; what goes on after that is a list that never ends. */
const MAX_PAGES = 1000;

interface Page<Item> {
  data: Item[];
  total?: number;
}

/**
 * Pages overlap by one record. Where that record is not known yet, others vanished meanwhile and those
 * behind them moved up, so the page before is read again.
 *
 * @param what the records are called in errors, e.g. "notebooks".
 * @param onPage told how many are known by now, and of how many.
 */
export async function everyRecord<Item extends { id?: string }>(
  list: (range: { limit: number; offset: number }) => Promise<Page<Item>>,
  what: string,
  onPage: (done: number, total: number) => void = () => undefined,
): Promise<Item[]> {
  const found = new Map<unknown, Item>();
  const keyOf = (item: Item | undefined) => item?.id ?? item;
  let offset = 0;
  /** Those that were there all the time are no more than this; others may have come meanwhile. */
  let least = Infinity;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { data, total } = await list({ limit: PAGE_SIZE, offset });
    least = Math.min(least, total ?? 0);
    if (offset > 0 && !found.has(keyOf(data[0]))) {
      // Its records don't count yet: behind a gap, they would hide it from the next look.
      offset = Math.max(0, offset - PAGE_SIZE);
      continue;
    }
    for (const item of data) found.set(keyOf(item), item);
    onPage(found.size, total ?? found.size);
    if (data.length <= 1 || offset + data.length >= (total ?? Infinity)) {
      if (found.size < least) {
        throw new ModelArtsError(
          `Listing the ${what} failed: ModelArts says that there are ${least}, but gave only ` +
            `${found.size}. Narrow it down with filters, e.g. --name.`,
        );
      }
      return [...found.values()];
    }
    offset += data.length - 1;
  }
  throw new ModelArtsError(
    `Listing the ${what} was given up after ${MAX_PAGES} pages. Narrow it down, e.g. with --name.`,
  );
}
