/**
 * The class `direct`: the lifecycles of the registry over a real client and real HTTP on the simulator, without an
 * engine. Client and simulator share a clock that sleeping advances, so a wait takes no time, and thousands of cases
 * take a minute.
 */
import { DEFAULT_READ_TIMEOUT_MS } from "../../provider/client/settings";
import { kinds } from "../../provider/resources/registry";
import type { Lifecycle, Properties } from "../../provider/resources/resource-kind";
import { Journal } from "../../provider/journal/journal";
import type { Context } from "../../provider/resources/tasks/task";
import { NOTEBOOK } from "../notebook-args";
import { newFixture, TOKEN, type Fixture } from "../unit/resources/lifecycle-fixture";
import { temporaryHome } from "../unit/resources/temporary-journal";
import type { OperationName } from "../../provider/wire/operations";
import { operationKeys, operationOf, type MatrixOperation, type OperationKey } from "./operations";
import { FOREVER_MS, hitsAt, isUntouched, pointsOf, type Hit } from "./plays";
import {
  compare,
  shownSecrets,
  stackTraces,
  thaw,
  violation,
  type Expected,
  type Outcome,
  type Violation,
} from "./verdict";

export interface DirectCase {
  name: string;
  key: OperationKey;
  hit: Hit;
}

const TIMEOUT_MS = 60_000;
/** Of an exchange that is never answered, in real time. Longer ones would only make the cases slower. */
const HANG_MS = 1_000;
/** A last request may begin just before the deadline. */
const SLACK_MS = 15_000;
/** A minute of waiting needs about 20 reads; each may be tried three times. */
const MAX_REQUESTS = 150;
const NAME = "matrix";
const OWNER = "owner";
const DEFAULT_LEASE_MS = 3_600_000;

/** Every play of every fault at the requests that each operation has without a fault. */
export async function directCases(): Promise<DirectCase[]> {
  const cases: DirectCase[] = [];
  for (const key of operationKeys) {
    for (const point of pointsOf(await traceOf(key))) {
      for (const hit of hitsAt(point)) {
        // A byte every so often takes real time, which is for the CLI.
        if (hit.fault.name === "drip") continue;
        const name = ["direct", key, `${point.request}-${point.nth}`, hit.title].join("--");
        cases.push({ name, key, hit });
      }
    }
  }
  return cases;
}

/** The requests of an operation if nothing but the given faults goes wrong. */
export async function traceOf(key: OperationKey): Promise<OperationName[]> {
  const trace: OperationName[] = [];
  const world = await newWorld(operationOf(key), (operation) => trace.push(operation));
  try {
    await world.prepare();
    trace.length = 0;
    await world.apply().catch(() => undefined);
    return trace;
  } finally {
    await world.close();
  }
}

export async function runDirect({ name, key, hit }: DirectCase): Promise<Outcome> {
  const operation = operationOf(key);
  let requests = 0;
  const world = await newWorld(operation, () => requests++, hit.fault.name === "hang");
  const { simulator, lines, clock } = world.fixture;
  const violations: Violation[] = [];
  const add = (found: readonly Violation[], when: string) => {
    for (const each of found) violations.push({ ...each, detail: `${when}: ${each.detail}` });
  };
  try {
    await world.prepare();
    simulator.faults.ask(hit.fault);
    requests = 0;
    world.fixture.slept();
    const error = await world.apply().then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    const isUnmet = isUntouched(hit.fault, simulator.faults.pending());
    const sleptMs = world.fixture.slept();
    const isRead = ["import", "refresh"].includes(operation.verb ?? "");
    if (sleptMs > (isRead ? DEFAULT_READ_TIMEOUT_MS : TIMEOUT_MS) + SLACK_MS) {
      add([violation("beyond its timeout", `${sleptMs} ms`)], "with the fault");
    }
    if (requests > MAX_REQUESTS) {
      add([violation("more requests than bounded", String(requests))], "with the fault");
    }
    const said = [error?.message ?? "", ...lines].join("\n");
    const secrets = [TOKEN, ...simulator.notebooks.list().map(({ token }) => token ?? "")];
    add(shownSecrets(said, secrets.filter(Boolean)), "with the fault");
    if (
      error !== undefined &&
      error.constructor.name.match(/^(Type|Reference|Range|Syntax)Error$/)
    ) {
      add([violation("stack trace", String(error))], "with the fault");
    }
    add(stackTraces(said), "with the fault");

    if (error === undefined) add(world.compare(), "said to be well");
    await clock.sleep(FOREVER_MS);
    if (error !== undefined && world.isUnknown() && /nothing was created/.test(error.message)) {
      add([violation("false report", error.message)], "with the fault");
    }
    simulator.faults.clear();
    world.cure();

    await attempted("not recovered", () => world.apply());
    add(world.compare(), "after the next run");
    await attempted("not recovered", () => world.destroy());
    add(compare(simulator, { ...world.expected, inputs: undefined }), "after destroy");
    return { class: "direct", name, violations: unique(violations), isUnmet };

    async function attempted(kind: "not recovered", work: () => Promise<void>): Promise<void> {
      await work().catch((thrown: Error) => add([violation(kind, thrown.message)], "the next run"));
    }
  } finally {
    await world.close();
  }
}

/** The engine's part, for one resource: state, diff, and which of the lifecycle's methods comes next. */
class Engine {
  state: { id: string; outs: Properties; isPartial: boolean } | undefined;

  /** Each run of the engine is another process, which knows what is on the disk. */
  private readonly home = temporaryHome();

  constructor(
    private readonly fixture: Fixture,
    private readonly lifecycle: Lifecycle,
  ) {}

