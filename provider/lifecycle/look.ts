import type { Client } from "../client/client";
import { isGone } from "../client/errors";
import type { NotebookDetail } from "../wire/notebook";

/** The live notebook; undefined if there is none. */
export async function look(
  { client }: { client: Client },
  id: string,
): Promise<NotebookDetail | undefined> {
  try {
    const detail = await client.showNotebook({ id });
    return detail.status === "DELETED" ? undefined : detail;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
