/** Checks, before a stop, that a notebook can change to another flavor. */
import { throwGone, UnchangedError } from "../../shared/errors";
import { everyRecord } from "../../lists/pages";
import { readUnlessGone } from "../../tasks/confirm-gone";
import type { Task } from "../../tasks/task";

/** @throws UnchangedError if it can't; the message names the possible flavors. */
export async function requireSwitchable(task: Task, flavor: string): Promise<void> {
  const { client, id, doing } = task;
  const page = (query: object) => client.listSwitchableFlavors({ id, query });
  const listed = await readUnlessGone(task, () => everyRecord(page, "flavors"));
  const possible = listed ?? throwGone(task, "notebook");
  const found = possible.find((each) => each.id === flavor);
  // A dedicated pool may have flavors that the list does not know.
  if (possible.length === 0 || (found !== undefined && found.soldOut !== true)) return;
  const others = possible.filter(({ soldOut }) => soldOut !== true).map((each) => each.id);
  throw new UnchangedError(
    "modelarts/flavor-switch",
    `${doing} failed: notebook ${id} can't change to flavor ${flavor}, ` +
      `which is ${found === undefined ? "not one of the flavors that it can switch to" : "sold out"}. ` +
      `Nothing was changed. Possible now: ${others.join(", ") || "none"}.`,
  );
}
