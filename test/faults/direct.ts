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
import { booksOf, falseReports, type Books } from "./claims";
import { FOREVER_MS, hitsAt, isUntouched, pointsOf, type Hit } from "./plays";
import {
  compare,
  compareIds,
  endedByBadAnswers,
  idsInBooks,
  shownSecrets,
  tokensOf,
  stackTraces,
  removeNamed,
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
const PASSWORD = "the-password-of-the-test";
/** How long each status lasts. The longer, the more reads an operation has. */
const TRANSITION_MS = 2_000;

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
export async function traceOf(
  key: OperationKey,
  transitionMs = TRANSITION_MS,
): Promise<OperationName[]> {
  const trace: OperationName[] = [];
  const onRequest = (operation: OperationName) => trace.push(operation);
  const world = await newWorld(operationOf(key), { onRequest, transitionMs });
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
  const world = await newWorld(operation, {
    onRequest: () => requests++,
    hangs: hit.fault.name === "hang",
    password: hit.login && PASSWORD,
  });
  const { simulator, lines, clock } = world.fixture;
  const violations: Violation[] = [];
  const add = (found: readonly Violation[], when: string) => {
    for (const each of found) violations.push({ ...each, detail: `${when}: ${each.detail}` });
  };
  try {
    await world.prepare();
    const tokens = tokensOf(simulator);
    simulator.faults.ask(hit.fault);
    const since = simulator.history.length;
    lines.length = 0;
    requests = 0;
    world.fixture.slept();
    const error = await world.apply().then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    const isUnmet = isUntouched(hit.fault, simulator.faults.pending());
    const sleptMs = world.fixture.slept();
    const isRead = ["import", "refresh"].includes(operation.verb ?? "");
    const limitMs = isRead ? DEFAULT_READ_TIMEOUT_MS : TIMEOUT_MS;
    if (sleptMs > limitMs + SLACK_MS) {
      add([violation("beyond its timeout", `${sleptMs} ms`)], "with the fault");
    }
    if (hit.badReads !== undefined) {
      const ended = { error: error?.message, tookMs: sleptMs, limitMs };
      add(endedByBadAnswers(hit.badReads, ended), "with the fault");
    }
    if (requests > MAX_REQUESTS) {
      add([violation("more requests than bounded", String(requests))], "with the fault");
    }
    const said = [error?.message ?? "", ...lines].join("\n");
    add(falseReports(said, world.books(since)), "with the fault");
    const secrets = [TOKEN, PASSWORD, ...tokens, ...tokensOf(simulator)];
    add(shownSecrets(said, secrets), "with the fault");
    if (
      error !== undefined &&
      error.constructor.name.match(/^(Type|Reference|Range|Syntax)Error$/)
    ) {
      add([violation("stack trace", String(error))], "with the fault");
    }
    add(stackTraces(said), "with the fault");

    if (error === undefined) add(world.compare(), "said to be well");
    await clock.sleep(FOREVER_MS);
    simulator.faults.clear();
    world.cure(error?.message ?? "");

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
  state: Recorded | undefined;
  /** What replacements have left to be deleted. */
  private replaced: Recorded[] = [];

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
    for (const id of this.ids) journal.creates.recorded(id);
    return { ...this.fixture, journal };
  }

  /** The ids in the state. */
  get ids(): string[] {
    return [this.state, ...this.replaced].flatMap((recorded) => recorded?.id ?? []);
  }

  async up(inputs: Properties): Promise<void> {
    const context = this.newRun();
    await this.change(context, inputs);
    await this.deleteReplaced(context);
  }

  private async change(context: Context, inputs: Properties): Promise<void> {
    const { state, lifecycle } = this;
    if (state === undefined) return this.create(context, inputs);
    const known = lifecycle.recall(context.journal, state.outs);
    const { changes, replaces, deleteBeforeReplace } = lifecycle.diff(known, inputs);
    if (replaces.length > 0) {
      if (deleteBeforeReplace) await this.delete();
      this.state = undefined;
      this.replaced.push(...(deleteBeforeReplace ? [] : [state]));
      try {
        await this.create(context, inputs);
      } catch (error) {
        // Without a new resource, the engine keeps the present one.
        if (this.state === undefined) this.state = this.replaced.pop();
        throw error;
      }
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
    const context = this.newRun();
    await this.deleteReplaced(context);
    if (this.state === undefined) return;
    await this.lifecycle.delete(context, this.state.id, this.state.outs);
    this.state = undefined;
  }

  private async deleteReplaced(context: Context): Promise<void> {
    for (const { id, outs } of [...this.replaced]) {
      await this.lifecycle.delete(context, id, outs);
      this.replaced.shift();
    }
  }

  private async create(context: Context, inputs: Properties): Promise<void> {
    const created = this.lifecycle.create(context, { ...inputs, __journalKey: "direct" });
    await this.keep(undefined, created);
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

interface Recorded {
  id: string;
  outs: Properties;
  isPartial: boolean;
}

/** A state is JSON. */
function stateOf(id: string, outs: object, isPartial: boolean): Recorded {
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
  /** What differs between program, state and books. */
  compare(): Violation[];
  books(since: number): Books;
  /** What a person does before the next run: pays, and deletes what a failed run's message names as unknown. */
  cure(said: string): void;
  close(): Promise<void>;
}

interface WorldOptions {
  onRequest: (operation: OperationName) => void;
  transitionMs?: number;
  /** Whether an exchange is never answered. */
  hangs?: boolean;
  password?: string | undefined;
}

async function newWorld(
  operation: MatrixOperation,
  { onRequest, transitionMs = TRANSITION_MS, hangs = false, password }: WorldOptions,
): Promise<World> {
  const { kind = "Notebook", before, after, verb, given = [] } = operation;
  const fixture = await newFixture({
    transitionMs,
    password,
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
  const wanted = () => ({ ...expected, inputs: after && inputsOf(after) });
  const compared = () => [
    ...compare(simulator, wanted()),
    ...compareIds(engine.ids, idsInBooks(simulator, wanted())),
  ];

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
    books: (since) => booksOf(simulator, wanted(), since),
    cure(said) {
      thaw(simulator);
      if (engine.state !== undefined || verb === "import") return;
      removeNamed(simulator, said, (name) => name !== OWNER);
    },
    close: () => fixture.close(),
  };
}

function unique(violations: readonly Violation[]): Violation[] {
  const names = new Map(violations.map((each) => [each.name, each]));
  return [...names.values()];
}
