/** Creates a notebook: sends the create request, which must not be sent twice, and applies the other inputs. */
import { DEFAULT_WORKSPACE } from "../../../wire/facts/limits";
import { restingStatus } from "../../../wire/facts/statuses";
import type { NotebookDetail } from "../../../wire/notebook";
import { PAGE_SIZE } from "../../../wire/page";
import { withCode } from "../../../wire/printable";
import { newestFirst } from "../../lists/notebook-lists";
import { throwGone } from "../../shared/errors";
import type { Created, Window } from "../../tasks/create-request";
import { sendCreate } from "../../tasks/lost-create";
import type { Context, Task } from "../../tasks/task";
import { isMoving, waitFor } from "../../tasks/wait-for-notebook";
import type { Inputs } from "../applied-inputs";
import { changedFields } from "../changed-fields";
import { createBody, type CreateBody, type NotebookInputs } from "../inputs";
import { wantedLease } from "../lease";
import { markerOf, withMarker } from "../marker";
import { retainedFrom, stateOf } from "../state";
import { changeTags, tagChanges } from "../tags";
import { completed, findNotebook } from "./find";
import { start, stop } from "./steps";

export function send(task: Task, inputs: Inputs): Promise<Created<NotebookDetail>> {
  const { __journalKey: journalKey } = inputs;
  const body = createBody(inputs);
  const marker = task.createMarker === true && journalKey !== undefined ? journalKey : undefined;
  return sendCreate<NotebookDetail>(task, {
    journalKey,
    noun: "notebook",
    name: inputs.name,
    body,
    send: () => task.client.createNotebook({ body: marked(task, body, marker) }),
    list: (name, client) => listNamesakes({ client }, { ...inputs, name }),
    find: async (id) => {
      const found = await findNotebook(task, id);
      return found?.status === "DELETING" ? undefined : found;
    },
    idOf: ({ id }) => id,
    isCandidate: (notebook, name, window) => isCandidate(notebook, { ...inputs, name }, window),
    isEqual: (notebook) => isEqual(notebook, inputs, task.client.serviceTime()),
    isMarked:
      marker === undefined ? undefined : ({ description }) => markerOf(description) === marker,
    notFound,
  });
}

function marked({ log }: Task, body: CreateBody, marker: string | undefined): CreateBody {
  if (marker === undefined) return body;
  const description = withMarker(body.description, marker);
  if (description !== undefined) return { ...body, description };
  log(
    withCode(
      `${body.name}: the description leaves no room for the marker that modelarts:createMarker adds`,
      "modelarts/no-marker",
    ),
  );
  return body;
}

/**
 * Waits until the notebook runs, then applies the inputs that are not part of a create request.
 *
 * @returns the notebook as it was read at the end. A young notebook may not show its endpoints yet.
 */
export async function finish(
  task: Task,
  created: NotebookDetail,
  inputs: Inputs,
): Promise<NotebookDetail> {
  const made = await runAndTag(task, created, inputs);
  const { flavor, volume } = inputs;
  const detail = await completed(task, task.id, { flavor, volume }, made);
  return detail ?? throwGone(task, "notebook");
}

async function runAndTag(
  task: Task,
  created: NotebookDetail,
  inputs: Inputs,
): Promise<NotebookDetail> {
  const running = (await untilRunning(task, created, inputs)) ?? throwGone(task, "notebook");
  const untagged = stateOf(running, {}, task.client.serviceTime());
  const isTagged = await changeTags(task, tagChanges(inputs, untagged));
  if (inputs.desiredStatus === "STOPPED") return (await stop(task)) ?? throwGone(task, "notebook");
  if (!isTagged) return running;
  return (await findNotebook(task, task.id)) ?? throwGone(task, "notebook");
}

/** A notebook that an earlier run created may have been stopped since: it is started, unless it shall be stopped. */
async function untilRunning(
  task: Task,
  created: NotebookDetail,
  inputs: Inputs,
): Promise<NotebookDetail | undefined> {
  if (restingStatus(created.status) === "STOPPED") {
    if (inputs.desiredStatus === "STOPPED") return waitFor(task, "STOPPED", created);
    await waitFor(task, "settled", created);
    return start(task, wantedLease(inputs, created));
  }
  // A published example returns RUNNING while every step is still WAITING, so that answer is not used.
  return waitFor(task, "RUNNING", isMoving(created) ? created : undefined);
}

/**
 * One page of the newest notebooks is enough. Feature and workspace as they were sent: if they are undeclared, a
 * list and a create have the same defaults.
 */
async function listNamesakes(
  { client }: Pick<Context, "client">,
  { name, feature, workspaceId }: NotebookInputs,
): Promise<NotebookDetail[]> {
  const query = { name, feature, workspaceId, limit: PAGE_SIZE, offset: 0 };
  const { data } = await newestFirst((sorting) =>
    client.listNotebooks({ query: { ...query, ...sorting } }),
  );
  return data.filter((notebook) => notebook.name === name);
}

function isCandidate(
  notebook: NotebookDetail,
  { name, workspaceId }: NotebookInputs,
  { since, until }: Window,
): boolean {
  const madeAt = notebook.createAt ?? notebook.lease?.createAt ?? 0;
  return (
    madeAt >= since &&
    madeAt <= until &&
    notebook.name === name &&
    (notebook.workspaceId ?? DEFAULT_WORKSPACE) === (workspaceId ?? DEFAULT_WORKSPACE) &&
    notebook.status !== "CREATE_FAILED" &&
    restingStatus(notebook.status) !== "DELETED"
  );
}

/**
 * Compares what a create request sends with what a young notebook shows. Tags and a stop follow in separate requests,
 * and endpoints and data volumes may be shown late.
 */
function isEqual(notebook: NotebookDetail, inputs: Inputs, now: number): boolean {
  const isSsh = ({ service }: { service?: string }) => service === "SSH";
  const isSshDeclared = inputs.endpoints?.some(isSsh) === true;
  const isSshShown = notebook.endpoints?.find(isSsh)?.allowedAccessIps !== undefined;
  const ignored = ["tags", "desiredStatus"];
  if (isSshDeclared && !isSshShown) ignored.push("endpoints");
  if (notebook.dataVolumes?.length === 0) ignored.push("dataVolumes");
  const changed = changedFields(inputs, stateOf(notebook, retainedFrom(inputs), now));
  return changed.every(({ path }) => ignored.includes(path));
}

function notFound(namesakes: readonly NotebookDetail[] | undefined): string {
  const unknown = "Whether the notebook was created is unknown";
  const next = "The next `pulumi up` looks for it again, and creates it only if there is none.";
  if (namesakes === undefined) {
    return `${unknown}: the list of notebooks could not be read. ${next}`;
  }
  if (namesakes.length === 0) return `${unknown}: there is no notebook of this name yet. ${next}`;
  const ids = namesakes.map(({ id }) => id).join(", ");
  return (
    `${unknown}: none of the notebooks of the same name is certainly the one that was asked for: ${ids}. ` +
    "If one of them is, import or delete it."
  );
}
