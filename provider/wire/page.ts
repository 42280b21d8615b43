import { z } from "zod";

/** One page of a list. `offset` in the query is the first record, `current` in the answer the page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    current: z.int().optional(),
    data: z.array(item).default([]),
    pages: z.int().optional(),
    size: z.int().optional(),
    total: z.int().optional(),
  });
}
