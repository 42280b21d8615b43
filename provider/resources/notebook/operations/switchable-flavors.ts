/** Checks, before a stop, that a notebook can change to another flavor. */
import { UnchangedError } from "../../shared/errors";
import { everyRecord } from "../../lists/pages";
import type { Task } from "../../tasks/task";

/** @throws UnchangedError if it can't; the message names the possible flavors. */
export async function requireSwitchable(
  { client, id, doing }: Task,
  flavor: string,
): Promise<void> {
  const page = (query: object) => client.listSwitchableFlavors({ id, query });
  const possible = await everyRecord(page, "flavors");
  const found = possible.find((each) => each.id === flavor);
  // A dedicated pool may have flavors that the list does not know.
  if (possible.length === 0 || (found !== undefined && found.soldOut !== true)) return;
  const others = possible.filter(({ soldOut }) => soldOut !== true).map((each) => each.id);
  throw new UnchangedError(
    `${doing} failed: notebook ${id} can't change to flavor ${flavor}, ` +
      `which is ${found === undefined ? "not one of the flavors that it can switch to" : "sold out"}. ` +
      `Nothing was changed. Possible now: ${others.join(", ") || "none"}.`,
  );
}
