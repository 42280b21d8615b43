/** What mounts and images have in common: a notebook that runs. */
import { z } from "zod";
import { ApiError, isGone, ModelArtsError } from "../../client/errors";

import type { Context } from "./task";
import { notebookStatuses } from "../../wire/statuses";

export const notebookIdInput = z
  .string()
  .regex(z.regexes.guid, "must be a UUID")
  .describe("The id of the notebook, which must be RUNNING.");

/** The API does such things with a notebook that runs, and with no other. */
export class NotRunningError extends ModelArtsError {
  override readonly name = "NotRunningError";
  /** Whether the notebook may run again by itself, as one that is being saved does. */
  readonly isTransient: boolean;

  constructor(doing: string, id: string, status: string | undefined, cause?: Error) {
    super(
      `${doing} failed: notebook ${id} is ${status ?? "in an unknown status"}, and the API does that only ` +
        "with one that is RUNNING. Start the notebook and run the command again.",
      { cause },
    );
    this.isTransient = notebookStatuses[status as keyof typeof notebookStatuses] === "moving";
  }
}

/** Refusals with these statuses are about the credentials, the endpoint or too many requests. */
const otherRefusals: readonly number[] = [401, 403, 404, 429];

/**
 * Sends a request that needs a running notebook.
 *
 * @throws NotRunningError where that is why the API refused it; otherwise what the API said.
 */
export async function withRunning<Answer>(
  { client }: Pick<Context, "client">,
  notebookId: string,
  doing: string,
  send: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    const isRefused =
      error instanceof ApiError && error.status < 500 && !otherRefusals.includes(error.status);
    if (!isRefused || isGone(error)) throw error;
    const notebook = await client.showNotebook({ id: notebookId }).catch(() => undefined);
    if (notebook === undefined || notebook.status === "RUNNING") throw error;
    throw new NotRunningError(doing, notebookId, notebook.status, error);
  }
}

export function noNotebook(doing: string, id: string): ModelArtsError {
  return new ModelArtsError(
    `${doing} failed: there is no notebook ${id} in this project and region. ` +
      "Check notebookId, modelarts:projectId and modelarts:region.",
  );
}
