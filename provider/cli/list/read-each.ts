/** Looks at each notebook once more, right before pulumi does: one that is gone would stop them all. */
import type { Client } from "../../client/client";
import { isGone } from "../../client/errors";
import { inParallel } from "../../resources/shared/in-parallel";

/** Why a notebook can't be imported. */
export interface Trouble {
  /** `gone` is for good; `unreadable` is worth another try. */
  kind: "gone" | "unreadable";
  reason: string;
}

/** Well below the number of the client's connections; enough to be done before anybody waits. */
const CONCURRENCY = 16;

/**
 * @param onEach told how many are read.
 * @returns by id, those that are in trouble.
 */
export async function readEach(
  client: Pick<Client, "showNotebook">,
  ids: readonly string[],
  onEach: (done: number, total: number) => void = () => undefined,
): Promise<Map<string, Trouble>> {
  const troubles = new Map<string, Trouble>();
  let done = 0;
  await inParallel(ids, CONCURRENCY, async (id) => {
    const trouble = await look(client, id);
    if (trouble !== undefined) troubles.set(id, trouble);
    onEach(++done, ids.length);
  });
  return troubles;
}

async function look(
  client: Pick<Client, "showNotebook">,
  id: string,
): Promise<Trouble | undefined> {
  try {
    const { status } = await client.showNotebook({ id });
    if (status === "DELETING") return { kind: "gone", reason: "it is being deleted" };
    return status === "DELETED" ? { kind: "gone", reason: "it was deleted" } : undefined;
  } catch (error) {
    if (isGone(error)) return { kind: "gone", reason: "it vanished meanwhile" };
    return { kind: "unreadable", reason: (error as Error).message };
  }
}
