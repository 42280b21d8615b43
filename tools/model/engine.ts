/**
 * As much of Pulumi's engine as a lifecycle can notice: a state store and the steps of up and refresh. Sources:
 * the engine's CreateStep, UpdateStep, RefreshStep and step generator. A failed create stores nothing; a
 * PartialFailure stores its id and properties, and the next up updates the resource although no field differs.
 * The first error ends the run, and nothing is deleted in a run that failed.
 */
import { lifecycle as untyped } from "../../provider/resources/notebook/lifecycle";
import type { Inputs, State } from "../../provider/resources/notebook/applied-inputs";
import type { Journal } from "../../provider/journal/journal";
import type { Diff, Lifecycle } from "../../provider/resources/resource-kind";
import { PartialFailure } from "../../provider/resources/shared/errors";
import type { Context } from "../../provider/resources/tasks/task";

const lifecycle: Lifecycle = untyped;

export interface Resource {
  id: string;
  inputs: Inputs;
  outputs: State;
  /** The last create or update was a PartialFailure. */
  hasInitErrors: boolean;
}

export interface Store {
  /** By the resource's logical name. */
  resources: Map<string, Resource>;
  /** Replaced, and to be deleted by this run or by the next one. */
  replaced: { slot: string; resource: Resource }[];
}

export type Program = Record<string, Inputs>;

export interface Step {
  slot: string;
  verb: "check" | "diff" | "create" | "update" | "delete" | "read" | "import";
  /** Undefined if a create failed without an id. */
  id?: string;
  /** Of a create: the resource that it replaces. */
  replaces?: string;
  /** Of a create: the state says that the replaced resource has never run. */
  hadFailed?: boolean;
  error?: Error;
  /** By the context's clock, in milliseconds. */
  ms: number;
}

export class Engine {
  private context: Context;

  /**
   * @param newJournal each run has a process of its own, and so a journal that remembers only what is on the disk.
   * @param store of another engine, whose runs take place at the same time.
   */
  constructor(
    private readonly world: Omit<Context, "journal">,
    private readonly newJournal: () => Journal,
    readonly store: Store = { resources: new Map(), replaced: [] },
  ) {
    this.context = { ...world, journal: newJournal() };
  }

  /**
   * @param target the only resource to care for, as `--target` does; by default all.
   * @returns the steps; if the run failed, the last one has the error.
   */
  async up(program: Program, target?: string): Promise<Step[]> {
    return this.run(() => this.upNow(program, target));
  }

  private async upNow(program: Program, target?: string): Promise<Step[]> {
    const steps: Step[] = [];
    const { resources, replaced } = this.store;
    const isMeant = (slot: string) => target === undefined || slot === target;
    for (const [slot, inputs] of Object.entries(program)) {
      if (!isMeant(slot)) continue;
      const keyed = { ...plain(inputs), __journalKey: slot };
      if (!(await this.ensure(slot, keyed, steps))) return steps;
    }
    for (const each of replaced.filter(({ slot }) => isMeant(slot))) {
      if (!(await this.remove(each.slot, each.resource, steps))) return steps;
      replaced.splice(replaced.indexOf(each), 1);
    }
    for (const [slot, resource] of [...resources]) {
      if (slot in program || !isMeant(slot)) continue;
      if (!(await this.remove(slot, resource, steps))) return steps;
      resources.delete(slot);
    }
    return steps;
  }

  /** @param target as for `up`. */
  async refresh(target?: string): Promise<Step[]> {
    return this.run(() => this.refreshNow(target));
  }

  private async refreshNow(target?: string): Promise<Step[]> {
    const steps: Step[] = [];
    const { resources } = this.store;
    for (const [slot, { id, inputs, outputs }] of [...resources]) {
      if (target !== undefined && slot !== target) continue;
      const read = () => lifecycle.read(this.context, id, plain(outputs));
      const found = await this.step({ slot, verb: "read", id }, steps, read);
      if (found === undefined) return steps;
      if (found.id === "") resources.delete(slot);
      else {
        resources.set(slot, {
          id,
          inputs: plain((found.inputs ?? inputs) as Inputs),
          outputs: plain(found.props as State),
          hasInitErrors: false,
        });
      }
    }
    return steps;
  }

  /** `pulumi import`. @returns the inputs that declare the notebook; undefined if it failed. */
  async import(slot: string, id: string): Promise<{ inputs?: Inputs; steps: Step[] }> {
    const steps: Step[] = [];
    const read = () => lifecycle.import(this.context, id);
    const found = await this.step({ slot, verb: "import", id }, steps, read);
    if (found === undefined) return { steps };
    const inputs = plain(found.inputs as Inputs);
    const outputs = plain(found.props as State);
    this.store.resources.set(slot, { id: found.id, inputs, outputs, hasInitErrors: false });
    return { inputs, steps };
  }

