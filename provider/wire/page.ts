import { z } from "zod";
import { ShapeError } from "./shape";

/** A page size that every list accepts. Source: Huawei Cloud's pages, which name 10, 20 and 50. */
export const PAGE_SIZE = 50;

/**
 * One page of a list. `current` counts from 0 in some lists and from 1 in others, so no code uses it. `total` is
 * the number of records of the whole list.
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    current: z.number().optional(),
    data: z.array(item),
    pages: z.number().optional(),
    size: z.number().optional(),
    total: z.number().optional(),
  });
}

/** A list without pages: its operation has no `limit` and no `offset`, so that one answer has every row. */
export function wholePage<Item extends z.ZodType>(item: Item) {
  return page(item).refine(({ data, total = 0 }) => data.length >= total, {
    path: ["data"],
    message: "has fewer rows than total says",
  });
}

/**
 * The answer to a list, with its rows. Without this check, an answer that is no list would be an empty list, and
 * what the program manages would count as gone. A server may write an empty list as `null`: accepted only if
 * `total` says the same. No published example shows it.
 *
 * @param rows the name of the field with the rows.
 * @throws ShapeError if the rows or one of them are missing.
 */
export function withRows(json: unknown, rows: string, what: string): unknown {
  const fields = Object(json) as Record<string, unknown>;
  const given = Object.hasOwn(fields, rows) ? fields[rows] : undefined;
  if (given === null && fields["total"] === 0) return { ...fields, [rows]: [] };
  const missing = (path: string) => new ShapeError(what, [{ path, message: "is missing" }]);
  if (given === undefined || given === null) throw missing(`$.${rows}`);
  const index = Array.isArray(given) ? given.indexOf(null) : -1;
  if (index >= 0) throw missing(`$.${rows}[${index}]`);
  return json;
}
