/** A resource counts as gone only if several reads say so: wrong answers must not drop it from the state. */
import { isGone } from "../../client/errors";
import type { Context } from "./task";

/** The times before the reads that confirm, in milliseconds. */
const UNEXPECTED_MS = [500, 1000];
/** Of a resource that is being deleted. */
const EXPECTED_MS = [500];

/**
 * Reads a resource that may be gone.
 *
 * @param read may return undefined, or throw the API's error, if the resource is gone.
 * @param isExpected whether the resource is being deleted. Fewer reads are enough then.
 * @returns undefined: the resource is gone.
 */
export async function readUnlessGone<Detail>(
  { clock, signal }: Pick<Context, "clock" | "signal">,
  read: () => Promise<Detail | undefined>,
  isExpected = false,
): Promise<Detail | undefined> {
  let detail = await once(read);
  for (const ms of isExpected ? EXPECTED_MS : UNEXPECTED_MS) {
    if (detail !== undefined) break;
    await clock.sleep(ms, signal);
    detail = await once(read);
  }
  return detail;
}

function once<Detail>(read: () => Promise<Detail | undefined>): Promise<Detail | undefined> {
  return read().catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
}
