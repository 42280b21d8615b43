/**
 * Reads each notebook once more right before pulumi imports them: pulumi imports nothing if one of them can't
 * be read.
 */
import type { Client } from "../../client/client";
import { isGone } from "../../client/errors";
import { inParallel } from "../../resources/shared/in-parallel";

/** Why a notebook can't be imported. */
export interface Obstacle {
  /** A `gone` notebook stays gone; an `unreadable` one may be readable later. */
  kind: "gone" | "unreadable";
  reason: string;
}

/** How many notebooks are read at the same time: well below the number of the client's connections. */
const CONCURRENCY = 16;

/**
 * @param onEach called after each notebook with the number of notebooks read so far, and their total number.
 * @returns by id, the notebooks that can't be imported.
 */
export async function readNotebooks(
  client: Pick<Client, "showNotebook">,
  ids: readonly string[],
  onEach: (done: number, total: number) => void = () => undefined,
): Promise<Map<string, Obstacle>> {
  const obstacles = new Map<string, Obstacle>();
  let done = 0;
  await inParallel(ids, CONCURRENCY, async (id) => {
    const obstacle = await readNotebook(client, id);
    if (obstacle !== undefined) obstacles.set(id, obstacle);
    onEach(++done, ids.length);
  });
  return obstacles;
}

async function readNotebook(
  client: Pick<Client, "showNotebook">,
  id: string,
): Promise<Obstacle | undefined> {
  try {
    const { status } = await client.showNotebook({ id });
    if (status === "DELETING") return { kind: "gone", reason: "it is being deleted" };
    return status === "DELETED" ? { kind: "gone", reason: "it was deleted" } : undefined;
  } catch (error) {
    if (isGone(error)) return { kind: "gone", reason: "it no longer exists" };
    return { kind: "unreadable", reason: (error as Error).message };
  }
}
