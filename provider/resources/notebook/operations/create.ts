/** Creating a notebook: the one request that must not be sent twice, and what a create can't ask for. */
import { isUnsure } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { PAGE_SIZE } from "../../../wire/page";
import { DEFAULT_WORKSPACE } from "../../../wire/workspace";
import { newestFirst } from "../../lists/notebook-lists";
import { throwGone } from "../../shared/errors";
import { findLostCreate, recordAnswered } from "../../shared/lost-create";
import type { Context, Task } from "../../shared/task";
import { isMoving, waitFor } from "../../shared/wait-for-notebook";
import type { Inputs } from "../applied-inputs";
import { changedFields } from "../changed-fields";
import { createBody, type NotebookInputs } from "../inputs";
import { retainedFrom, stateOf } from "../state";
import { changeTags, tagChanges } from "../tags";
import { stop } from "./steps";

/** After a lost answer this searches for the notebook, and does not ask again. */
export async function send(task: Task, inputs: Inputs): Promise<NotebookDetail> {
  const { client, clock } = task;
  const sentAt = clock.now();
  try {
    const created = await client.createNotebook({ body: createBody(inputs) });
    recordAnswered(created.id);
    return created;
  } catch (error) {
    if (!isUnsure(error)) throw error;
    return findLostCreate(task, {
      sentAt,
      error,
      list: () => listNamesakes(task, inputs),
      isMade: (notebook, since) => isMade(notebook, inputs, since),
      foundNote: (id) => `${inputs.name}: the answer to the creation was lost; found it as ${id}`,
      notFound,
    });
  }
}

/** Waits until the notebook runs, then does what a create can't ask for. */
export async function finish(
  task: Task,
  created: NotebookDetail,
  inputs: Inputs,
): Promise<NotebookDetail> {
  // One published example answers RUNNING while every step is WAITING, so that is not believed.
  const first = isMoving(created) ? created : undefined;
  const running = (await waitFor(task, "RUNNING", first)) ?? throwGone(task, "notebook");
  const untagged = stateOf(running, {}, task.client.serviceTime());
  const isTagged = await changeTags(task, tagChanges(inputs, untagged));
  if (inputs.desiredStatus === "STOPPED") return (await stop(task)) ?? throwGone(task, "notebook");
  return isTagged ? task.client.showNotebook({ id: task.id }) : running;
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
  return data.filter((notebook) => notebook.name === name);
}

function isMade(notebook: NotebookDetail, inputs: Inputs, since: number): boolean {
  const madeAt = notebook.createAt ?? notebook.lease?.createAt ?? 0;
  return (
    madeAt >= since &&
    (notebook.workspaceId ?? DEFAULT_WORKSPACE) === (inputs.workspaceId ?? DEFAULT_WORKSPACE) &&
    changedFields(inputs, stateOf(notebook, retainedFrom(inputs), since)).length === 0
  );
}

function notFound(namesakes: readonly NotebookDetail[] | undefined): string {
  if (namesakes === undefined) {
    return "Whether it was created is unknown: look for it in the console, and import or delete it.";
  }
  if (namesakes.length === 0) return "No notebook of this name is there, so nothing was created.";
  const ids = namesakes.map(({ id }) => id).join(", ");
  return `Whether it is one of these of the same name is unknown: ${ids}. If so, import or delete it.`;
}