  diff(slot: string, inputs: Inputs): Diff | undefined {
    const resource = this.store.resources.get(slot);
    return resource && this.compare(resource, inputs);
  }

  /** The state may hold the wish to start this notebook. */
  mayRestart(id: string): boolean {
    return [...this.store.resources.values()].some(
      (resource) => resource.id === id && (resource.hasInitErrors || resource.outputs.__restart),
    );
  }

  /** In a process of its own, which the engine ends once it has recorded everything. */
  private async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.context = { ...this.world, journal: this.newJournal() };
    const result = await work();
    this.context.journal.creates.close();
    return result;
  }

  private compare({ id, outputs }: Resource, inputs: Inputs): Diff {
    const { journal } = this.context;
    journal.creates.recorded(id, inputs.__journalKey);
    return lifecycle.diff(lifecycle.recall(journal, plain(outputs)), plain(inputs));
  }

  private async ensure(slot: string, inputs: Inputs, steps: Step[]): Promise<boolean> {
    const old = this.store.resources.get(slot);
    const { failures } = lifecycle.check(plain(old?.inputs ?? {}), inputs);
    if (failures.length > 0) {
      const text = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
      steps.push({ slot, verb: "check", error: new Error(text), ms: 0 });
      return false;
    }
    if (old === undefined) return this.create(slot, inputs, steps);
    const diff = this.compare(old, inputs);
    if (!diff.changes && !old.hasInitErrors) {
      this.store.resources.set(slot, { ...old, inputs });
      return true;
    }
    if (diff.replaces.length === 0) return this.update(slot, old, inputs, steps);
    if (diff.deleteBeforeReplace) {
      if (!(await this.remove(slot, old, steps))) return false;
      this.store.resources.delete(slot);
    }
    return this.create(slot, inputs, steps, diff.deleteBeforeReplace ? undefined : old);
  }

  private async create(
    slot: string,
    inputs: Inputs,
    steps: Step[],
    old?: Resource,
  ): Promise<boolean> {
    const { resources, replaced } = this.store;
    const record = (id: string, outputs: object, hasInitErrors: boolean): void => {
      if (old !== undefined) replaced.push({ slot, resource: old });
      resources.set(slot, { id, inputs, outputs: plain(outputs as State), hasInitErrors });
    };
    const create = () => lifecycle.create(this.context, plain(inputs));
    const step: Omit<Step, "ms"> = {
      slot,
      verb: "create",
      ...(old && { replaces: old.id, hadFailed: old.outputs.status === "CREATE_FAILED" }),
    };
    const made = await this.step(step, steps, create);
    if (made !== undefined) {
      record(made.id, made.outs, false);
      Object.assign(steps.at(-1) ?? {}, { id: made.id });
      return true;
    }
    const error = steps.at(-1)?.error;
    if (error instanceof PartialFailure) record(error.id, error.properties, true);
    return false;
  }

  private async update(
    slot: string,
    old: Resource,
    inputs: Inputs,
    steps: Step[],
  ): Promise<boolean> {
    const { resources } = this.store;
    const { id } = old;
    const update = () => lifecycle.update(this.context, id, plain(old.outputs), plain(inputs));
    const updated = await this.step({ slot, verb: "update", id }, steps, update);
    if (updated !== undefined) {
      const outputs = plain(updated.outs as State);
      resources.set(slot, { id, inputs, outputs, hasInitErrors: false });
      return true;
    }
    const error = steps.at(-1)?.error;
    if (error instanceof PartialFailure) {
      const outputs = plain(error.properties as State);
      resources.set(slot, { id, inputs, outputs, hasInitErrors: true });
    }
    return false;
  }

  private async remove(slot: string, resource: Resource, steps: Step[]): Promise<boolean> {
    const { id, outputs } = resource;
    const remove = () => lifecycle.delete(this.context, id, plain(outputs)).then(() => true);
    return (await this.step({ slot, verb: "delete", id }, steps, remove)) === true;
  }

  /** @returns what `work` returned; undefined if it failed. */
  private async step<Result>(
    step: Omit<Step, "ms">,
    steps: Step[],
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const began = this.context.clock.now();
    if (step.id !== undefined) this.context.journal.creates.recorded(step.id);
    const record = (error?: Error) => {
      const id = error instanceof PartialFailure ? error.id : step.id;
      steps.push({ ...step, id, error, ms: this.context.clock.now() - began });
    };
    try {
      const result = await work();
      record();
      return result;
    } catch (error) {
      record(error as Error);
      return undefined;
    }
  }
}

/** A state file holds JSON. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
