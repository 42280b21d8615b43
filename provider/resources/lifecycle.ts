/**
 * The lifecycle that all kinds share: check, create, import, adoption, `.get`, refresh, and their errors. Each
 * kind adds its own part, a `KindLifecycle`, in its own folder.
 */
import { ModelArtsError } from "../client/errors";
import type { CheckFailure } from "../engine/check-failure";
import type { MessageCode } from "../messages/registry";
import { LAST_TRY_MS } from "../client/retry";
import { parseDuration } from "../engine/duration";
import type { Journal } from "../journal/journal";
import { withCode } from "../wire/printable";
import {
  isReplacing,
  joinPaths,
  type Diff,
  type Lifecycle,
  type PreviewSettings,
  type Properties,
  type Timeouts,
} from "./resource-kind";
import { NotFoundError, notFoundReason, PartialFailure, TimeoutError } from "./shared/errors";
import { byProperty, withArticle } from "./shared/shape-violations";
import type { Created } from "./tasks/create-request";
import { lastLook, reading, task, type Context, type Task } from "./tasks/task";
import { isTransient } from "./tasks/watch";

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
  /** The state, with what only the journal knows; by default the state. */
  recall?(journal: Pick<Journal, "find">, state: Properties): Properties;
  /**
   * Called before a refresh, for work that a killed run has left unfinished. `detail` is undefined if the resource is
   * gone.
   *
   * @returns the state with what journal and detail say of that work, and the resource as it was read last.
   */
  settle?(
    context: Context,
    id: string,
    state: Properties,
    detail: Detail | undefined,
  ): Promise<{ state: Properties; detail: Detail | undefined }>;
  previewNotes(state: Properties, newInputs: Properties, settings: PreviewSettings): string[];
  /** See `Lifecycle`. */
  previewFailures?: Lifecycle["previewFailures"];
  /** The id in the API's spelling. */
  normalId?(id: string): string;
  /** Why the text can't be an id, as half a sentence; undefined if it can. */
  invalidIdReason(id: string): string | undefined;
  /** The live resource; undefined if it is gone. */
  find(context: Context, id: string): Promise<Detail | undefined>;
  /**
   * Like `find`, which is the default, for what is recorded: an answer that lacks something is read again.
   *
   * @param state the resource as it was read before; undefined for an import.
   */
  findWhole?(context: Context, id: string, state?: Properties): Promise<Detail | undefined>;
  /** Why a live resource can't be imported, as half a sentence; undefined if it can. */
  notImportableReason(id: string, detail: Detail): string | undefined;
  /**
   * True if the API does not show an input that replaces the resource, so that the live one can't be proved equal.
   *
   * @param state without what it keeps of the inputs.
   */
  hidesInput?(state: Properties, inputs: Properties): boolean;
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
  /**
   * What the state keeps of the inputs if a create fails after the request; by default `retainedFrom`.
   *
   * @param isRead whether the resource was read after the failure.
   */
  retainedAfterFailure?(inputs: Properties, detail: Detail, isRead: boolean): Properties;
  update(task: Task, state: Properties, newInputs: Properties): Promise<{ outs: object }>;
  delete(task: Task, state: Properties): Promise<void>;
}

interface Existing<Detail> {
  id: string;
  detail: Detail;
}

