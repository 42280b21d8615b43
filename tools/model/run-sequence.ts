/**
 * Runs one sequence, lets the user's next up happen without faults, and compares the simulator's books with what the
 * model expects: nothing doubled, orphaned, lost or left stopped, no lease changed, and a diff that is empty
 * exactly when the declared and the live notebook are equal.
 */
import { faults as faultTable, type Fault, type FaultName } from "pulumi-modelarts-simulator";
import type { WireNotebook } from "pulumi-modelarts-simulator";
import { ModelArtsError } from "../../provider/client/errors";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { createBody } from "../../provider/resources/notebook/inputs";
import { UnchangedError } from "../../provider/resources/shared/errors";
import { isLeaseOn } from "../../provider/wire/facts/lease-time";
import { doDeed } from "./colleague";
import { changed } from "./declaration";
import { Engine, type Program, type Step } from "./engine";
import {
  applied,
  attempted,
  differences,
  hooksOf,
  importedExpected,
  newExpected,
  unasked,
  type Expected,
} from "./expectation";
import { repair } from "./remedies";
import type { Command, Sequence } from "./sequence";
import { openWorld, type PlannedFault, type World } from "./world";

const MINUTE_MS = 60_000;
/** How much longer than its timeout an operation may take: its last request is repeated for up to two minutes. */
const OVERTIME_MS = 3 * MINUTE_MS;
const TIMEOUTS_MS: Partial<Record<Step["verb"], number>> = {
  create: 20 * MINUTE_MS,
  update: 20 * MINUTE_MS,
  delete: 10 * MINUTE_MS,
  read: 2 * MINUTE_MS,
  import: 2 * MINUTE_MS,
};
const MAX_REQUESTS = 1500;

export interface Counts {
  operations: number;
  failed: number;
  requests: number;
  faults: Map<FaultName, number>;
}

export interface Outcome {
  /** What is wrong, each beginning with a kind such as "doubled: ". */
  complaints: string[];
  counts: Counts;
}

/**
 * @param trace is called with each command, request and step.
 * @param tamper is called after the commands. What it changes, nobody has asked for: a test of the model.
 */
export async function runSequence(
  sequence: Sequence,
  trace: (line: string) => void = () => undefined,
  tamper: (world: World) => void = () => undefined,
): Promise<Outcome> {
  const world = await openWorld(sequence.setting);
  try {
    const run = new Run(sequence, world, trace);
    await run.all(tamper);
    return { complaints: run.complaints, counts: run.counts };
  } finally {
    await world.close();
  }
}

class Run {
  readonly complaints: string[] = [];
  readonly counts: Counts;
  private readonly engine: Engine;
  private readonly program: Program = {};
  /** By id: the notebooks that the state holds or held. */
  private readonly expected = new Map<string, Expected>();
  /** By id: notebooks that no stack manages, as they were made. */
  private readonly foreign = new Map<string, WireNotebook>();
  /** By id: notebooks that failed creates have made without telling the engine. */
  private readonly lost = new Map<string, string>();
  private lastFailedCreate: Step | undefined;

  constructor(
    private readonly sequence: Sequence,
    private readonly world: World,
    private readonly trace: (line: string) => void,
  ) {
    this.engine = new Engine(world, () => world.newJournal());
    this.counts = { operations: 0, failed: 0, requests: 0, faults: world.happened };
  }

  async all(tamper: (world: World) => void): Promise<void> {
    for (const command of this.sequence.commands) {
      await this.one(command);
      if (this.complaints.length > 0) return;
    }
    tamper(this.world);
    await this.settle();
  }

  private complain(kind: string, text: string): void {
    this.complaints.push(`${kind}: ${text}`);
    this.trace(`  !!! ${kind}: ${text}`);
  }

  private book(id: string | undefined): WireNotebook | undefined {
    return id === undefined ? undefined : this.world.simulator.notebooks.get(id);
  }

  private async one(command: Command): Promise<void> {
    const { engine, program, world } = this;
    const { cloud } = this.sequence.setting;
    this.trace(`${JSON.stringify(command)}`);
    switch (command.kind) {
      case "up":
        program[command.slot] = changed(program[command.slot], command.change, cloud);
        return this.up(command.faults);
      case "drop":
        delete program[command.slot];
        return this.up(command.faults);
      case "refresh":
        return this.refresh(command.faults);
      case "import":
        return this.import(command.slot, command.faults);
      case "foreign":
        return this.addForeign(changed(undefined, command.change, cloud));
      case "wait":
        return this.passing(() => {
          world.advance(command.ms);
          return Promise.resolve();
        });
      case "colleague": {
        const resource = engine.store.resources.get(command.slot);
        const expected = resource && this.expected.get(resource.id);
        if (resource === undefined || expected === undefined) return;
        await this.passing(() => {
          world.advance(this.sequence.setting.transitionMs);
          return Promise.resolve();
        });
        doDeed(command.deed, {
          ...{ world, resource, expected, cloud },
          declared: program[command.slot],
        });
      }
    }
  }