  private newRun(): Context {
    const journal = new Journal(this.home, (line) => {
      throw new Error(line);
    });
    if (this.state !== undefined) journal.creates.recorded(this.state.id);
    return { ...this.fixture, journal };
  }

  async up(inputs: Properties): Promise<void> {
    const { state, lifecycle } = this;
    if (state === undefined) return this.create(inputs);
    const context = this.newRun();
    const known = lifecycle.recall(context.journal, state.outs);
    const { changes, replaces, deleteBeforeReplace } = lifecycle.diff(known, inputs);
    if (replaces.length > 0) {
      if (deleteBeforeReplace) await this.delete();
      await this.create(inputs);
      if (!deleteBeforeReplace) await lifecycle.delete(context, state.id, state.outs);
    } else if (changes || state.isPartial) {
      await this.keep(state.id, lifecycle.update(context, state.id, state.outs, inputs));
    }
  }

  async refresh(): Promise<void> {
    if (this.state === undefined) return;
    const { id, outs } = this.state;
    const read = await this.lifecycle.read(this.newRun(), id, outs);
    this.state = read.id === "" ? undefined : stateOf(id, read.props, this.state.isPartial);
  }

  async delete(): Promise<void> {
    if (this.state === undefined) return;
    await this.lifecycle.delete(this.newRun(), this.state.id, this.state.outs);
    this.state = undefined;
  }

  private async create(inputs: Properties): Promise<void> {
    await this.keep(
      undefined,
      this.lifecycle.create(this.newRun(), { ...inputs, __journalKey: "direct" }),
    );
  }

  /** Keeps what the lifecycle answers, or what a partial failure holds. */
  private async keep(id: string | undefined, work: Promise<{ id?: string; outs: object }>) {
    try {
      const done = await work;
      this.state = stateOf(done.id ?? id ?? "", done.outs, false);
    } catch (error) {
      const partial = error as { id?: string; properties?: object };
      if (partial.id !== undefined && partial.properties !== undefined) {
        this.state = stateOf(partial.id, partial.properties, true);
      }
      throw error;
    }
  }
}

/** A state is JSON. */
function stateOf(id: string, outs: object, isPartial: boolean) {
  return { id, outs: JSON.parse(JSON.stringify({ ...outs, id })) as Properties, isPartial };
}

interface World {
  fixture: Fixture;
  expected: Expected;
  /** Makes what exists before, and asks for the given faults. */
  prepare(): Promise<void>;
  /** The operation, as the engine would do it in a run. */
  apply(): Promise<void>;
  destroy(): Promise<void>;
  compare(): Violation[];
  /** True if something exists of which the state does not know. */
  isUnknown(): boolean;
  /** What a person does before the next run: pays, and deletes what a failed run has named as unknown. */
  cure(): void;
  close(): Promise<void>;
}

async function newWorld(
  operation: MatrixOperation,
  onRequest: (operation: OperationName) => void,
  hangs = false,
): Promise<World> {
  const { kind = "Notebook", before, after, verb, given = [] } = operation;
  const fixture = await newFixture({
    transitionMs: 2000,
    limits: hangs ? { exchangeMs: HANG_MS } : {},
    onExchange: (moment, { operation }) => void (moment === "received" && onRequest(operation)),
  });
  const { simulator } = fixture;
  const { lifecycle } = kinds[kind];
  const engine = new Engine(fixture, lifecycle);
  const timeouts = { create: "60s", update: "60s", delete: "60s" };
  let owned: object = {};

  const inputsOf = (declared: object): Properties => ({
    ...(kind === "NotebookStorage" ? {} : { name: NAME }),
    ...owned,
    ...declared,
    __timeouts: timeouts,
  });
  const ownerName = kind === "NotebookStorage" ? OWNER : NAME;
  const expected: Expected = {
    kind,
    name: ownerName,
    inputs: after && { ...inputsOf(after) },
    leaseMs: DEFAULT_LEASE_MS,
  };
  const compared = () => compare(simulator, { ...expected, inputs: after && inputsOf(after) });

  return {
    fixture,
    expected,
    async prepare() {
      if (kind !== "Notebook") {
        const owner = new Engine(fixture, kinds.Notebook.lifecycle);
        await owner.up({ name: OWNER, ...NOTEBOOK, __timeouts: timeouts });
        owned = { notebookId: owner.state?.id };
      }
      if (before !== undefined) await engine.up(inputsOf(before));
      if (verb === "import") {
        const { id } = engine.state ?? { id: "" };
        engine.state = undefined;
        owned = { __import: id };
      }
      for (const fault of given) simulator.faults.ask(fault);
    },
    async apply() {
      if (after === undefined) return engine.delete();
      if (verb === "refresh") await engine.refresh();
      await engine.up(inputsOf(after));
    },
    destroy: () => engine.delete(),
    compare: compared,
    isUnknown: () =>
      engine.state === undefined &&
      compare(simulator, { ...expected, inputs: undefined }).length > 0,
    cure() {
      thaw(simulator);
      if (engine.state !== undefined || verb === "import") return;
      for (const { id, name } of simulator.notebooks.list()) {
        if (name !== OWNER) simulator.notebooks.remove(id);
      }
      for (const { id } of simulator.mounts.list()) simulator.mounts.remove(id);
      for (const { id = "" } of simulator.images.list()) simulator.images.remove(id);
    },
    close: () => fixture.close(),
  };
}

function unique(violations: readonly Violation[]): Violation[] {
  const names = new Map(violations.map((each) => [each.name, each]));
  return [...names.values()];
}
