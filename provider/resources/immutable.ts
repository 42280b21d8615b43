/**
 * The life of what the API can create, read and delete but not change: every difference replaces it,
 * but for what only the state holds. What is particular to a kind stands in its own file, e.g.
 * `storage.ts` or `image.ts`.
 */
import type { z } from "zod";
import { ModelArtsError } from "../client/errors";
import type { CheckFailure } from "../engine/check-failure";
import { inputViolations } from "./notebook/check/violations";
import { parseDuration } from "./shared/duration";
import { PartialFailure } from "./shared/errors";
import { UNKNOWN } from "../engine/unknown";
import { defined, type Carried, type Timeouts } from "./notebook/inputs";
import type { Kind, Lifecycle, Properties, Row } from "./resource-kind";
import { task, watch, type Context, type Task } from "./shared/wait";

type Meaning = "moving" | "settled" | "failed" | "gone";

export interface FixedKind<Inputs extends object, Detail extends { status?: string }> extends Omit<
  Kind,
  "lifecycle" | "changed" | "lasting" | "hasAutomaticName" | "fields"
> {
  /**
   * What a change of each field leads to: a replacement, or `online`, which changes nothing but the
   * state. `undeclared` and `unanswered` are what a field means where the program does not declare it and
   * where the state does not hold it; without them that is no difference.
   */
  fields: readonly (Row & {
    change: "replace" | "online" | "read";
    undeclared?: unknown;
    unanswered?: unknown;
  })[];
  /** The class, as sentences name it. */
  className: string;
  /** The inputs of what is to be created; of what exists, not all of them are known. */
  creation: z.ZodObject;
  /** What each status means; of those that are done, only `ready` can be used. */
  statuses: Readonly<Record<string, Meaning>>;
  ready: string;
  /** The status that ends a deletion without success. */
  undeletable?: string;
  /** What the API says of a failure. */
  reason(detail: Detail): string | undefined;
  timeouts: Record<"create" | "delete", number>;
  /** Whether a declared value is what a live one says. */
  isSame?(path: string, declared: unknown, live: unknown): boolean;
  /** Whether the old one must go before the new one can be there. */
  collides(state: Properties, news: Properties): boolean;
  /**
   * Where the old one must go before the new one is there: whether a change of the state alone must come
   * before that, in an update of its own. @throws ModelArtsError where the old one must not go at all.
   */
  changesFirst?(state: Properties, news: Properties): boolean;
  /** What each property allows by itself, but not together. `olds` are the inputs of the state. */
  contradictions?(declared: Properties, olds: Properties, isNew: boolean): CheckFailure[];
  /** Why an id can't be one, as half a sentence. */
  idFault(id: string): string | undefined;
  /** Sends the one request that must not be sent twice. The task is about the notebook, if there is one. */
  send(task: Task, inputs: Inputs): Promise<{ id: string; detail: Detail }>;
  look(context: Context, id: string): Promise<Detail | undefined>;
  /** Whether it is to be watched until it is gone. */
  remove(task: Task, state: Properties): Promise<boolean>;
  /** True if the error means "can't be read now"; a refresh then keeps the old state. */
  isHidden?(error: unknown): boolean;
  /** An error after which a wait goes on. */
  isPassing?(error: unknown): boolean;
  /** What the API answers, under the names of inputs and outputs. */
  propertiesOf(id: string, detail: Detail): object;
  /** The inputs that would declare it as it is. */
  inputsOf(state: Properties): object;
}

