/**
 * Many notebooks of one state at the same time, for minutes, with faults: random changes, refreshes and deletions. At
 * the end the faults cease, the user's next up takes place, and the books must equal what is declared.
 */
import fc from "fast-check";
import type { FaultName, PendingFault } from "pulumi-modelarts-simulator";
import type { Clock } from "../../provider/client/clock";
import { changeArbitrary, changed } from "../model/declaration";
import { Engine, type Program, type Step } from "../model/engine";
import { applied, attempted, differences, newExpected, type Expected } from "../model/expectation";
import { delayOf } from "../model/faults";
import { mayBeStopped, repair } from "../model/remedies";
import { openWorld, type Time, type World } from "../model/world";

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
  failed: number;
  faults: Record<string, number>;
  requests: number;
  /** Of the process, which is client and simulator in one. */
  peakMemoryMb: number;
  /** Both ends of each connection, and the listening socket. */
  peakSockets: number;
}

/** The service's minute takes half a second. */
const SPEED = 120;
const TRANSITION_MS = 5000;
/** In milliseconds of real time. */
const FAULT_EVERY_MS = 50;
const LONGEST_PAUSE_MS = 300;

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
    failed: 0,
    faults: {},
    requests: 0,
    peakMemoryMb: 0,
    peakSockets: 0,
  };
  private readonly engine: Engine;
  private readonly program: Program = {};
  private readonly expected = new Map<string, Expected>();
  private readonly asked: { times: number; pending: PendingFault }[] = [];

  constructor(
    private readonly options: SoakOptions,
    private readonly world: World,
  ) {
    // All runs at the same time are one process.
    const journal = world.newJournal();
    this.engine = new Engine(world, () => journal);
  }

  async all(progress: (line: string) => void): Promise<void> {
    const { minutes, notebooks, seed } = this.options;
    const decisions = fc.sample(decisionArbitrary, { seed, numRuns: DECISIONS });
    const slots = Array.from({ length: notebooks }, (_, index) => `notebook-${index}`);
    const until = Date.now() + minutes * 60_000;
    const faults = setInterval(() => this.beginFault(), FAULT_EVERY_MS);
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
      this.endFaults();
      progress("the faults have ceased; now the user's next up");
      await this.world.clock.sleep(2 * 60_000);
      await Promise.all(slots.map((slot) => this.settle(slot)));
      this.compare();
      await Promise.all(slots.map((slot) => this.destroy(slot)));
      const left = this.world.books().length;
      if (left > 0) this.complain("orphaned", `${left} after the destroy`);
    } finally {
      [faults, sampling, reporting].forEach(clearInterval);
      this.sample();
    }
  }

  private complain(kind: string, text: string): void {
    this.result.complaints.push(`${kind}: ${text}`);
  }

  private async decide(
    slot: string,
    { kind, change }: { kind: string; change: Parameters<typeof changed>[1] },
  ): Promise<void> {
    const { engine, program } = this;
    if (kind === "refresh") return void this.note(await engine.refresh(slot));
    if (kind === "drop") delete program[slot];
    // The name tells whose notebook it is, should the state not know it.
    else program[slot] = { ...changed(program[slot], change, "huawei"), name: slot };
    this.note(await engine.up(program, slot));
  }

  /** @returns the error of a run that failed. */
  private note(steps: readonly Step[]): Error | undefined {
    const { result, program, expected, world } = this;
    for (const { slot, verb, id, error } of steps) {
      result.operations[verb] = (result.operations[verb] ?? 0) + 1;
      if (error !== undefined) result.failed += 1;
      const inputs = program[slot];
      const isChange = verb === "create" || verb === "update";
      if (id === undefined || inputs === undefined || !isChange) continue;
      const known = expected.get(id) ?? newExpected(inputs);
      expected.set(id, known);
      const book = world.simulator.notebooks.get(id);
      if (error !== undefined || book === undefined) attempted(known, inputs);
      else applied(known, inputs, book);
    }
    return steps.find(({ error }) => error !== undefined)?.error;
  }

  private async settle(slot: string): Promise<void> {
    const { engine, program, world, expected } = this;
    // Without the resource in the program, the user deletes what a failed create may have left, as its message says.
    const held = engine.store.resources.get(slot)?.id;
    for (const { id, name } of slot in program ? [] : world.books()) {
      const isReplaced = engine.store.replaced.some(({ resource }) => resource.id === id);
      if (name === slot && id !== held && !isReplaced) world.simulator.notebooks.remove(id);
    }
    const refresh = async () => {
      const error = this.note(await engine.refresh(slot));
      if (error !== undefined) this.complain("next refresh fails", error.message);
    };
    await refresh();
    const resource = engine.store.resources.get(slot);
    const [inputs, known] = [program[slot], expected.get(resource?.id ?? "")];
    if (resource !== undefined && inputs !== undefined && known !== undefined) {
      program[slot] = repair(world.simulator.notebooks, resource.id, inputs, known);
      await refresh();
    }
    const error = this.note(await engine.up(program, slot));
    if (error !== undefined) this.complain("next up fails", `${slot}: ${error.message}`);
  }

  private compare(): void {
    const { engine, program, world, expected } = this;
    const { resources, replaced } = engine.store;
    for (const [slot, inputs] of Object.entries(program)) {
      const id = resources.get(slot)?.id ?? "";
      const [book, known] = [world.simulator.notebooks.get(id), expected.get(id)];
      if (book === undefined || known === undefined) {
        this.complain("lost", `${slot} does not exist`);
        continue;
      }
      // Leases end while the run goes on, so that an undeclared status may be either.
      if (inputs.desiredStatus === undefined && mayBeStopped(inputs, known)) known.runs.add(true);
      const { must } = differences(inputs, book, known, world.clock.now());
      if (must.length > 0) this.complain("not as declared", `${slot}: ${must.join("; ")}`);
    }
    const known = new Set([
      ...[...resources.values()].map(({ id }) => id),
      ...replaced.map(({ resource }) => resource.id),
    ]);
    for (const { id, name, status } of world.books()) {
      if (known.has(id)) continue;
      const kind = (name ?? "") in program ? "doubled" : "orphaned";
      this.complain(kind, `${name} (${status}) is in no state`);
    }
  }

  private async destroy(slot: string): Promise<void> {
    delete this.program[slot];
    const error = this.note(await this.engine.up(this.program, slot));
    if (error !== undefined) this.complain("destroy fails", `${slot}: ${error.message}`);
  }

  private beginFault(): void {
    const { faults, seed } = this.options;
    if (faults.length === 0) return;
    const number = this.asked.length;
    const name = faults[(seed + number * 7) % faults.length] as FaultName;
    const times = 1 + (number % 3);
    const request = { name, times, delayMs: delayOf(name) };
    this.asked.push({ times, pending: this.world.simulator.faults.ask(request) });
  }

  private endFaults(): void {
    this.world.simulator.faults.clear();
    for (const { times, pending } of this.asked) {
      const { name } = pending;
      const count = times - pending.times;
      if (count > 0) this.result.faults[name] = (this.result.faults[name] ?? 0) + count;
    }
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

/** A clock for notebooks that wait at the same time: it runs faster than the computer's. */
function scaledTime(): Time {
  const began = Date.now();
  let ahead = 0;
  const clock: Clock = {
    now: () => Math.round(began + (Date.now() - began) * SPEED + ahead),
    random: () => Math.random(),
    sleep: async (ms) => realPause(ms / SPEED),
  };
  return {
    clock,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
