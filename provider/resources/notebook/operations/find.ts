/** Reads a live notebook that may be gone. */
import type { NotebookDetail } from "../../../wire/notebook";
import { readUnlessGone } from "../../tasks/confirm-gone";
import type { Context } from "../../tasks/task";

/** @returns the live notebook; undefined if every read says that there is none. */
export async function findNotebook(
  { client, clock, signal }: Pick<Context, "client" | "clock" | "signal">,
  id: string,
): Promise<NotebookDetail | undefined> {
  const detail = await readUnlessGone({ clock, signal }, () => client.showNotebook({ id }));
  return detail?.status === "DELETED" ? undefined : detail;
}

/** The API always answers these, and an update compares them. */
const COMPARED = ["flavor", "endpoints", "volume"] as const;

/**
 * Like `findNotebook`. An answer without something that the state has would hide a difference, so it is read once more.
 *
 * @param state the notebook as it was read before.
 */
export async function findComplete(
  context: Context,
  id: string,
  state: Partial<Record<(typeof COMPARED)[number], unknown>>,
): Promise<NotebookDetail | undefined> {
  const detail = await findNotebook(context, id);
  const isIncomplete = COMPARED.some(
    (name) => state[name] !== undefined && detail !== undefined && detail[name] === undefined,
  );
  return isIncomplete ? findNotebook(context, id) : detail;
}
