/**
 * Many notebooks of one state at the same time, for minutes, with faults: random changes, refreshes and deletions. At
 * the end the faults cease, the user's next up takes place, and the books must equal what is declared.
 */
import fc from "fast-check";
import type { FaultName } from "pulumi-modelarts-simulator";
import { changeArbitrary, changed } from "../model/declaration";
import { Engine, type Program, type Step, type Store } from "../model/engine";
import { followMessage, repair } from "../model/remedies";
import { openWorld, type World } from "../model/world";
import { Books } from "./books";
import { refusalReason } from "./failures";
import { FaultSchedule } from "./fault-schedule";
import { realPause, scaledTime } from "./time";

export interface SoakOptions {
  minutes: number;
  notebooks: number;
  seed: number;
  faults: readonly FaultName[];
}

export interface SoakResult {
  complaints: string[];
  /** How many of each kind. */
  operations: Record<string, number>;
  /** Updates that asked for what can't be done, by reason. They are no failures. */
  refused: Record<string, number>;
  failed: number;
  faults: Record<string, number>;
  requests: number;
  /** Of the process, which is client and simulator in one. */
  peakMemoryMb: number;
  /** Both ends of each connection, and the listening socket. */
  peakSockets: number;
}

const TRANSITION_MS = 5000;
/** In milliseconds of real time. */
const FAULT_EVERY_MS = 50;
const LONGEST_PAUSE_MS = 300;
/** How often an up is tried again at the end, after a refusal or what a message says. */
const MAX_REPEATS = 3;

/** Decisions are made before the run, and used again from the beginning if it lasts longer. */
const DECISIONS = 5000;
const decisionArbitrary = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constant("drop") },
    { weight: 3, arbitrary: fc.constant("refresh") },
    { weight: 12, arbitrary: fc.constant("up") },
  ),
  change: changeArbitrary,
  pauseMs: fc.nat(LONGEST_PAUSE_MS),
});

export async function soak(
  options: SoakOptions,
  progress: (line: string) => void,
): Promise<SoakResult> {
  const setting = { cloud: "huawei", assume: {}, updates: { stopToRename: true } } as const;
  const world = await openWorld({ ...setting, transitionMs: TRANSITION_MS }, scaledTime());
  try {
    const run = new Soak(options, world);
    await run.all(progress);
    return run.result;
  } finally {
    await world.close();
  }
}

class Soak {
  readonly result: SoakResult = {
    complaints: [],
    operations: {},
    refused: {},
    failed: 0,
    faults: {},
    requests: 0,
    peakMemoryMb: 0,
    peakSockets: 0,
  };
  private readonly store: Store = { resources: new Map(), replaced: [] };
  /** By slot. Each notebook's runs are one after the other, and each run is a process of its own. */
  private readonly engines = new Map<string, Engine>();
  private readonly program: Program = {};
  private readonly books: Books;
  /** Messages of creates that failed without an id for the state. */
  private readonly lostCreates: string[] = [];
  private readonly faults: FaultSchedule;

  constructor(
    private readonly options: SoakOptions,
    private readonly world: World,
  ) {
    this.faults = new FaultSchedule(world.simulator, options.faults, options.seed);
    this.books = new Books(world, this.newEngine(), this.program, options.faults);
  }

  async all(progress: (line: string) => void): Promise<void> {
    const { minutes, notebooks, seed } = this.options;
    const decisions = fc.sample(decisionArbitrary, { seed, numRuns: DECISIONS });
    const slots = Array.from({ length: notebooks }, (_, index) => `notebook-${index}`);
    const until = Date.now() + minutes * 60_000;
    const faults = setInterval(() => this.faults.begin(), FAULT_EVERY_MS);
    const sampling = setInterval(() => this.sample(), 100);
    const reporting = setInterval(() => {
      const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
      progress(`${seconds} s left, ${this.result.requests} requests`);
    }, 10_000);
    try {
      let next = 0;
      const live = async (slot: string): Promise<void> => {
        while (Date.now() < until) {
          const decision = decisions[next++ % decisions.length] as (typeof decisions)[number];
          await this.decide(slot, decision);
          await realPause(decision.pauseMs);
        }
      };
      await Promise.all(slots.map(live));
      clearInterval(faults);
      this.result.faults = this.faults.end();
      progress("the faults have ceased; now the user's next up");
      await this.world.clock.sleep(2 * 60_000);
      await Promise.all(slots.map((slot) => this.settle(slot)));
      this.findUnknown();
      await Promise.all(slots.map((slot) => this.destroy(slot)));
      const left = this.world.books().length;
      if (left > 0) this.complain("orphaned", `${left} after the destroy`);
    } finally {
      [faults, sampling, reporting].forEach(clearInterval);
      this.sample();
    }
  }

  private engineOf(slot: string): Engine {
    const known = this.engines.get(slot) ?? this.newEngine();
    this.engines.set(slot, known);
    return known;
  }

  private newEngine(): Engine {
    return new Engine(this.world, () => this.world.newJournal(), this.store);
  }

  private complain(kind: string, text: string): void {
    this.result.complaints.push(`${kind}: ${text}`);
  }

  private async decide(
    slot: string,
    { kind, change }: { kind: string; change: Parameters<typeof changed>[1] },
  ): Promise<void> {
    const { program } = this;
    const engine = this.engineOf(slot);
    if (kind === "refresh") return void this.note(await engine.refresh(slot));
    if (kind === "drop") delete program[slot];
    // The name tells whose notebook it is, should the state not know it.
    else program[slot] = { ...changed(program[slot], change, "huawei"), name: slot };
    this.note(await engine.up(program, slot));
  }

