/**
 * Kinds that the API can create, read and delete but not change: every difference replaces the resource, except
 * `forceDelete`, which is stored only in the state. Each kind has its own file, e.g. `storage-mount/storage-mount.ts`
 * or `image/saved-image.ts`.
 */
import type { z } from "zod";
import { ModelArtsError } from "../client/errors";
import type { CheckFailure } from "../engine/check-failure";
import { UNKNOWN } from "../engine/unknown";
import type { StatusMeaning } from "../wire/facts/statuses";
import { withCode } from "../wire/printable";
import { lifecycleOf } from "./lifecycle";
import {
  diffOf,
  isReplacing,
  joinPaths,
  type Carried,
  type Kind,
  type Properties,
  type Row,
} from "./resource-kind";
import { defined } from "./shared/objects";
import { throwGone, PartialFailure } from "./shared/errors";
import { shapeViolations, withArticle } from "./shared/shape-violations";
import { readUnlessGone } from "./tasks/confirm-gone";
import type { Created } from "./tasks/create-request";
import type { Context, Task } from "./tasks/task";
import { watch } from "./tasks/watch";

export interface ImmutableKind<
  Inputs extends object,
  Detail extends { status?: string },
> extends Omit<Kind, "lifecycle" | "stableOutputs" | "hasAutomaticName" | "fields"> {
  /**
   * What a change of each field leads to: `replace`, or `state`, which changes the state alone. `undeclared`: the
   * declared value if the program has none. `unanswered`: the live value if the state has none. Without them, a
   * missing value is no difference.
   */
  fields: readonly (Row & {
    change: "replace" | "state" | "read";
    undeclared?: unknown;
    unanswered?: unknown;
  })[];
  /** The name of the SDK class, for messages. */
  className: string;
  /** The inputs of a new resource. An existing resource may lack some of them, because the API does not return them. */
  creation: z.ZodObject;
  /** What each status means. Of the settled statuses, only `ready` means that the resource can be used. */
  statuses: Readonly<Record<string, StatusMeaning>>;
  ready: string;
  /** The status of a failed deletion. */
  undeletable?: string;
  /** The reason that the API gives for a failure. */
  failReason(detail: Detail): string | undefined;
  /** In milliseconds. An update waits for an unfinished creation, for as long as a create may take. */
  timeouts: Record<"create" | "delete", number>;
  /** Whether a declared value equals a live one; by default `===`. */
  isEqual?(path: string, declared: unknown, live: unknown): boolean;
  /** Whether the old resource must be deleted before the new one can be created. */
  needsDeleteBeforeReplace(state: Properties, newInputs: Properties): boolean;
  /**
   * Only for a replacement that deletes the old resource first: whether a separate update of the state must run
   * before the deletion. @throws ModelArtsError if the old resource must not be deleted at all.
   */
  needsStateUpdateFirst?(state: Properties, newInputs: Properties): boolean;
  /** Violations between properties that are each valid. */
  contradictions?(declared: Properties, oldInputs: Properties, isNew: boolean): CheckFailure[];
  /** Why the text can't be an id, as half a sentence; undefined if it can. */
  invalidIdReason(id: string): string | undefined;
  /** Sends the create request, which must not be sent twice. The task's id is the notebook's, if there is one. */
  send(task: Task, inputs: Inputs & Carried): Promise<Created<Detail>>;
  /** Undefined: the resource is gone. */
  find(context: Context, id: string): Promise<Detail | undefined>;
  /** @returns whether to wait until the resource is gone. */
  remove(task: Task, state: Properties): Promise<boolean>;
  /** True if the error means "can't be read now"; a refresh then keeps the old state. */
  isTemporarilyUnreadable?(error: unknown): boolean;
  /** True if a wait continues after the error. */
  isTransient?(error: unknown): boolean;
  /** The API's answer under the names of inputs and outputs. */
  propertiesOf(id: string, detail: Detail): object;
  /** The inputs that declare exactly the resource that the state describes. */
  inputsOf(state: Properties): object;
}

