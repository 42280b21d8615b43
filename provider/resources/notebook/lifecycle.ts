/**
 * The lifecycle of a notebook. Each operation reads the live notebook, changes what differs and returns the
 * notebook as it was read afterwards; the old state proves nothing but the id.
 */
import { z } from "zod";
import type { NotebookDetail } from "../../wire/notebook";
import { lifecycleOf, type KindLifecycle } from "../lifecycle";
import { throwGone, PartialFailure, UnchangedError } from "../shared/errors";
import { uuid } from "../shared/import-id";
import type { Context, Task } from "../tasks/task";
import { waitFor } from "../tasks/wait-for-notebook";
import { appliedInputs, type Inputs, type Retained, type State } from "./applied-inputs";
import { violations } from "./check/violations";
import { adoptionFailures, diff } from "./diff";
import { finish, send } from "./operations/create";
import { findNotebook } from "./operations/find";
import { deleteAndWait } from "./operations/steps";
import { applyInputs, rejectShrinking, shouldRun } from "./operations/update";
import { previewNotes } from "./preview-notes";
import { appliedFrom, importedState, inputsOf, retainedFrom, stateOf } from "./state";
import { tagsInEffect } from "./tags";

const MINUTE_MS = 60_000;

/** The time of the last answer, by the service's clock, in milliseconds since 1970 (UTC). */
const serviceTime = ({ client }: Pick<Context, "client">) => client.serviceTime();

const notebook: KindLifecycle<NotebookDetail> = {
  noun: "notebook",
  className: "Notebook",
  timeouts: { create: 20 * MINUTE_MS, update: 20 * MINUTE_MS, delete: 10 * MINUTE_MS },
  violations,
  diff: (state, newInputs) => diff(state as State, newInputs as Inputs),
  previewNotes: (state, newInputs, settings) =>
    previewNotes(state as State, newInputs as Inputs, settings),
  normalId: uuid,
  invalidIdReason: (id) =>
    z.regexes.guid.test(id)
      ? undefined
      : `the id must be a UUID, such as the console shows, but is "${id}"`,
  find: findNotebook,
  notImportableReason: (id, { status }) =>
    status === "DELETING" ? `notebook ${id} is being deleted` : undefined,
  differences: (context, id, inputs, detail) =>
    adoptionFailures(id, inputs as Inputs, detail, serviceTime(context)),
  stateOf: (context, _, detail, retained) =>
    stateOf(detail, retained as Retained, serviceTime(context)),
  retainedFrom: (inputs) => retainedFrom(inputs as Inputs),
  importedState: (context, _, detail) => importedState(detail, serviceTime(context)),
  inputsOf: (state) => inputsOf(state as State),
  send: (task, inputs) => send(task, inputs as Inputs),
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
  update: (task, state, newInputs) => update(task, state as State, newInputs as Inputs),
  delete: (task) => deleteAndWait(task),
};

export const lifecycle = lifecycleOf(notebook);

/**
 * @throws PartialFailure with the notebook as it was read after the failure; UnchangedError if the update was
 * refused before it changed anything.
 */
async function update(task: Task, state: State, newInputs: Inputs): Promise<{ outs: State }> {
  rejectShrinking(task, state, newInputs);
  const observed = (await findNotebook(task, task.id)) ?? throwGone(task, "notebook");
  const settled = (await waitFor(task, "settled", observed)) ?? throwGone(task, "notebook");
  const live = stateOf(settled, state, serviceTime(task));
  const progress = { isUpdateSent: false, isLeaseApplied: false };
  // The declared lease of a stopped notebook is not applied until the next start.
  const lease = () =>
    newInputs.lease &&
    (progress.isLeaseApplied ? appliedFrom(newInputs).lease : (appliedInputs(state).lease ?? true));
  try {
    const detail =
      (await applyInputs(task, live, newInputs, progress)) ?? throwGone(task, "notebook");
    const retained = retainedFrom(newInputs);
    const __inputs = { ...retained.__inputs, lease: lease() };
    return { outs: stateOf(detail, { ...retained, __inputs }, serviceTime(task)) };
  } catch (error) {
    if (error instanceof UnchangedError) throw error;
    const latest = await task.client.showNotebook({ id: task.id }).catch(() => settled);
    const tags = tagsInEffect(newInputs, appliedInputs(state), latest.tags);
    const applied = progress.isUpdateSent ? appliedFrom(newInputs) : appliedInputs(state);
    const retained: Retained = {
      ...(progress.isUpdateSent ? retainedFrom(newInputs) : state),
      tags: state.tags,
      __inputs: { ...applied, lease: lease(), tags },
      __timeouts: newInputs.__timeouts,
      __restart: shouldRun(live, newInputs),
    };
    const partial = stateOf(latest, retained, serviceTime(task));
    throw new PartialFailure(task.id, partial, error as Error);
  }
}