  /** Notebooks whose lease ends while `work` is done may be stopped by that. */
  private async passing<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = new Map(this.world.books().map((book) => [book.id, book]));
    const result = await work();
    for (const [id, expected] of this.expected) {
      const leases = [before.get(id), this.book(id)];
      const ended = leases.some(
        (book) => book !== undefined && leaseEnd(book) <= this.world.clock.now(),
      );
      if (!ended) continue;
      const isDown = ["STOPPED", "STOPPING"].includes(this.book(id)?.status ?? "");
      const wasUp = ["RUNNING", "CREATING", "STARTING"].includes(before.get(id)?.status ?? "");
      if (isDown && wasUp && !this.mayRestart(id)) expected.runs = new Set([false]);
      else expected.runs.add(false);
    }
    return result;
  }

  /** The state may hold the wish to start the notebook, which only a refresh takes back. */
  private mayRestart(id: string): boolean {
    const { resources } = this.engine.store;
    return [...resources.values()].some(
      (resource) => resource.id === id && (resource.hasInitErrors || resource.outputs.__restart),
    );
  }

  private async run(faults: readonly PlannedFault[], work: () => Promise<Step[]>): Promise<Step[]> {
    const { world } = this;
    world.requests();
    const before = new Map(world.books().map((book) => [book.id, book]));
    const steps = await this.passing(() => world.withFaults(faults, work));
    const requests = world.requests();
    this.counts.requests += requests.length;
    for (const line of requests) this.trace(`    ${line}`);
    for (const step of steps) this.note(step, faults, before);
    this.findLost();
    if (requests.length > MAX_REQUESTS) {
      this.complain("too many requests", `${requests.length} in one operation`);
    }
    return steps;
  }

  private async up(faults: readonly PlannedFault[]): Promise<void> {
    await this.run(faults, () => this.engine.up(this.program));
  }

  private async refresh(faults: readonly PlannedFault[]): Promise<void> {
    await this.run(faults, () => this.engine.refresh());
  }

  private async import(slot: string, faults: readonly PlannedFault[]): Promise<void> {
    const [id] = this.foreign.keys();
    if (id === undefined || this.engine.store.resources.has(slot) || slot in this.program) return;
    const book = this.book(id);
    if (book === undefined) return;
    let inputs: Inputs | undefined;
    await this.run(faults, async () => {
      const imported = await this.engine.import(slot, id);
      inputs = imported.inputs;
      return imported.steps;
    });
    if (inputs === undefined) return;
    this.program[slot] = inputs;
    this.foreign.delete(id);
    this.expected.set(id, importedExpected(book));
    const rows = this.engine.diff(slot, inputs)?.rows ?? [];
    if (rows.length > 0) {
      this.complain("import shows changes", rows.map(({ path }) => path).join(", "));
    }
  }

  private async addForeign(inputs: Inputs): Promise<void> {
    const { world } = this;
    const body = createBody(inputs);
    const made = await world.client.createNotebook({ body });
    await this.passing(() => {
      world.advance(MINUTE_MS);
      return Promise.resolve();
    });
    const tags = Object.entries(inputs.tags ?? {}).map(([key, value]) => ({ key, value }));
    const isStopped = inputs.desiredStatus === "STOPPED";
    world.simulator.notebooks.change(made.id, {
      ...(tags.length > 0 && { tags }),
      ...(isStopped && { status: "STOPPED" }),
    });
    this.foreign.set(made.id, this.book(made.id) as WireNotebook);
    world.requests();
  }

  private note(
    step: Step,
    faults: readonly PlannedFault[],
    before: ReadonlyMap<string, WireNotebook>,
  ): void {
    const { slot, verb, id, error, ms } = step;
    this.counts.operations += 1;
    this.trace(`  ${verb} ${slot} ${id?.slice(0, 4) ?? ""} ${error?.message ?? "ok"} (${ms} ms)`);
    if (error !== undefined) this.counts.failed += 1;
    if (error !== undefined && verb !== "check" && !(error instanceof ModelArtsError)) {
      this.complain("bug", `${verb}: ${error.stack ?? error.message}`);
    }
    const limit = TIMEOUTS_MS[verb];
    if (limit !== undefined && ms > limit + OVERTIME_MS) {
      this.complain("beyond its timeout", `${verb} took ${Math.round(ms / 1000)} s`);
    }
    if (verb === "check") this.noteRefusal(step);
    if (verb === "create") this.noteCreate(step, before);
    if (verb === "read" && error === undefined && !this.engine.store.resources.has(slot)) {
      const book = this.book(id);
      if (book !== undefined)
        this.complain("forgotten", `a refresh drops ${slot}, which is ${book.status}`);
    }
    if (verb === "delete" && error === undefined) {
      if (this.book(id) !== undefined) {
        this.complain("not deleted", `${slot} is ${this.book(id)?.status} after its deletion`);
      }
      this.expected.delete(id ?? "");
    }
    if (verb === "create" || verb === "update") this.noteChange(step, faults);
  }

  /** The only refusal of the model's programs: a colleague has grown a disk beyond its declared size. */
  private noteRefusal({ slot, error }: Step): void {
    const declared = this.program[slot]?.volume?.capacity ?? 0;
    const live = this.book(this.engine.store.resources.get(slot)?.id)?.volume?.capacity ?? 0;
    if (live <= declared) this.complain("inputs refused", error?.message ?? "");
  }

  private noteCreate(step: Step, before: ReadonlyMap<string, WireNotebook>): void {
    const { slot, id, replaces } = step;
    const inputs = this.program[slot] as Inputs;
    const old = replaces === undefined ? undefined : before.get(replaces);
    if (old !== undefined && !["CREATE_FAILED", "DELETING"].includes(old.status ?? "")) {
      const isNeeded =
        old.volume?.category !== inputs.volume?.category ||
        (inputs.workspaceId !== undefined && String(old.workspace_id) !== inputs.workspaceId);
      if (!isNeeded) this.complain("replaced without need", `${slot}: its data is lost`);
    }
    if (id === undefined) {
      this.lastFailedCreate = step;
      return;
    }
    if (this.foreign.has(id)) this.complain("foreign adopted", `${slot} is a colleague's notebook`);
    this.lost.delete(id);
    this.expected.set(id, newExpected(inputs));
  }

  private noteChange(step: Step, faults: readonly PlannedFault[]): void {
    const { slot, id = "", error, verb } = step;
    const inputs = this.program[slot] as Inputs;
    const expected = this.expected.get(id);
    const book = this.book(id);
    if (expected === undefined) return;
    if (error !== undefined) {
      if (!(error instanceof UnchangedError)) attempted(expected, inputs);
      return;
    }
    // Faults that change notebooks may do so after the last look at them.
    const isDisturbed = faults.some(({ name }) => {
      const { changeNotebook }: Fault = faultTable[name];
      return changeNotebook !== undefined;
    });
    if (isDisturbed) return attempted(expected, inputs);
    if (book === undefined) return this.complain("untrue success", `${slot} is gone after ${verb}`);
    expected.hooks = hooksOf(inputs);
    const { must } = differences(inputs, book, expected, this.world.clock.now());
    const isShrinking = (inputs.volume?.capacity ?? Infinity) < expected.capacity.min;
    const wrong = must.filter((field) => !(isShrinking && field === "volume.capacity"));
    const found = [...wrong, ...unasked(inputs, book, expected)];
    if (found.length > 0) {
      return this.complain("untrue success", `${verb} of ${slot} leaves: ${found.join("; ")}`);
    }
    const rows = this.engine.diff(slot, inputs)?.rows ?? [];
    if (rows.length > 0 && !isShrinking) {
      const paths = rows.map(({ path }) => path).join(", ");
      this.complain("diff of equal", `after ${verb} of ${slot}: ${paths}`);
    }
    applied(expected, inputs, book);
  }

  /** Notebooks that neither the state nor a colleague knows: failed creates have made them. */
  private findLost(): void {
    for (const { id } of this.unknown()) {
      const { lastFailedCreate } = this;
      if (this.lost.has(id) || this.expected.has(id)) continue;
      if (lastFailedCreate === undefined) {
        this.complain("doubled", `${id.slice(0, 4)} was made by no failed create`);
        continue;
      }
      const { slot, error } = lastFailedCreate;
      this.lost.set(id, slot);
      if (/nothing was created|was not created/i.test(error?.message ?? "")) {
        this.complain("untrue message", `${slot}: ${error?.message}`);
      }
    }
  }

  /** Notebooks that are in no state and no colleague's. */
  private unknown(): WireNotebook[] {
    const { resources, replaced } = this.engine.store;
    const known = new Set([
      ...[...resources.values()].map(({ id }) => id),
      ...replaced.map(({ resource }) => resource.id),
      ...this.foreign.keys(),
    ]);
    return this.world.books().filter(({ id, status }) => !known.has(id) && status !== "DELETING");
  }

  /** What a user does after the faults: the remedies that messages name, and up. */
  private async settle(): Promise<void> {
    const { world, engine, program, complaints } = this;
    await this.passing(() => {
      world.advance(2 * MINUTE_MS);
      return Promise.resolve();
    });
    if (!this.sequence.refreshesFirst) {
      this.trace("up without refresh");
      await this.up([]);
      if (complaints.length > 0) return;
    }
    this.remedy();
    this.trace("refresh");
    if (!(await this.succeeds("refresh", () => engine.refresh()))) return;
    this.compareDiffs();
    this.remedy();
    this.trace("up");
    if (!(await this.succeeds("up", () => engine.up(program)))) return;
    this.judge();
    if (complaints.length > 0) return;
    this.trace("refresh, and up that changes nothing");
    if (!(await this.succeeds("refresh", () => engine.refresh()))) return;
    this.compareDiffs();
    const steps = await this.run([], () => engine.up(program));
    if (steps.length > 0 && complaints.length === 0) {
      this.complain("no end", `another up makes ${steps.map(({ verb }) => verb).join(", ")}`);
    }
    this.trace("destroy");
    if (!(await this.succeeds("destroy", () => engine.up({})))) return;
    const left = world.books().filter(({ id }) => !this.foreign.has(id));
    if (left.length > 0) this.complain("orphaned", `${left.length} after the destroy`);
    this.judgeForeign();
  }

  private async succeeds(what: string, work: () => Promise<Step[]>): Promise<boolean> {
    const error = (await this.run([], work)).at(-1)?.error;
    if (error !== undefined) this.complain(`next ${what} fails`, error.message);
    return error === undefined && this.complaints.length === 0;
  }

  /** What messages tell the user to do, as far as it is not "run the command again". */
  private remedy(): void {
    const { simulator } = this.world;
    const { resources } = this.engine.store;
    for (const [id, slot] of this.lost) {
      // "Whether it was created is unknown": without the resource in the program, the user looks for it.
      if (!(slot in this.program) && this.book(id) !== undefined) simulator.notebooks.remove(id);
    }
    for (const [slot, { id }] of resources) {
      const [expected, inputs] = [this.expected.get(id), this.program[slot]];
      if (expected === undefined || inputs === undefined) continue;
      this.program[slot] = repair(simulator.notebooks, id, inputs, expected);
    }
  }

  private compareDiffs(): void {
    for (const [slot, { id }] of this.engine.store.resources) {
      const [book, expected, inputs] = [this.book(id), this.expected.get(id), this.program[slot]];
      if (book === undefined || expected === undefined || inputs === undefined) continue;
      const { must, may } = differences(inputs, book, expected, this.world.clock.now());
      const rows = (this.engine.diff(slot, inputs)?.rows ?? []).map(({ path }) => path);
      if (must.length > 0 && rows.length === 0) {
        this.complain("no diff of unequal", `${slot} differs in ${must.join(", ")}`);
      }
      if (must.length === 0 && may.length === 0 && rows.length > 0) {
        this.complain("diff of equal", `${slot}: ${rows.join(", ")}`);
      }
    }
  }

  private judge(): void {
    const { resources } = this.engine.store;
    for (const [slot, inputs] of Object.entries(this.program)) {
      const id = resources.get(slot)?.id ?? "";
      const [book, expected] = [this.book(id), this.expected.get(id)];
      if (book === undefined || expected === undefined) {
        this.complain("lost", `${slot} does not exist`);
        continue;
      }
      const { must } = differences(inputs, book, expected, this.world.clock.now());
      const found = [...must, ...unasked(inputs, book, expected)];
      if (found.length > 0) this.complain("not as declared", `${slot}: ${found.join("; ")}`);
      applied(expected, inputs, book);
    }
    const names = Object.values(this.program).map(({ name }) => name);
    for (const { id, name, status } of this.unknown()) {
      const kind = names.includes(name ?? "") ? "doubled" : "orphaned";
      this.complain(kind, `${id.slice(0, 4)} (${name}, ${status}) is in no state`);
    }
  }

  private judgeForeign(): void {
    for (const [id, { name, flavor, tags, endpoints }] of this.foreign) {
      const book = this.book(id);
      const now = book && [book.name, book.flavor, book.tags, book.endpoints];
      if (JSON.stringify(now) !== JSON.stringify([name, flavor, tags, endpoints])) {
        this.complain("foreign changed", `${name} is not as its owner left it`);
      }
    }
  }
}

/** In milliseconds since 1970 (UTC); Infinity if auto stop is off. */
function leaseEnd({ lease }: WireNotebook): number {
  const { create_at, duration, enable } = lease ?? {};
  if (!isLeaseOn({ enable, duration: Number(duration) })) return Infinity;
  return Number(create_at) + Number(duration);
}