/** A resource that does not begin to be deleted for this long has not got the request. */
const UNDELETED_MS = 15_000;

export function immutable<Inputs extends object, Detail extends { status?: string }>(
  kind: ImmutableKind<Inputs, Detail>,
): Kind {
  const { noun, className, statuses, ready, fields } = kind;
  const isEqual = kind.isEqual ?? ((_, declared, live) => declared === live);
  const meaning = ({ status = "" }: { status?: string }) => statuses[status] ?? "moving";

  const differing = (inputs: Properties, state: Properties): Row[] =>
    fields.filter(({ path, change, undeclared, unanswered }) => {
      const [declared, live] = [inputs[path] ?? undeclared, state[path] ?? unanswered] as unknown[];
      if (change === "read" || declared === undefined || live === undefined) return false;
      return !isEqual(path, declared, live);
    });

  const needsStateUpdateFirst = (state: Properties, newInputs: Properties): boolean =>
    kind.needsDeleteBeforeReplace(state, newInputs) &&
    kind.needsStateUpdateFirst?.(state, newInputs) === true;

  /** The rows that the next update changes. If the state must be updated before a replacement, only the state's rows. */
  const changed = (inputs: Properties, state: Properties): Row[] => {
    const rows = differing(inputs, state);
    const isFirst = rows.some(isReplacing) && needsStateUpdateFirst(state, inputs);
    return isFirst ? rows.filter((row) => !isReplacing(row)) : rows;
  };

  /** The state: the API's answer and the inputs that the API does not return. */
  function stateOf(id: string, detail: Detail, retained: Properties): Properties {
    const kept = kind.retained.map((key) => [key, retained[key] as unknown]);
    return defined({
      ...(Object.fromEntries(kept) as object),
      ...kind.propertiesOf(id, detail),
      id,
      __timeouts: retained.__timeouts,
      __reference: retained.__reference,
    });
  }

  async function find(context: Context, id: string): Promise<Detail | undefined> {
    return readUnlessGone(context, () => findOnce(context, id));
  }

  async function findOnce(context: Context, id: string): Promise<Detail | undefined> {
    const detail = await kind.find(context, id);
    return detail === undefined || meaning(detail) === "gone" ? undefined : detail;
  }

  /** @throws ModelArtsError at once if the resource reaches a failed status. */
  async function untilReady(task: Task, first?: Detail): Promise<Detail> {
    const done = await watch(task, {
      noun,
      first,
      read: reading(task, first),
      isDone: (detail) => {
        if (meaning(detail) === "failed") {
          throw failed(task, detail, `\`pulumi up\` again: the ${noun} is then replaced`);
        }
        return detail.status === ready;
      },
    });
    return done ?? throwGone(task, noun);
  }

  /** On a transient read error, uses the last detail that was read. */
  function reading(task: Task, first: Detail | undefined): () => Promise<Detail | undefined> {
    let last = first ?? ({} as Detail);
    return async () => {
      try {
        const detail = await findOnce(task, task.id);
        if (detail !== undefined) last = detail;
        return detail;
      } catch (error) {
        if (!kind.isTransient?.(error)) throw error;
        return last;
      }
    };
  }

  async function deleteAndWait(task: Task, state: Properties): Promise<void> {
    if (!(await kind.remove(task, state))) return;
    const left = await watch(task, {
      noun,
      read: reading(task, undefined),
      isGoneExpected: true,
      isDone: (detail, elapsedMs) => {
        if (detail.status === kind.undeletable) throw failed(task, detail, "the command again");
        return meaning(detail) !== "moving" && elapsedMs > UNDELETED_MS;
      },
    });
    // A proxy may answer a DELETE that never arrives, so it is sent again as long as nothing comes of it.
    if (left !== undefined) await deleteAndWait(task, state);
  }

  function failed({ doing, id }: Task, detail: Detail, remedy: string): ModelArtsError {
    const reason = kind.failReason(detail) ?? "the API gives no reason";
    return new ModelArtsError(
      "modelarts/failed-status",
      `${doing} failed: ${noun} ${id} is ${detail.status} (${reason.replace(/\.$/, "")}). ` +
        `Fix the cause and run ${remedy}.`,
    );
  }

  const lifecycle = lifecycleOf<Detail>({
    noun,
    className,
    timeouts: { ...kind.timeouts, update: kind.timeouts.create },
    // An update only waits for a creation that has not finished.
    updateVerb: "create",

    violations(declared, oldInputs, newInputs) {
      const isNew = Object.keys(oldInputs).length === 0 && newInputs.__import === undefined;

      return [
        ...shapeViolations(
          isNew ? kind.creation : kind.inputs,
          declared,
          `a property of ${withArticle(noun)}`,
        ),
        ...(kind.contradictions?.(declared, oldInputs, isNew) ?? []),
      ];
    },

    diff(state, newInputs) {
      // The creation failed, so a replacement loses nothing; the API can't repair the resource.
      const isFailed = meaning({ status: state["status"] as string }) === "failed";
      if (isFailed && !needsStateUpdateFirst(state, newInputs)) {
        return diffOf([{ path: "status", change: "replace" }, ...changed(newInputs, state)], true);
      }
      const rows = changed(newInputs, state);
      return diffOf(
        rows,
        rows.some(isReplacing) && kind.needsDeleteBeforeReplace(state, newInputs),
      );
    },

    previewNotes(state, newInputs) {
      const now = changed(newInputs, state);
      const later = differing(newInputs, state).filter((row) => !now.includes(row));
      if (later.length === 0) return [];

      return [
        withCode(
          `this \`pulumi up\` changes only the state; the next one replaces the ${noun} for ${joinPaths(later)}`,
          "modelarts/replaced-later",
        ),
      ];
    },

    invalidIdReason: kind.invalidIdReason,
    find,
    notImportableReason: (id, detail) =>
      meaning(detail) === "failed" ? `${noun} ${id} is ${detail.status}` : undefined,
    hidesInput: (state, inputs) =>
      fields.some(
        (row) =>
          isReplacing(row) &&
          inputs[row.path] !== undefined &&
          (state[row.path] ?? row.unanswered) === undefined,
      ),
    isTemporarilyUnreadable: kind.isTemporarilyUnreadable,

    differences(_, id, inputs, detail) {
      const state = stateOf(id, detail, {});
      return differing(inputs, state)
        .filter((row) => isReplacing(row) && inputs[row.path] !== UNKNOWN)
        .map(({ path }) => ({
          property: path,
          reason:
            `the program says ${JSON.stringify(inputs[path])}, but ${noun} ${id} has ` +
            `${JSON.stringify(state[path])}. Declare the live value`,
          code: "modelarts/import-differs" as const,
        }));
    },

    stateOf: (_, id, detail, retained) => stateOf(id, detail, retained),
    retainedFrom: (inputs) => inputs,
    importedState: (_, id, detail) => stateOf(id, detail, {}),
    inputsOf: (state: Properties) =>
      defined({ ...kind.inputsOf(state), __timeouts: state.__timeouts }),
    send: (task, inputs) => kind.send(task, inputs as unknown as Inputs),
    finish: (task, detail) => untilReady(task, detail),

    /** Changes only the state, and waits for the end of a creation that was interrupted. */
    async update(task, state, newInputs) {
      const stateOnly = fields.filter(({ change }) => change === "state").map(({ path }) => path);
      const taken = Object.fromEntries(stateOnly.map((path) => [path, newInputs[path] as unknown]));
      const retained = { ...state, ...taken, __timeouts: newInputs.__timeouts };
      const detail = (await find(task, task.id)) ?? throwGone(task, noun);
      try {
        return { outs: stateOf(task.id, await untilReady(task, detail), retained) };
      } catch (error) {
        throw new PartialFailure(task.id, stateOf(task.id, detail, retained), error as Error);
      }
    },

    delete: deleteAndWait,
  });

  return { ...kind, lifecycle, stableOutputs: [], hasAutomaticName: false };
}