  /** @returns the error of a run that failed, and whether the books justify it. */
  private note(steps: readonly Step[]): { error?: Error; isRefusal: boolean } {
    let failure: Error | undefined;
    let isRefusal = false;
    for (const { slot, verb, id, error } of steps) {
      this.count("operations", verb);
      const inputs = this.program[slot];
      const isChange = verb === "create" || verb === "update";
      if (isChange && id !== undefined && inputs !== undefined) {
        const found = this.books.noteChange(id, inputs, error);
        if (found.length > 0) this.complain("untrue success", `${slot}: ${found.join("; ")}`);
      }
      if (error === undefined) continue;
      failure = error;
      if (verb === "create" && id === undefined) this.lostCreates.push(error.message);
      const book = this.books.get(id ?? this.store.resources.get(slot)?.id);
      const reason = inputs && refusalReason({ verb, error }, inputs, book);
      isRefusal = reason !== undefined;
      if (reason !== undefined) this.count("refused", reason);
      else this.noteFailure(`${verb} of ${slot}: ${error.message}`);
    }
    return { error: failure, isRefusal };
  }

  /** Without faults, nothing may fail. */
  private noteFailure(text: string): void {
    this.result.failed += 1;
    if (this.options.faults.length === 0) this.complain("failed without a fault", text);
  }

  private count(what: "operations" | "refused", name: string): void {
    const counts = this.result[what];
    counts[name] = (counts[name] ?? 0) + 1;
  }

  /** What the user does after the faults. The books must then be as declared. */
  private async settle(slot: string): Promise<void> {
    this.deleteLost(slot);
    const idOf = () => this.store.resources.get(slot)?.id ?? "";
    await this.refreshAndUp(slot);
    // An up does not wait for a notebook that will be as declared; the user comes back later.
    if (await this.books.rest(idOf())) await this.refreshAndUp(slot);
    await this.books.rest(idOf());
    const found = this.books.judge(slot);
    if (found.length > 0) this.complain("not as declared", `${slot}: ${found.join("; ")}`);
  }

  /**
   * The user deletes what a failed create may have left, as its message says: without the resource in the program,
   * any notebook; else a failed one that the message names.
   */
  private deleteLost(slot: string): void {
    const { program, world, lostCreates } = this;
    const managed = this.managed();
    for (const { id, name, status } of world.books()) {
      if (name !== slot || managed.has(id)) continue;
      const isNamed = lostCreates.some((message) => message.includes(id));
      const isUseless = isNamed && status === "CREATE_FAILED";
      if (isUseless || !(slot in program)) world.simulator.notebooks.remove(id);
    }
  }

  private async refreshAndUp(slot: string): Promise<void> {
    for (let rest = MAX_REPEATS; ; rest--) {
      await this.refreshForSure(slot);
      if (this.repair(slot)) await this.refreshForSure(slot);
      const { error, isRefusal } = this.note(await this.engineOf(slot).up(this.program, slot));
      if (error === undefined) return;
      // The lease may end between the remedy and the update.
      if (rest > 0 && (isRefusal || this.followMessage(slot, error.message))) continue;
      return this.complain("next up fails", `${slot}: ${error.message}`);
    }
  }

  private followMessage(slot: string, message: string): boolean {
    const { simulator } = this.world;
    const isLost = (id: string) =>
      simulator.notebooks.get(id)?.name === slot && !this.managed().has(id);
    const isForeign = (id: string) => this.managed().has(id);
    return followMessage(message, simulator.notebooks, isLost, isForeign);
  }

  /** The ids that the state has. */
  private managed(): Set<string> {
    const { resources, replaced } = this.store;
    const old = replaced.map(({ resource }) => resource.id);
    return new Set([...[...resources.values()].map(({ id }) => id), ...old]);
  }

  private async refreshForSure(slot: string): Promise<void> {
    const { error } = this.note(await this.engineOf(slot).refresh(slot));
    if (error !== undefined) this.complain("next refresh fails", `${slot}: ${error.message}`);
  }

  /** @returns whether there is a notebook that may have been repaired. */
  private repair(slot: string): boolean {
    const { store, program, world } = this;
    const { id } = store.resources.get(slot) ?? {};
    const inputs = program[slot];
    const known = id === undefined ? undefined : this.books.look(id).known;
    if (id === undefined || inputs === undefined || known === undefined) return false;
    program[slot] = repair(world.simulator.notebooks, id, inputs, known);
    return true;
  }

  private findUnknown(): void {
    const known = this.managed();
    for (const { id, name, status } of this.world.books()) {
      if (known.has(id)) continue;
      const kind = (name ?? "") in this.program ? "doubled" : "orphaned";
      this.complain(kind, `${name} (${status}) is in no state`);
    }
  }

  private async destroy(slot: string): Promise<void> {
    delete this.program[slot];
    const { error } = this.note(await this.engineOf(slot).up(this.program, slot));
    if (error !== undefined) this.complain("destroy fails", `${slot}: ${error.message}`);
  }

  private sample(): void {
    const { result } = this;
    const { rss } = process.memoryUsage();
    result.peakMemoryMb = Math.max(result.peakMemoryMb, Math.round(rss / 2 ** 20));
    const sockets = process.getActiveResourcesInfo().filter((name) => /^TCP.*Wrap$/.test(name));
    result.peakSockets = Math.max(result.peakSockets, sockets.length);
    result.requests += this.world.requests().length;
  }
}
