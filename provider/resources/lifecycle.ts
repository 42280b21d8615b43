/**
 * The lifecycle that all kinds share: check, create, import, adoption, `.get`, refresh, and their errors. Each
 * kind adds its own part, a `KindLifecycle`, in its own folder.
 */
import { ModelArtsError } from "../client/errors";
import type { CheckFailure } from "../engine/check-failure";
import {
  joinPaths,
  type Diff,
  type Lifecycle,
  type PreviewSettings,
  type Properties,
  type Timeouts,
} from "./resource-kind";
import { parseDuration } from "./tasks/duration";
import { PartialFailure } from "./shared/errors";
import { byProperty, withArticle } from "./shared/shape-violations";
import type { Created } from "./tasks/create-request";
import { task, type Context, type Task } from "./tasks/task";

export interface KindLifecycle<Detail> {
  noun: string;
  /** The name of the SDK class, for messages. */
  className: string;
  /** How long each operation may take by default, in milliseconds. */
  timeouts: Record<keyof Timeouts, number>;
  /** What an update is to the user, and so whose timeout counts; "update" by default. */
  updateVerb?: keyof Timeouts;
  /** Everything that is wrong with the declared inputs. `declared` is `newInputs` without the keys that begin with `__`. */
  violations(declared: Properties, oldInputs: Properties, newInputs: Properties): CheckFailure[];
  diff(state: Properties, newInputs: Properties): Diff;
  previewNotes(state: Properties, newInputs: Properties, settings: PreviewSettings): string[];
  /** The id in the API's spelling. */
  normalId?(id: string): string;
  /** Why the text can't be an id, as half a sentence; undefined if it can. */
  invalidIdReason(id: string): string | undefined;
  /** The live resource; undefined if it is gone. */
  find(context: Context, id: string): Promise<Detail | undefined>;
  /** Why a live resource can't be imported, as half a sentence; undefined if it can. */
  notImportableReason(id: string, detail: Detail): string | undefined;
  /** True if the error means "can't be read now"; a refresh then keeps the old state. */
  isTemporarilyUnreadable?(error: unknown): boolean;
  /** Where an existing resource differs from the inputs that are to adopt it. */
  differences(context: Context, id: string, inputs: Properties, detail: Detail): CheckFailure[];
  /** @param retained the previous state, or what `retainedFrom` returned. */
  stateOf(context: Context, id: string, detail: Detail, retained: Properties): object;
  /** What the state keeps of the inputs once they are applied. */
  retainedFrom(inputs: Properties): Properties;
  /** The state of a resource that was just imported. */
  importedState(context: Context, id: string, detail: Detail): object;
  /** The inputs that declare exactly the resource that the state describes. */
  inputsOf(state: object): object;
  /** Sends the create request, which must not be sent twice, or adopts what an earlier run created. */
  send(task: Task, inputs: Properties): Promise<Created<Detail>>;
  /** Waits until the resource can be used. */
  finish(task: Task, detail: Detail, inputs: Properties): Promise<Detail>;
  /** What the state keeps of the inputs if a create fails after the request; by default `retainedFrom`. */
  retainedAfterFailure?(inputs: Properties, detail: Detail): Properties;
  update(task: Task, state: Properties, newInputs: Properties): Promise<{ outs: object }>;
  delete(task: Task, state: Properties): Promise<void>;
}

