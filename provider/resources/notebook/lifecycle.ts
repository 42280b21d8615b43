/**
 * The life of a notebook, the same behind every server. Each step reads the live notebook, brings what
 * differs into line and returns what was freshly read; the old state is a cache of the id and never proof.
 */
import { z } from "zod";
import type { NotebookDetail } from "../../wire/notebook";
import { lifecycleOf, type KindLifecycle } from "../lifecycle";
import { gone, PartialFailure, UnchangedError } from "../shared/errors";
import { uuid } from "../shared/import-id";
import type { Context, Task } from "../shared/task";
import { waitFor } from "../shared/wait-for-notebook";
import { appliedInputs, type Inputs, type Retained, type State } from "./applied-inputs";
import { violations } from "./check/violations";
import { adoptionFailures, diff } from "./diff";
import { finish, send } from "./operations/create";
import { findNotebook } from "./operations/find";
import { deleteAndWait } from "./operations/steps";
import { bringIntoLine, shouldRun } from "./operations/update";
import { previewNotes } from "./preview-notes";
import { appliedFrom, importedState, inputsOf, retainedFrom, stateOf } from "./state";
import { tagsInEffect } from "./tags";

const MINUTE_MS = 60_000;

/** When the last answer was given, by the service's clock, in ms since 1970. */
const serviceTime = ({ client }: Pick<Context, "client">) => client.serviceTime();

const notebook: KindLifecycle<NotebookDetail> = {
  noun: "notebook",
  className: "Notebook",
  timeouts: { create: 20 * MINUTE_MS, update: 20 * MINUTE_MS, delete: 10 * MINUTE_MS },
  violations,
  diff: (state, news) => diff(state as State, news as Inputs),
  previewNotes: (state, news, settings) => previewNotes(state as State, news as Inputs, settings),
  normalId: uuid,
  idFault: (id) =>
    z.regexes.guid.test(id)
      ? undefined
      : `the id must be a UUID, such as the console shows, but is "${id}"`,
  find: findNotebook,
  importFault: (id, { status }) =>
    status === "DELETING" ? `notebook ${id} is being deleted` : undefined,
  differences: (context, id, inputs, detail) =>
    adoptionFailures(id, inputs as Inputs, detail, serviceTime(context)),
  stateOf: (context, _, detail, retained) =>
    stateOf(detail, retained as Retained, serviceTime(context)),
  retainedFrom: (inputs) => retainedFrom(inputs as Inputs),
  importedState: (context, _, detail) => importedState(detail, serviceTime(context)),
  inputsOf: (state) => inputsOf(state as State),
  async send(task, inputs) {
    const detail = await send(task, inputs as Inputs);
    return { id: detail.id, detail };
  },
  finish: (task, created, inputs) => finish(task, created, inputs as Inputs),
  retainedAfterFailure(inputs, { tags }) {
    const retained = retainedFrom(inputs as Inputs);
    const inEffect = tagsInEffect(inputs as Inputs, {}, tags);
    return {
      ...retained,
      tags: undefined,
      __inputs: { ...retained.__inputs, tags: inEffect },
    };
  },
  update: (task, olds, news) => update(task, olds as State, news as Inputs),
  delete: (task) => deleteAndWait(task),
};

export const lifecycle = lifecycleOf(notebook);

/**
 * @throws PartialFailure with what was freshly read, so that the state is never older than the
 * notebook; UnchangedError if nothing was changed and nothing will be.
 */
async function update(task: Task, olds: State, news: Inputs): Promise<{ outs: State }> {
  const observed = (await findNotebook(task, task.id)) ?? gone(task, "notebook");
  const settled = (await waitFor(task, "settled", observed)) ?? gone(task, "notebook");
  const live = stateOf(settled, olds, serviceTime(task));
  const effects = { update: false, lease: false };
  // A lease that is declared while the notebook is stopped waits for the next start.
  const lease = () =>
    news.lease && (effects.lease ? appliedFrom(news).lease : (appliedInputs(olds).lease ?? true));
  try {
    const detail = (await bringIntoLine(task, live, news, effects)) ?? gone(task, "notebook");
    const retained = retainedFrom(news);
    const __inputs = { ...retained.__inputs, lease: lease() };
    return { outs: stateOf(detail, { ...retained, __inputs }, serviceTime(task)) };
  } catch (error) {
    if (error instanceof UnchangedError) throw error;
    const latest = await task.client.showNotebook({ id: task.id }).catch(() => settled);
    const tags = tagsInEffect(news, appliedInputs(olds), latest.tags);
    const applied = effects.update ? appliedFrom(news) : appliedInputs(olds);
    const retained: Retained = {
      ...(effects.update ? retainedFrom(news) : olds),
      tags: olds.tags,
      __inputs: { ...applied, lease: lease(), tags },
      __timeouts: news.__timeouts,
      __restart: shouldRun(live, news),
    };
    const state = stateOf(latest, retained, serviceTime(task));
    throw new PartialFailure(task.id, state, error as Error);
  }
}
