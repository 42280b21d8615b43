/** Which machines a notebook can change to, asked before it is stopped for it. */
import { UnchangedError } from "../../shared/errors";
import { everyRecord } from "../../lists/pages";
import type { Task } from "../../shared/task";

/** @throws UnchangedError naming those that it can change to. */
export async function requireSwitchable(
  { client, id, doing }: Task,
  flavor: string,
): Promise<void> {
  const page = (query: object) => client.listSwitchableFlavors({ id, query });
  const possible = await everyRecord(page, "flavors");
  const found = possible.find((each) => each.id === flavor);
  // A pool of one's own may have flavors that the list does not know at all.
  if (possible.length === 0 || (found !== undefined && found.soldOut !== true)) return;
  const others = possible.filter(({ soldOut }) => soldOut !== true).map((each) => each.id);
  throw new UnchangedError(
    `${doing} failed: notebook ${id} can't change to flavor ${flavor}, ` +
      `which is ${found === undefined ? "not among those that it can switch to" : "sold out"}. ` +
      `It was left as it is. Possible now: ${others.join(", ") || "none"}.`,
  );
}