export function lifecycleOf<Detail>(kind: KindLifecycle<Detail>): Lifecycle {
  const { noun, findWhole = kind.find } = kind;
  const deletesForAll =
    `Without the option protect or retainOnDelete, a destroy of this stack deletes the ${noun}, ` +
    "also for every other stack that imports it";
  /** The servers that have said so: each has one journal. An import of a fleet says it once. */
  const saidBy = new WeakSet<Journal>();

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

  /** @throws what `work` throws; TimeoutError if the deadline ended a request. */
  function inTime<Result>(job: Task, work: Promise<Result>): Promise<Result> {
    return work.catch((error: Error) => {
      throw overdue(job, error);
    });
  }

  function overdue(job: Task, error: Error): Error {
    const { clock, deadline, doing, id, timeoutMs } = job;
    if (error instanceof PartialFailure) {
      return new PartialFailure(error.id, error.properties, overdue(job, error.cause));
    }
    if (clock.now() < deadline - LAST_TRY_MS || !isTransient(error)) return error;
    return new TimeoutError(doing, id, undefined, timeoutMs, error, noun);
  }

  /** @returns the resource to import; or why it can't be imported, as half a sentence. */
  async function findImport(
    context: Context,
    given: string,
  ): Promise<Existing<Detail> | { id: string; fault: string; code: MessageCode }> {
    const id = kind.normalId?.(given) ?? given;
    const invalid = kind.invalidIdReason(id);
    if (invalid !== undefined) return { id, fault: invalid, code: "modelarts/invalid-input" };
    const detail = await findWhole(context, id);
    if (detail === undefined) {
      return { id, fault: notFoundReason(id, noun), code: "modelarts/not-found" };
    }
    const fault = kind.notImportableReason(id, detail);
    return fault === undefined ? { id, detail } : { id, fault, code: "modelarts/not-importable" };
  }

  async function existing(context: Context, given: string): Promise<Existing<Detail>> {
    const found = await findImport(context, given);
    if ("detail" in found) return found;
    if (found.code === "modelarts/not-found") throw new NotFoundError(found.id, noun);
    throw new ModelArtsError(found.code, `Reading the ${noun} failed: ${found.fault}.`);
  }

  async function checkImport(context: Context, id: string, inputs: Properties) {
    const found = await findImport(context, id);
    // `property` is empty: for a property name the engine prints its value, and the import option has none.
    if ("fault" in found) {
      const reason = `the import option can't be used: ${found.fault}`;
      const failure: CheckFailure = { property: "", reason, code: "modelarts/import-option" };
      return { failures: [failure] };
    }
    return { found, failures: kind.differences(context, found.id, inputs, found.detail) };
  }

  /** Like the engine's own import, this changes nothing on the live resource. */
  async function adopt(context: Context, given: string, inputs: Properties) {
    const { found, failures } = await checkImport(context, given, inputs);
    if (found === undefined || failures.length > 0) {
      const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
      const code = failures[0]?.code ?? "modelarts/import-differs";
      throw new ModelArtsError(code, `Importing the ${noun} failed: ${list}.`);
    }
    const { id, detail } = found;
    if (!context.journal.creates.adoptImport(id)) {
      throw new ModelArtsError(
        "modelarts/import-taken",
        `Importing the ${noun} failed: this run has taken ${noun} ${id} for another resource of the program, because an ` +
          "earlier run created it for that one. To import it here, remove the other resource from the program.",
      );
    }
    const title = typeof inputs["name"] === "string" ? `${inputs["name"]}: ` : "";
    context.log(
      withCode(
        `${title}adopted the existing ${noun} ${id}; nothing was created or changed. ${deletesForAll}`,
        "modelarts/import-adopted",
      ),
    );
    const retained = { ...kind.retainedFrom(inputs), __import: id };
    return { id, outs: kind.stateOf(context, id, detail, retained) };
  }

  /** The inputs are not retained: what the API does not return then differs, and the next update sends it. */
  function outdated(job: Task, detail: Detail, inputs: Properties): Error {
    const state = kind.stateOf(job, job.id, detail, {
      __timeouts: inputs.__timeouts,
    }) as Properties;
    const { rows } = kind.diff(state, inputs);
    const found = `an earlier run created ${noun} ${job.id}, and the program has changed since`;
    if (!rows.some(isReplacing) && kind.hidesInput?.(state, inputs) === true) {
      job.journal.creates.withhold(job.id);
      return new ModelArtsError(
        "modelarts/changed-since-create",
        `${job.doing} failed: ${found}, in a property that the API does not show. If the ${noun} is what the program ` +
          "declares now, import it; otherwise delete it. Then run `pulumi up` again.",
      );
    }
    return new PartialFailure(
      job.id,
      state,
      new ModelArtsError(
        "modelarts/changed-since-create",
        `${job.doing} was not needed: ${found} ` +
          `(different now: ${joinPaths(rows) || "nothing that is visible"}). ` +
          `Run \`pulumi up\` again: it updates or replaces the ${noun}.`,
      ),
    );
  }

  return {
    check(oldInputs, newInputs) {
      if (newInputs.__reference !== undefined) {
        // With an empty id, the SDK registers a new resource instead of reading an existing one.

        const reason = `is empty: ${kind.className}.get needs the id of ${withArticle(noun)}`;
        const failure: CheckFailure = { property: "id", reason, code: "modelarts/invalid-input" };
        return { inputs: newInputs, failures: [failure] };
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
    recall: kind.recall ?? ((_, state) => state),
    previewNotes: kind.previewNotes,
    previewFailures: kind.previewFailures,
    checkImport: (context, id, inputs) => checkImport(reading(context), id, inputs),

    async create(context, inputs) {
      if (inputs.__import !== undefined) return adopt(reading(context), inputs.__import, inputs);
      const sending = begin(context, String(inputs["notebookId"] ?? ""), "create", inputs);
      // Before the answer, the resource has no id; the task's id is that of the notebook that it belongs to.
      const { id, detail, isOutdated } = await inTime(
        { ...sending, id: "" },
        kind.send(sending, inputs),
      );
      const job = { ...sending, id };
      const { creates } = context.journal;
      if (isOutdated) {
        const error = outdated(job, detail, inputs);
        if (error instanceof PartialFailure) creates.handOver(id);
        throw error;
      }
      try {
        const finished = await inTime(job, kind.finish(job, detail, inputs));
        return { id, outs: kind.stateOf(job, id, finished, kind.retainedFrom(inputs)) };
      } catch (error) {
        const read = await kind.find(lastLook(context), id).catch(() => undefined);
        const latest = read ?? detail;
        const retained = kind.retainedAfterFailure
          ? kind.retainedAfterFailure(inputs, latest, read !== undefined)
          : kind.retainedFrom(inputs);
        throw new PartialFailure(id, kind.stateOf(job, id, latest, retained), error as Error);
      } finally {
        creates.handOver(id);
      }
    },

    async import(context, given) {
      const { id, detail } = await existing(reading(context), given);
      const props = kind.importedState(context, id, detail);
      if (!saidBy.has(context.journal)) {
        const text = `\`pulumi import\` protects the ${noun} by default. ${deletesForAll}`;
        context.log(withCode(text, "modelarts/deletes-for-all"));
      }
      saidBy.add(context.journal);
      return { id, props, inputs: kind.inputsOf(props) };
    },

    async get(context, given) {
      const { id, detail } = await existing(reading(context), given);
      return { id, props: kind.stateOf(context, id, detail, { __reference: true }) };
    },

    async read(context, id, state) {
      const declares = (props: object) => (state.__reference ? undefined : kind.inputsOf(props));
      try {
        const looking = reading(context);
        const found = await findWhole(looking, id, state);
        const settled = await kind.settle?.(looking, id, state, found);
        const { state: known, detail } = settled ?? { state, detail: found };
        if (detail === undefined) return { id: "", props: {} };
        const props = kind.stateOf(context, id, detail, known);
        return { id, props, inputs: declares(props) };
      } catch (error) {
        if (!kind.isTemporarilyUnreadable?.(error)) throw error;
        return { id, props: state, inputs: declares(state) };
      }
    },

    update(context, id, state, newInputs) {
      const job = begin(context, id, kind.updateVerb ?? "update", newInputs);
      return inTime(job, kind.update(job, state, newInputs));
    },

    async delete(context, id, state) {
      if (!context.journal.creates.isAdopted(id)) {
        const job = begin(context, id, "delete", state);
        return inTime(job, kind.delete(job, state));
      }
      // A create of this run took the predecessor for its own: there is one resource under both.
      context.log(
        withCode(
          `kept ${noun} ${id}: this run found it after a lost answer, or as the one that an earlier run created. ` +
            "To replace it, run `pulumi up` again.",
          "modelarts/kept",
        ),
      );
    },
  };
}
