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
      "modelarts/not-running",
      `${doing} failed: notebook ${id} is ${status ?? "in an unknown status"}, and the API allows this only ` +
        "while it is RUNNING. Start the notebook and run the command again.",
      { cause },
    );
    this.isTransient = notebookStatuses[status as keyof typeof notebookStatuses] === "moving";
  }
}

type Reading = Pick<Context, "client" | "clock" | "signal">;

/** Before each further read of a status that this version does not know, in milliseconds. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

/** The notebook's status. One that this version does not know is read again: it may be a wrong answer. */
export async function statusOf(
  { client, clock, signal }: Reading,
  id: string,
): Promise<string | undefined> {
  let { status } = await client.showNotebook({ id });
  for (const ms of PAUSES_MS) {
    if (Object.hasOwn(notebookStatuses, status ?? "")) break;
    await clock.sleep(ms, signal);
    ({ status } = await client.showNotebook({ id }));
  }
  return status;
}

/** HTTP statuses of refusals that are about the credentials, the endpoint or the request rate. */
const otherRefusals: readonly number[] = [401, 403, 404, 429];

/**
 * Sends a request that needs a running notebook.
 *
 * @throws NotRunningError if the API refused the request and the notebook does not run; otherwise the API's error.
 */
export async function withRunning<Answer>(
  context: Reading,
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
    const read = await statusOf(context, notebookId).then(
      (status) => ({ status }),
      () => undefined,
    );
    if (read === undefined || read.status === "RUNNING") throw error;
    throw new NotRunningError(doing, notebookId, read.status, error);
  }
}

export function noNotebook(doing: string, id: string): ModelArtsError {
  return new ModelArtsError(
    "modelarts/not-found",
    `${doing} failed: there is no notebook ${id} in this project and region. ` +
      "Check notebookId, modelarts:projectId and modelarts:region.",
  );
}

/** @throws ModelArtsError, always. */
export function throwNoNotebook(doing: string, id: string): never {
  throw noNotebook(doing, id);
}
