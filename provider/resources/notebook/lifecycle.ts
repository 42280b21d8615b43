/**
 * The life of a notebook, the same for every front: check, diff, create, read, update, delete. Each
 * step observes the live notebook, brings what differs into line and returns what was freshly read;
 * the old state is a cache of the id and never proof.
 */
import { isUnsure, ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import { examine, findImport } from "./import";
import { align, shouldRun } from "./operations/update";
import type { CheckFailure } from "../../engine/check-failure";
import { declaredCapacity, violations } from "./check/violations";
import { parseDuration } from "../shared/duration";
import { PartialFailure, UnchangedError } from "../shared/errors";
import { changedFields, type FieldPath } from "./fields";
import { account, findCreated } from "./lost-create";
import {
  createBody,
  heldBy,
  importedState,
  inputsOf,
  stateOf,
  type Carried,
  type Held,
  type NotebookInputs,
  type NotebookState,
  type Timeouts,
} from "./inputs";
import { look } from "./read-notebook";
import { notes } from "./preview-notes";
import { deleteAndWait, stop } from "./operations/steps";
import { changeTags, keysOn, tagChanges } from "./tags";
import { isMoving, task, waitFor, type Context, type Task } from "../shared/wait";

export type Inputs = NotebookInputs & Carried;
export type State = NotebookState & Carried;

const DEFAULT_TIMEOUT_MS = { create: 20 * 60_000, update: 20 * 60_000, delete: 10 * 60_000 };

/** Pure: all violations at once, before anything is sent. `olds` are the inputs of the state. */
export function check(
  olds: Partial<Inputs>,
  news: Readonly<Record<string, unknown>>,
): { inputs: Inputs; failures: CheckFailure[] } {
  const inputs = news as unknown as Inputs;
  const failures = violations(news, olds);
  // A disk that is declared no longer keeps its size, and still can't shrink later.
  const __capacity = inputs.volume?.capacity === undefined ? declaredCapacity(olds) : undefined;
  return { inputs: __capacity === undefined ? inputs : { ...inputs, __capacity }, failures };
}

export interface Diff {
  changes: boolean;
  /** Paths whose change needs another notebook. */
  replaces: FieldPath[];
}

/** Pure. `state` is the live notebook as it was last read. */
export function diff(state: Partial<State>, news: Inputs): Diff {
  const changed = changedFields(news, state);
  // Nothing ever ran on it, so there is nothing to lose; the API can't bring it back. But an import
  // changes nothing, whatever it finds.
  const isLeft = state.__importedFailed === true && changed.length === 0;
  if (state.status === "CREATE_FAILED" && !isLeft) return { changes: true, replaces: ["status"] };
  const replaces = changed.filter(({ change }) => change === "replace").map(({ path }) => path);
  const restarts =
    state.__restart === true && state.status !== "RUNNING" && news.desiredStatus !== "STOPPED";
  return { changes: changed.length > 0 || restarts, replaces };
}

/** @throws PartialFailure once there is an id. */
export async function create(
  context: Context,
  inputs: Inputs,
): Promise<{ id: string; outs: State }> {
  if (inputs.__import !== undefined) return adopt(context, inputs.__import, inputs);
  const created = await send(context, inputs);
  const job = task(context, created.id, "Creating the notebook", timeout("create", inputs));
  try {
    // One published example answers RUNNING while every step is WAITING, so that is not believed.
    const first = isMoving(created) ? created : undefined;
    const running = (await waitFor(job, "RUNNING", first)) ?? gone(job);
    const finished = await finish(job, running, inputs);
    return { id: created.id, outs: stateOf(finished, heldBy(inputs), serviceNow(job)) };
  } catch (error) {
    const detail = await latest(job, created);
    const on = { tags: undefined, __tags: keysOn(inputs, {}, detail.tags) };
    const state = stateOf(detail, { ...heldBy(inputs), ...on }, serviceNow(job));
    throw new PartialFailure(job.id, state, error as Error);
  }
}

/** When the last answer was given, by the service's clock. */
const serviceNow = ({ client }: Pick<Context, "client">) => client.serviceTime();

/** What a create can't ask for. */
async function finish(job: Task, created: NotebookDetail, inputs: Inputs): Promise<NotebookDetail> {
  const isTagged = await changeTags(job, tagChanges(inputs, stateOf(created, {}, serviceNow(job))));
  if (inputs.desiredStatus === "STOPPED") return (await stop(job)) ?? gone(job);
  return isTagged ? job.client.showNotebook({ id: job.id }) : created;
}

async function adopt(
  context: Context,
  id: string,
  inputs: Inputs,
): Promise<{ id: string; outs: State }> {
  const { detail, failures } = await examine(context, id, inputs);
  if (detail === undefined || failures.length > 0) {
    const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new ModelArtsError(`Importing the notebook failed: ${list}.`);
  }
  context.log(
    `${inputs.name}: adopted the existing notebook ${id}; nothing was created or changed`,
  );
  const held = { ...heldBy(inputs), __importedFailed: true };
  return { id: detail.id, outs: stateOf(detail, held, serviceNow(context)) };
}

/**
 * What `pulumi import` reads, and `.get` in other languages: there is no state yet.
 *
 * @throws ModelArtsError if there is no notebook to be had under that id.
 */
export async function readFirst(
  context: Context,
  id: string,
): Promise<{ id: string; props: State; inputs: Partial<Inputs> }> {
  const found = await findImport(context, id);
  if (typeof found === "string") {
    throw new ModelArtsError(`Reading the notebook failed: ${found}.`);
  }
  const props = importedState(found, serviceNow(context));
  return { id: found.id, props, inputs: inputsOf(props) };
}

/** An empty id: the notebook is gone. */
export async function read(
  context: Context,
  id: string,
  state: Partial<State>,
): Promise<{ id: string; props: Partial<State>; inputs?: Partial<Inputs> }> {
  const detail = await look(context, id);
  if (detail === undefined) return { id: "", props: {} };
  const props = stateOf(detail, state, serviceNow(context));
  return { id, props, inputs: state.__reference ? undefined : inputsOf(props) };
}

/**
 * @throws PartialFailure with what was freshly read, so that the state is never older than the
 * notebook; UnchangedError if nothing was changed and nothing will be.
 */
export async function update(
  context: Context,
  id: string,
  olds: Partial<State>,
  news: Inputs,
): Promise<{ outs: State }> {
  const job = task(context, id, "Updating the notebook", timeout("update", news));
  const observed = (await look(context, id)) ?? gone(job);
  const settled = (await waitFor(job, "settled", observed)) ?? gone(job);
  const live = stateOf(settled, olds, serviceNow(context));
  const { __lease: wanted, ...declared } = heldBy(news);
  let held: Held = olds;
  // One that is declared while the notebook is stopped waits for its next start.
  let __lease = wanted && (olds.__lease ?? true);
  const took = (what: "update" | "lease") => {
    if (what === "lease") __lease = wanted;
    else held = declared;
  };
  try {
    const aligned = await align(job, live, news, took);
    return { outs: stateOf(aligned ?? gone(job), { ...declared, __lease }, serviceNow(context)) };
  } catch (error) {
    if (error instanceof UnchangedError) throw error;
    const detail = await latest(job, settled);
    const known = {
      ...held,
      __lease,
      tags: olds.tags,
      __tags: keysOn(news, olds, detail.tags),
      __timeouts: news.__timeouts,
      __restart: shouldRun(live, news),
    };
    throw new PartialFailure(id, stateOf(detail, known, serviceNow(context)), error as Error);
  }
}

async function remove(context: Context, id: string, state: Partial<State>): Promise<void> {
  await deleteAndWait(task(context, id, "Deleting the notebook", timeout("delete", state)));
}
export { remove as delete, examine, notes, PartialFailure };

/** Sends the one request that must not be sent twice; after a lost answer it looks, and asks not again. */
async function send(context: Context, inputs: Inputs): Promise<NotebookDetail> {
  const sentAt = context.clock.now();
  try {
    const created = await context.client.createNotebook({ body: createBody(inputs) });
    account(created.id);
    return created;
  } catch (error) {
    if (!isUnsure(error)) throw error;
    return findCreated(context, inputs, sentAt, error);
  }
}

/** As fresh as can be had, for the state after a failure. */
async function latest(job: Task, known: NotebookDetail): Promise<NotebookDetail> {
  return job.client.showNotebook({ id: job.id }).catch(() => known);
}

function gone(job: Task): never {
  throw new ModelArtsError(
    `${job.doing} failed: notebook ${job.id} is gone. ` +
      "Run `pulumi refresh`, then `pulumi up`, to have it created again.",
  );
}

function timeout(verb: keyof Timeouts, { __timeouts: timeouts }: Carried): number {
  return parseDuration(timeouts?.[verb] ?? "") ?? DEFAULT_TIMEOUT_MS[verb];
}
