/** Storage mounts and saved images need a notebook that runs. */
import { z } from "zod";
import { ApiError, isGone, ModelArtsError } from "../../client/errors";
import type { Context } from "./task";
import { notebookStatuses } from "../../wire/facts/statuses";

export const notebookIdInput = z
  .string()
  .regex(z.regexes.guid, "must be a UUID")
  .describe("The id of the notebook, which must be RUNNING.");

/** The API refused a request because the notebook does not run. */
export class NotRunningError extends ModelArtsError {
  override readonly name = "NotRunningError";
  /** True if the notebook may run again without a request, for example while it is being saved as an image. */
  readonly isTransient: boolean;

  constructor(doing: string, id: string, status: string | undefined, cause?: Error) {
    super(
      `${doing} failed: notebook ${id} is ${status ?? "in an unknown status"}, and the API allows this only ` +
        "while it is RUNNING. Start the notebook and run the command again.",
      { cause },
    );
    this.isTransient = notebookStatuses[status as keyof typeof notebookStatuses] === "moving";
  }
}

/** HTTP statuses of refusals that are about the credentials, the endpoint or the request rate. */
const otherRefusals: readonly number[] = [401, 403, 404, 429];

/**
 * Sends a request that needs a running notebook.
 *
 * @throws NotRunningError if the API refused the request and the notebook does not run; otherwise the API's error.
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

/** @throws ModelArtsError, always. */
export function throwNoNotebook(doing: string, id: string): never {
  throw noNotebook(doing, id);
}
