/**
 * After a create whose answer was lost: whether the notebook was made all the same. Names are not
 * unique, so what is found has to be ours beyond doubt, or the user has to look.
 */
import type { ApiError, AnswerError, ConnectionError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import { PAGE_SIZE } from "../../wire/page";
import { DEFAULT_WORKSPACE } from "../../wire/workspace";
import { changedFields } from "./fields";
import { heldBy, stateOf, type NotebookInputs } from "./inputs";
import { newestFirst } from "../lists/notebook-lists";
import type { Context } from "../shared/wait";

/**
 * How far the API's clock may be behind for a notebook to count as made just now: its Date header names
 * whole seconds and comes late, and without one this machine's clock is all there is.
 */
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
  // The list's answer tells what time it is there, which an answer that was lost did not.
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

/**
 * The newest ones are enough. Feature and workspace as they were sent: undeclared, a list and a create
 * mean the same ones.
 */
async function listNamesakes(
  { client }: Context,
  { name, feature, workspaceId }: NotebookInputs,
): Promise<NotebookDetail[]> {
  const query = { name, feature, workspaceId, limit: PAGE_SIZE, offset: 0 };
  const { data } = await newestFirst((sorting) =>
    client.listNotebooks({ query: { ...query, ...sorting } }),
  );
  return data.filter((notebook) => notebook.name === name && !accounted.has(notebook.id));
}

function wasMadeSince(notebook: NotebookDetail, inputs: NotebookInputs, since: number): boolean {
  const madeAt = notebook.createAt ?? notebook.lease?.createAt ?? 0;
  return (
    madeAt >= since - CLOCK_SKEW_MS &&
    (notebook.workspaceId ?? DEFAULT_WORKSPACE) === (inputs.workspaceId ?? DEFAULT_WORKSPACE) &&
    changedFields(inputs, stateOf(notebook, heldBy(inputs), since)).length === 0
  );
}
