import { z } from "zod";

/** A page size that every list accepts. Source: Huawei Cloud's pages, which name 10, 20 and 50. */
export const PAGE_SIZE = 50;

/**
 * One page of a list. `current` counts from 0 in some lists and from 1 in others, so no code uses it. `total` is
 * the number of records of the whole list.
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    current: z.number().optional(),
    data: z.array(item).default([]),
    pages: z.number().optional(),
    size: z.number().optional(),
    total: z.number().optional(),
  });
}
