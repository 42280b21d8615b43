/**
 * After a create whose answer was lost: whether the notebook was made all the same. Names are not
 * unique, so what is found has to be ours beyond doubt, or the user has to look.
 */
import type { ApiError, AnswerError, ConnectionError } from "../client/errors";
import type { NotebookDetail } from "../wire/notebook";
import type { NotebookInputs } from "./inputs";
import type { Context } from "./wait";

/** How far the API's clock may be behind ours. */
const CLOCK_SKEW_MS = 60_000;

/** Notebooks that this process made and whose answers it got: never somebody else's lost one. */
const accounted = new Set<string>();

export function account(id: string): void {
  accounted.add(id);
}

/** @throws the error that lost the answer, saying what was found, unless exactly one notebook matches. */
export async function findCreated(
  context: Context,
  inputs: NotebookInputs,
  sentAt: number,
  lost: ApiError | ConnectionError | AnswerError,
): Promise<NotebookDetail> {
  const found = await candidates(context, inputs, sentAt).catch(() => undefined);
  const [only] = found ?? [];
  if (only !== undefined && found?.length === 1) {
    account(only.id);
    context.log(`${inputs.name}: the answer to the creation was lost; found it as ${only.id}`);
    return only;
  }
  const seen =
    found === undefined
      ? "Whether it was created is unknown: look for it in the console, and import or delete it."
      : found.length === 0
        ? "No such notebook is there, so nothing was created."
        : `It may be one of ${found.map(({ id }) => id).join(", ")}: import or delete it.`;
  lost.message += ` ${seen}`;
  throw lost;
}

async function candidates(
  { client }: Context,
  inputs: NotebookInputs,
  sentAt: number,
): Promise<NotebookDetail[]> {
  const { data } = await client.listNotebooks({
    query: { name: inputs.name, limit: 100, sortKey: "create_at", sortDir: "DESC" },
  });
  return data.filter(
    (notebook) =>
      notebook.name === inputs.name &&
      notebook.flavor === inputs.flavor &&
      notebook.image?.id === inputs.imageId &&
      (notebook.createAt ?? notebook.lease?.createAt ?? 0) >= sentAt - CLOCK_SKEW_MS &&
      !accounted.has(notebook.id),
  );
}
