/** Reads a live notebook that may be gone or busy. */
import type { Client } from "../../../client/client";
import type { Clock } from "../../../client/clock";
import { ApiError, isGone } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";

/** How often a busy notebook is read: for about a minute. */
const MAX_TRIES = 10;

/**
 * @returns the live notebook; undefined if there is none. The error ModelArts.6357 means that another operation
 * runs on the notebook: the notebook exists, and is read again.
 */
export async function findNotebook(
  { client, clock, signal }: { client: Client; clock: Clock; signal?: AbortSignal },
  id: string,
): Promise<NotebookDetail | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const detail = await client.showNotebook({ id });
      return detail.status === "DELETED" ? undefined : detail;
    } catch (error) {
      if (isGone(error)) return undefined;
      const isBusy = error instanceof ApiError && error.meaning === "busy";
      if (!isBusy || tries === MAX_TRIES) throw error;
      await clock.sleep(Math.min(10_000, 250 * 2 ** tries), signal);
    }
  }
}