export function fixed<Inputs extends object, Detail extends { status?: string }>(
  kind: FixedKind<Inputs, Detail>,
): Kind {
  const { noun, statuses, ready, fields } = kind;
  const aNoun = `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
  const isReplacing = ({ change }: Row) => change === "replace";
  const isSame = kind.isSame ?? ((_, declared, live) => declared === live);
  const meaning = (detail: { status?: string }) => statuses[detail.status ?? ""] ?? "moving";

  const differing = (inputs: Properties, state: Properties): Row[] =>
    fields.filter(({ path, change, undeclared, unanswered }) => {
      const [declared, live] = [inputs[path] ?? undeclared, state[path] ?? unanswered] as unknown[];
      if (change === "read" || declared === undefined || live === undefined) return false;
      return !isSame(path, declared, live);
    });

  const changed = (inputs: Properties, state: Properties): Row[] => {
    const rows = differing(inputs, state);
    const isFirst = rows.some(isReplacing) && changesFirst(state, inputs);
    return isFirst ? rows.filter((row) => !isReplacing(row)) : rows;
  };

  const changesFirst = (state: Properties, news: Properties): boolean =>
    kind.collides(state, news) && kind.changesFirst?.(state, news) === true;

  /** With the inputs that the API does not answer. */
  function stateOf(id: string, detail: Detail, held: Properties): Properties {
    const kept = kind.held.map((key) => [key, held[key] as unknown]);
    return defined({
      ...(Object.fromEntries(kept) as object),
      ...kind.propertiesOf(id, detail),
      id,
      __timeouts: held.__timeouts,
      __reference: held.__reference,
    });
  }

  const inputsOf = (state: Properties): object =>
    defined({ ...kind.inputsOf(state), __timeouts: state.__timeouts });

  const begin = (context: Context, id: string, verb: string, properties: Carried) => {
    const wait = verb === "Deleting" ? "delete" : "create";
    return task(context, id, `${verb} the ${noun}`, timeout(wait, properties));
  };

  function timeout(verb: "create" | "delete", { __timeouts: given }: { __timeouts?: Timeouts }) {
    return parseDuration(given?.[verb] ?? "") ?? kind.timeouts[verb];
  }

  /** @throws ModelArtsError at once where it can't come to that any more. */
  async function untilReady(job: Task, first?: Detail): Promise<Detail> {
    const done = await watch(job, {
      noun,
      first,
      look: looking(job, first),
      isDone: (detail) => {
        if (meaning(detail) === "failed")
          throw failed(job, detail, `\`pulumi up\` again: the ${noun} is then replaced`);
        return detail.status === ready;
      },
    });
    return done ?? gone(job);
  }

  async function live(context: Context, id: string): Promise<Detail | undefined> {
    const detail = await kind.look(context, id);
    return detail === undefined || meaning(detail) === "gone" ? undefined : detail;
  }

  /** On a transient read error, uses the last detail that was read. */
  function looking(job: Task, first: Detail | undefined): () => Promise<Detail | undefined> {
    let last = first ?? ({} as Detail);
    return async () => {
      try {
        const detail = await live(job, job.id);
        if (detail !== undefined) last = detail;
        return detail;
      } catch (error) {
        if (!kind.isPassing?.(error)) throw error;
        return last;
      }
    };
  }

  function failed(job: Task, detail: Detail, remedy: string): ModelArtsError {
    const reason = kind.reason(detail) ?? "the API gives no reason";
    return new ModelArtsError(
      `${job.doing} failed: ${noun} ${job.id} is ${detail.status} (${reason.replace(/\.$/, "")}). ` +
        `Mend the cause and run ${remedy}.`,
    );
  }

  function gone(job: Task): never {
    throw new ModelArtsError(
      `${job.doing} failed: ${noun} ${job.id} is gone. ` +
        "Run `pulumi refresh`, then `pulumi up`, to have it created again.",
    );
  }

  /** What an import names; or why it can't be had, as half a sentence. */
  async function find(context: Context, id: string): Promise<Detail | string> {
    const fault = kind.idFault(id);
    if (fault !== undefined) return fault;
    const detail = await live(context, id);
    if (detail === undefined) {
      return (
        `there is no ${noun} ${id} in this project and region. ` +
        "Check the id, modelarts:projectId and modelarts:region"
      );
    }
    return meaning(detail) === "failed" ? `${noun} ${id} is ${detail.status}` : detail;
  }

  const lifecycle: Lifecycle = {
    check(olds, news) {
      if (news.__reference !== undefined) {
        // The SDK registers a resource instead of reading one where the id is empty.
        const reason = `is empty: ${kind.className}.get needs the id of ${aNoun}`;
        return { inputs: news, failures: [{ property: "id", reason }] };
      }
      const entries = Object.entries(news).filter(([key]) => !key.startsWith("__"));
      const declared = Object.fromEntries(entries) as object;
      const isNew = Object.keys(olds).length === 0 && news.__import === undefined;
      const shape = isNew ? kind.creation : kind.inputs;
      const failures = [
        ...inputViolations(shape, `a property of ${aNoun}`, declared),
        ...(kind.contradictions?.(declared, olds, isNew) ?? []),
      ];
      return { inputs: news, failures: failures.sort(byProperty) };
    },

    diff(state, news) {
      // It was never there, so there is nothing to lose; the API can't bring it back.
      const isFailed = meaning({ status: state["status"] as string }) === "failed";
      if (isFailed && !changesFirst(state, news)) {
        return { changes: true, replaces: ["status"], deleteBeforeReplace: true };
      }
      const rows = changed(news, state);
      const replaces = rows.filter(isReplacing).map(({ path }) => path);
      const deleteBeforeReplace = replaces.length > 0 && kind.collides(state, news);
      return { changes: rows.length > 0, replaces, deleteBeforeReplace };
    },

    notes(state, news) {
      const kept = differing(news, state).filter((row) => !changed(news, state).includes(row));
      if (kept.length === 0) return [];
      const paths = kept.map(({ path }) => path).join(", ");
      return [`the ${noun} is only replaced for ${paths} by the next \`pulumi up\` after this one`];
    },

    async create(context, inputs) {
      if (inputs.__import !== undefined) return adopt(context, inputs.__import, inputs);
      const sending = begin(context, String(inputs["notebookId"] ?? ""), "Creating", inputs);
      const { id, detail } = await kind.send(sending, inputs as unknown as Inputs);
      const job = { ...sending, id };
      try {
        return { id, outs: stateOf(id, await untilReady(job, detail), inputs) };
      } catch (error) {
        const latest = await live(context, id).catch(() => undefined);
        throw new PartialFailure(id, stateOf(id, latest ?? detail, inputs), error as Error);
      }
    },

    async readFirst(context, id) {
      const found = await find(context, id);
      if (typeof found === "string") {
        throw new ModelArtsError(`Reading the ${noun} failed: ${found}.`);
      }
      const props = stateOf(id, found, {});
      return { id, props, inputs: inputsOf(props) };
    },

    async read(context, id, state) {
      try {
        const detail = await live(context, id);
        if (detail === undefined) return { id: "", props: {} };
        const props = stateOf(id, detail, state);
        return { id, props, inputs: state.__reference ? undefined : inputsOf(props) };
      } catch (error) {
        if (!kind.isHidden?.(error)) throw error;
        return { id, props: state, inputs: state.__reference ? undefined : inputsOf(state) };
      }
    },

    /** The API can change nothing: what a create that was cut short left is waited for. */
    async update(context, id, olds, news) {
      const job = begin(context, id, "Creating", news);
      const own = fields.filter(({ change }) => change === "online").map(({ path }) => path);
      const taken = Object.fromEntries(own.map((path) => [path, news[path] as unknown]));
      const held = { ...olds, ...taken, __timeouts: news.__timeouts };
      const detail = (await live(context, id)) ?? gone(job);
      try {
        return { outs: stateOf(id, await untilReady(job, detail), held) };
      } catch (error) {
        throw new PartialFailure(id, stateOf(id, detail, held), error as Error);
      }
    },

    async delete(context, id, state) {
      const job = begin(context, id, "Deleting", state);
      if (!(await kind.remove(job, state))) return;
      await watch(job, {
        noun,
        look: looking(job, undefined),
        isDone: (detail) => {
          if (detail.status === kind.undeletable) throw failed(job, detail, "the command again");
          return false;
        },
      });
    },

    async examine(context, id, inputs) {
      const found = await find(context, id);
      if (typeof found === "string") {
        return {
          failures: [{ property: "", reason: `the import option can't be followed: ${found}` }],
        };
      }
      return { failures: differences(id, inputs, stateOf(id, found, {})) };
    },
  };

  /** As in the engine's own imports, nothing is changed. */
  async function adopt(context: Context, id: string, inputs: Properties) {
    const { failures } = await lifecycle.examine(context, id, inputs);
    if (failures.length > 0) {
      const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
      throw new ModelArtsError(`Importing the ${noun} failed: ${list}.`);
    }
    const detail = (await live(context, id)) ?? gone(begin(context, id, "Importing", inputs));
    context.log(`adopted the existing ${noun} ${id}; nothing was created or changed`);
    return { id, outs: stateOf(id, detail, inputs) };
  }

  function differences(id: string, inputs: Properties, state: Properties): CheckFailure[] {
    return differing(inputs, state)
      .filter((row) => isReplacing(row) && inputs[row.path] !== UNKNOWN)
      .map(({ path }) => ({
        property: path,
        reason:
          `the program says ${JSON.stringify(inputs[path])}, but ${noun} ${id} has ` +
          `${JSON.stringify(state[path])}. Declare what it has`,
      }));
  }

  return { ...kind, lifecycle, changed, lasting: [], hasAutomaticName: false };
}

function byProperty(a: CheckFailure, b: CheckFailure): number {
  return a.property.localeCompare(b.property);
}