export function lifecycleOf<Detail>(kind: KindLifecycle<Detail>): Lifecycle {
  const { noun } = kind;

  function begin(
    context: Context,
    id: string,
    verb: keyof Timeouts,
    { __timeouts: given }: Properties,
  ): Task {
    const doing = { create: "Creating", update: "Updating", delete: "Deleting" }[verb];
    const timeoutMs = parseDuration(given?.[verb] ?? "") ?? kind.timeouts[verb];
    return task(context, id, `${doing} the ${noun}`, timeoutMs);
  }

  /** @returns the resource to import; or why it can't be imported, as half a sentence. */
  async function findImport(
    context: Context,
    given: string,
  ): Promise<{ id: string; detail: Detail } | string> {
    const id = kind.normalId?.(given) ?? given;
    const fault = kind.invalidIdReason(id);
    if (fault !== undefined) return fault;
    const detail = await kind.find(context, id);
    if (detail === undefined) {
      return (
        `there is no ${noun} ${id} in this project and region. ` +
        "Check the id, modelarts:projectId and modelarts:region"
      );
    }
    return kind.notImportableReason(id, detail) ?? { id, detail };
  }

  async function existing(context: Context, id: string): Promise<{ id: string; detail: Detail }> {
    const found = await findImport(context, id);
    if (typeof found !== "string") return found;
    throw new ModelArtsError(`Reading the ${noun} failed: ${found}.`);
  }

  async function checkImport(context: Context, id: string, inputs: Properties) {
    const found = await findImport(context, id);
    // `property` is empty: for a property name the engine prints its value, and the import option has none.
    if (typeof found === "string") {
      const reason = `the import option can't be used: ${found}`;
      return { failures: [{ property: "", reason }] };
    }
    return { found, failures: kind.differences(context, found.id, inputs, found.detail) };
  }

  /** Like the engine's own import, this changes nothing on the live resource. */
  async function adopt(context: Context, given: string, inputs: Properties) {
    const { found, failures } = await checkImport(context, given, inputs);
    if (found === undefined || failures.length > 0) {
      const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
      throw new ModelArtsError(`Importing the ${noun} failed: ${list}.`);
    }
    const { id, detail } = found;
    const title = typeof inputs["name"] === "string" ? `${inputs["name"]}: ` : "";
    context.log(`${title}adopted the existing ${noun} ${id}; nothing was created or changed`);
    const retained = { ...kind.retainedFrom(inputs), __import: id };
    return { id, outs: kind.stateOf(context, id, detail, retained) };
  }

  /** The inputs are not retained: what the API does not return then differs, and the next update sends it. */
  function outdated(job: Task, detail: Detail, inputs: Properties): PartialFailure {
    const state = kind.stateOf(job, job.id, detail, { __timeouts: inputs.__timeouts });
    const paths =
      joinPaths(kind.diff(state as Properties, inputs).rows) || "nothing that is visible";
    return new PartialFailure(
      job.id,
      state,
      new ModelArtsError(
        `${job.doing} was not needed: an earlier run created ${noun} ${job.id}, and the program has changed since ` +
          `(different now: ${paths}). Run \`pulumi up\` again: it updates or replaces the ${noun}.`,
      ),
    );
  }

  return {
    check(oldInputs, newInputs) {
      if (newInputs.__reference !== undefined) {
        // With an empty id, the SDK registers a new resource instead of reading an existing one.

        const reason = `is empty: ${kind.className}.get needs the id of ${withArticle(noun)}`;
        return { inputs: newInputs, failures: [{ property: "id", reason }] };
      }
      const declared = Object.fromEntries(
        Object.entries(newInputs).filter(([key]) => !key.startsWith("__")),
      ) as Properties;
      return {
        inputs: newInputs,
        failures: kind.violations(declared, oldInputs, newInputs).sort(byProperty),
      };
    },

    diff: kind.diff,
    previewNotes: kind.previewNotes,
    checkImport,

    async create(context, inputs) {
      if (inputs.__import !== undefined) return adopt(context, inputs.__import, inputs);
      const sending = begin(context, String(inputs["notebookId"] ?? ""), "create", inputs);
      const { id, detail, isOutdated } = await kind.send(sending, inputs);
      const job = { ...sending, id };
      try {
        if (isOutdated) throw outdated(job, detail, inputs);
        const finished = await kind.finish(job, detail, inputs);
        return { id, outs: kind.stateOf(job, id, finished, kind.retainedFrom(inputs)) };
      } catch (error) {
        if (error instanceof PartialFailure) throw error;
        const latest = (await kind.find(context, id).catch(() => undefined)) ?? detail;
        const retained = (kind.retainedAfterFailure ?? kind.retainedFrom)(inputs, latest);
        throw new PartialFailure(id, kind.stateOf(job, id, latest, retained), error as Error);
      } finally {
        context.journal.creates.handOver(id);
      }
    },

    async import(context, given) {
      const { id, detail } = await existing(context, given);
      const props = kind.importedState(context, id, detail);
      return { id, props, inputs: kind.inputsOf(props) };
    },

    async get(context, given) {
      const { id, detail } = await existing(context, given);
      return { id, props: kind.stateOf(context, id, detail, { __reference: true }) };
    },

    async read(context, id, state) {
      const declares = (props: object) => (state.__reference ? undefined : kind.inputsOf(props));
      try {
        const detail = await kind.find(context, id);
        if (detail === undefined) return { id: "", props: {} };
        const props = kind.stateOf(context, id, detail, state);
        return { id, props, inputs: declares(props) };
      } catch (error) {
        if (!kind.isTemporarilyUnreadable?.(error)) throw error;
        return { id, props: state, inputs: declares(state) };
      }
    },

    update: (context, id, state, newInputs) =>
      kind.update(begin(context, id, kind.updateVerb ?? "update", newInputs), state, newInputs),

    async delete(context, id, state) {
      if (!context.journal.creates.isAdopted(id)) {
        return kind.delete(begin(context, id, "delete", state), state);
      }
      // A create of this run took the predecessor for its own: there is one resource under both.
      context.log(
        `kept ${noun} ${id}: this run adopted it as the one that an earlier run created. ` +
          "To replace it, run `pulumi up` again.",
      );
    },
  };
}
