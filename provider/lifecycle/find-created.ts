/**
 * After a create whose answer was lost: whether the notebook was made all the same. Names are not
 * unique, so what is found has to be ours beyond doubt, or the user has to look.
 */
import type { ApiError, AnswerError, ConnectionError } from "../client/errors";
import type { NotebookDetail } from "../wire/notebook";
import { changedFields } from "./fields";
import { heldBy, stateOf, type NotebookInputs } from "./inputs";
import type { Context } from "./wait";

/** How far the API's clock may be behind ours for a notebook to count as made just now. */
export const CLOCK_SKEW_MS = 10_000;

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
  const namesakes = await listNamesakes(context, inputs).catch(() => undefined);
  // By the service's clock, which the list's answer has told if nothing before did.
  const since = context.client.serviceTime(sentAt);
  const made = namesakes?.filter((notebook) => wasMadeSince(notebook, inputs, since));
  const [only] = made ?? [];
  if (only !== undefined && made?.length === 1) {
    account(only.id);
    context.log(`${inputs.name}: the answer to the creation was lost; found it as ${only.id}`);
    return only;
  }
  lost.message += ` ${describe(namesakes)}`;
  throw lost;
}

function describe(namesakes: NotebookDetail[] | undefined): string {
  if (namesakes === undefined) {
    return "Whether it was created is unknown: look for it in the console, and import or delete it.";
  }
  if (namesakes.length === 0) return "No notebook of this name is there, so nothing was created.";
  const ids = namesakes.map(({ id }) => id).join(", ");
  return `Whether it is one of these of the same name is unknown: ${ids}. If so, import or delete it.`;
}

async function listNamesakes(
  { client }: Context,
  { name }: NotebookInputs,
): Promise<NotebookDetail[]> {
  const { data } = await client.listNotebooks({
    query: { name, limit: 100, sortKey: "create_at", sortDir: "DESC" },
  });
  return data.filter((notebook) => notebook.name === name && !accounted.has(notebook.id));
}

function wasMadeSince(notebook: NotebookDetail, inputs: NotebookInputs, sentAt: number): boolean {
  const madeAt = notebook.createAt ?? notebook.lease?.createAt ?? 0;
  return (
    madeAt >= sentAt - CLOCK_SKEW_MS &&
    (notebook.workspaceId ?? "0") === (inputs.workspaceId ?? "0") &&
    changedFields(inputs, stateOf(notebook, heldBy(inputs), sentAt)).length === 0
  );
}
