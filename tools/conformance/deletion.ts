/** Deletes the notebook at the end of a run, even after a failure or an interruption. */
import type { Client } from "../../provider/client/client";
import { ApiError, isGone } from "../../provider/client/errors";
import { attempt, isFinal } from "./outcome";
import { isTransient, WalkError, type Polling } from "./polling";

/** Deletes the notebook and waits until it is gone. Stops it first if the server requires that. */
export async function deleteNotebook(client: Client, id: string, polling: Polling): Promise<void> {
  for (const pause of polling.attempts()) {
    try {
      const { status } = await client.showNotebook({ id });
      if (status === "DELETED") return;
      if (status !== "DELETING") await client.deleteNotebook({ id });
    } catch (error) {
      if (isGone(error)) return;
      if (!isTransient(error) && !(await canRetry(client, id, error))) throw error;
    }
    await pause();
  }
  throw new WalkError("Deleting the notebook took too long.");
}

/** Whether a refused deletion may succeed later. If the server requires a stop first, sends it. */
async function canRetry(client: Client, id: string, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError) || isFinal(error)) return false;
  if (error.meaning !== "stopFirst") return true;
  const outcome = await attempt(client.stopNotebook({ id }));
  return !("refused" in outcome) || !isFinal(outcome.refused);
}
