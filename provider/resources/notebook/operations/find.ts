/** Reads a live notebook that may be gone. */
import type { NotebookDetail } from "../../../wire/notebook";
import { readUnlessGone } from "../../tasks/confirm-gone";
import type { Context } from "../../tasks/task";

/** @returns the live notebook; undefined if two reads say that there is none. */
export async function findNotebook(
  { client, clock, signal }: Pick<Context, "client" | "clock" | "signal">,
  id: string,
): Promise<NotebookDetail | undefined> {
  const detail = await readUnlessGone({ clock, signal }, () => client.showNotebook({ id }));
  return detail?.status === "DELETED" ? undefined : detail;
}
