/** The deletion at the end of a run, which takes place whatever was before. */
import type { Client } from "../../provider/client/client";
import { ApiError, isGone } from "../../provider/client/errors";
import { attempt } from "./outcome";
import { isPassing, WalkError, type Polling } from "./polling";

/** Deletes the notebook, stopping it first where the server asks for that, and waits until it is gone. */
export async function remove(client: Client, id: string, polling: Polling): Promise<void> {
  for (const pause of polling.turns()) {
    try {
      const { status } = await client.showNotebook({ id });
      if (status === "DELETED") return;
      if (status !== "DELETING") await client.deleteNotebook({ id });
    } catch (error) {
      if (isGone(error)) return;
      if (!isPassing(error) && !(await isStopped(client, id, error))) throw error;
    }
    await pause();
  }
  throw new WalkError("Deleting the notebook took too long.");
}

/** Whether the refusal asks for patience or for a stop, which is then sent. */
async function isStopped(client: Client, id: string, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError) || error.meaning === "fail") return false;
  if (error.meaning !== "stopFirst") return true;
  const outcome = await attempt(client.stopNotebook({ id }));
  return !("refused" in outcome) || outcome.refused.meaning !== "fail";
}
