/** A resource counts as gone only if two reads say so: one wrong answer must not drop it from the state. */
import { isGone } from "../../client/errors";
import type { Context } from "./task";

/** The time between the two reads, in milliseconds. */
const CONFIRM_MS = 500;

/**
 * Reads a resource that may be gone.
 *
 * @param read may return undefined, or throw the API's error, if the resource is gone.
 * @returns undefined: the resource is gone.
 */
export async function readUnlessGone<Detail>(
  { clock, signal }: Pick<Context, "clock" | "signal">,
  read: () => Promise<Detail | undefined>,
): Promise<Detail | undefined> {
  const detail = await once(read);
  if (detail !== undefined) return detail;
  await clock.sleep(CONFIRM_MS, signal);
  return once(read);
}

function once<Detail>(read: () => Promise<Detail | undefined>): Promise<Detail | undefined> {
  return read().catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
}
