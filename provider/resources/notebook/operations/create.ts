/** Creates a notebook: sends the create request, which must not be sent twice, and applies the other inputs. */
import { DEFAULT_WORKSPACE } from "../../../wire/facts/limits";
import type { NotebookDetail } from "../../../wire/notebook";
import { PAGE_SIZE } from "../../../wire/page";
import { newestFirst } from "../../lists/notebook-lists";
import { throwGone } from "../../shared/errors";
import { sendCreate } from "../../tasks/lost-create";
import type { Context, Task } from "../../tasks/task";
import { isMoving, waitFor } from "../../tasks/wait-for-notebook";
import type { Inputs } from "../applied-inputs";
import { changedFields } from "../changed-fields";
import { createBody, type NotebookInputs } from "../inputs";
import { retainedFrom, stateOf } from "../state";
import { changeTags, tagChanges } from "../tags";
import { stop } from "./steps";

export function send(task: Task, inputs: Inputs): Promise<NotebookDetail> {
  return sendCreate<NotebookDetail>(task, {
    send: () => task.client.createNotebook({ body: createBody(inputs) }),
    list: () => listNamesakes(task, inputs),
    isMade: (notebook, since) => isMade(notebook, inputs, since),
    foundNote: (id) =>
      `${inputs.name}: the answer to the create request was lost; found it as ${id}`,
    notFound,
  });
}

/** Waits until the notebook runs, then applies the inputs that are not part of a create request. */
export async function finish(
  task: Task,
  created: NotebookDetail,
  inputs: Inputs,
): Promise<NotebookDetail> {
  // A published example returns RUNNING while every step is still WAITING, so that answer is not used.
  const first = isMoving(created) ? created : undefined;
  const running = (await waitFor(task, "RUNNING", first)) ?? throwGone(task, "notebook");
  const untagged = stateOf(running, {}, task.client.serviceTime());
  const isTagged = await changeTags(task, tagChanges(inputs, untagged));
  if (inputs.desiredStatus === "STOPPED") return (await stop(task)) ?? throwGone(task, "notebook");
  return isTagged ? task.client.showNotebook({ id: task.id }) : running;
}

/**
 * One page of the newest notebooks is enough. Feature and workspace as they were sent: if they are undeclared, a
 * list and a create have the same defaults.
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
    return "Whether the notebook was created is unknown: look for it in the console, and import or delete it.";
  }
  if (namesakes.length === 0) return "There is no notebook of this name, so nothing was created.";
  const ids = namesakes.map(({ id }) => id).join(", ");
  return `Whether it created one of these notebooks of the same name is unknown: ${ids}. If so, import or delete it.`;
}
