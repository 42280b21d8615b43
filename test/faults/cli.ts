/**
 * The classes `cli` and `outage`: the real CLI, many resources in one run, each with its own fault. After the run with
 * the faults comes one without; then program, state and the books of the simulator must be equal, and state and books
 * empty after `pulumi destroy`.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { FaultRequest } from "pulumi-modelarts-simulator";
import { traceOf } from "./direct";
import { isLocked } from "./locks";
import { batchesBy } from "./groups";
import { inParallel } from "./in-parallel";
import { booksOf, falseReports } from "./claims";
import { median, overdue, type Step } from "./event-log";
import {
  isReplacement,
  operationKeys,
  operationOf,
  type MatrixOperation,
  type OperationKey,
} from "./operations";
import { FOREVER_MS, hitsAt, isUntouched, pointsOf, type Hit, type Point } from "./plays";
import { startCli } from "./processes";
import type { Place } from "../secret-forms";
import {
  errorsOf,
  idsInState,
  isError,
  messagesOf,
  newProject,
  READ_TIMEOUT_MS,
  type Declared,
  type Front,
  type Project,
} from "./project";
import {
  compare,
  compareIds,
  endedByBadAnswers,
  idsInBooks,
  secretsIn,
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

export interface CliCase {
  class: string;
  /** Also the name of the notebook: lower case, since an image has the same name. */
  name: string;
  key: OperationKey;
  front: Front;
  fault: FaultRequest;
  isSlow: boolean;
  login?: Hit["login"];
  badReads?: Hit["badReads"];
}

/**
 * What a run with the faults does. Deletions, and replacements, which end with one, have their own runs: the engine
 * skips deletions if anything else fails.
 */
type Phase = "up" | "replace" | "delete" | "refresh";

const TIMEOUT = { usual: "60s", slow: "10s" };
const TIMEOUT_MS = { usual: 60_000, slow: 10_000 };
const MAX_REQUESTS = 300;
/** How long the simulator's notebooks keep each status. */
const TRANSITION_MS = 100;
/** A run is ended after this time. */
const MAX_RUN_MS = 300_000;
const BATCH = 48;
const DEFAULT_LEASE_MS = 3_600_000;

/** Every play of every fault at each point of each operation. */
export async function cliCases(front: Front): Promise<CliCase[]> {
  return forEachPoint((key, point) =>
    hitsAt(point).map(({ title, ...hit }: Hit) => {
      const parts = [`cli-${front}`, key, `${point.request}-${point.nth}`, title];
      return { class: "cli", key, front, ...hit, name: parts.join("--").toLowerCase() };
    }),
  );
}

/** From each request on, the API can't be reached or answers 502, until the run has ended. */
export async function outageCases(front: Front): Promise<CliCase[]> {
  return forEachPoint((key, point) =>
    (["resetBefore", "badGateway"] as const).map((name) => {
      const parts = [`outage-${front}`, key, `${point.request}-${point.nth}`, name];
      const fault = { name, times: Infinity, after: point.index };
      return {
        ...{ class: "outage", key, front, fault, isSlow: true },
        name: parts.join("--").toLowerCase(),
      };
    }),
  );
}

async function forEachPoint<Result>(
  make: (key: OperationKey, point: Point) => Result[],
): Promise<Result[]> {
  const keys = operationKeys.filter((key) => !operationOf(key).isDirectOnly);
  const traces = await inParallel(keys, 4, (key) => traceOf(key, TRANSITION_MS));
  return keys.flatMap((key, index) =>
    pointsOf(traces[index] ?? []).flatMap((point) => make(key, point)),
  );
}

/**
 * Cases that can share a run: of one front, phase and login, and all of them slow or none. A dynamic provider reads what is
 * to be imported in its check, and the engine ends the whole run at a check that fails: such a case is alone.
 */
export const batchesOf = (cases: readonly CliCase[]) =>
  batchesBy(cases, BATCH, ({ name, front, key, isSlow, fault, login }) => {
    const isAlone = front === "dynamic" && operationOf(key).verb === "import";
    return [front, phaseOf(key), login, isSlow, isAlone && name, isStuck(fault)].join();
  });

/** The time of the service has to be moved on then. The clocks of all other cases stay equal. */
const lateMs = ({ name, delayMs = 0 }: FaultRequest) =>
  ["lateOperation", "stuckStatus"].includes(name) && delayMs < FOREVER_MS ? delayMs : 0;

const isStuck = ({ delayMs = 0 }: FaultRequest) => delayMs >= FOREVER_MS;

function phaseOf(key: OperationKey): Phase {
  const { after, verb } = operationOf(key);
  if (isReplacement(key)) return "replace";
  if (verb === "refresh") return "refresh";
  return after === undefined ? "delete" : "up";
}

/** @param refreshes whether a refresh comes before the run that mends. */
export async function runBatch(cases: readonly CliCase[], refreshes: boolean): Promise<Outcome[]> {
  const [first] = cases;
  if (first === undefined) return [];
  const seen = new Map<string, Seen>();
  const project = await newProject(first.front, {
    transitionMs: TRANSITION_MS,
    login: first.login,
    onExchange(moment, { notebook = "" }) {
      const before = seen.get(notebook) ?? { began: Date.now(), count: 0, open: 0 };
      const { count, open } = before;
      const change =
        moment === "received" ? { count: count + 1, open: open + 1 } : { open: open - 1 };
      seen.set(notebook, { ...before, ...change });
    },
  });
  const { stack } = project;
  const { simulator } = stack;
  const judges = cases.map((each) => new Judge(each, project));
  const maxMs = first.isSlow ? MAX_RUN_MS / 2 : MAX_RUN_MS;
  const phase = phaseOf(first.key);
  const command = async (verb: string) => {
    const { args, env } = project.recording;
    const more = verb === "refresh" ? [] : ["--continue-on-error", "--parallel", "64"];
    const all = [verb, "--yes", "--skip-preview", ...more, ...args];
    const run = await startCli(stack, all, { maxMs, env }).done;
    if (isLocked(stack.folder)) await startCli(stack, ["cancel", "--yes", "test"]).done;
    return run;
  };
  /** A run that fails for no case's own reason says nothing about the cases. */
  const trusted = async (verb: string) => {
    const run = await command(verb);
    if (!run.isCutOff && run.code !== 0 && errorsOf(run.text).size === 0) {
      throw new Error(`pulumi ${verb} failed:\n${run.text}`);
    }
    return run;
  };
  try {
    project.declare(judges.flatMap((judge) => judge.declaredBefore()));
    const prepared = await command("up");
    if (prepared.code !== 0) throw new Error(`the preparation failed:\n${prepared.text}`);
    await Promise.all(judges.map((judge) => judge.importOthers(stack.url)));

    for (const judge of judges) judge.ask();
    seen.clear();
    project.declare(judges.flatMap((judge) => judge.declaredAfter()));
    project.takeSteps();
    const began = Date.now();
    const since = simulator.history.length;
    const faulty = await command(phase === "refresh" ? "refresh" : "up");
    const ended = Date.now();
    const left = simulator.faults.pending();
    const messages = messagesOf(faulty.text);
    const steps = project.takeSteps();
    const overheadMs = median(judges.flatMap((judge) => judge.overheads(steps, seen)));
    const files = project.files(began);
    // Whether the engine had to delete what was replaced.
    const isWhole = phase !== "replace" || faulty.code === 0;
    for (const judge of judges) {
      judge.isUnmet = isUntouched({ ...judge.test.fault, notebook: judge.name }, left);
      judge.afterFaults({ ...faulty, isWhole, messages, seen, since, files });
      judge.ofTime(steps, overheadMs, ended);
    }
    judges[0]?.ofSecrets(secretsIn(files, project.secrets()));

    simulator.faults.clear();
    if (isStuck(first.fault)) simulator.advance(FOREVER_MS);
    // What is late takes place before the next run.
    await delay(Math.max(...cases.map(({ fault }) => lateMs(fault))));
    thaw(simulator);
    for (const judge of judges) judge.cure(messages);
    if (refreshes) await trusted("refresh");
    const mending = await trusted("up");
    const unmended = errorsOf(mending.text);
    // What was replaced is deleted once nothing fails any more, so one case may keep others from their end.
    if (mending.code !== 0) await command("up");
    for (const judge of judges) judge.afterMending(mending, unmended);

    project.declare([]);
    const destroyed = await trusted("destroy");
    const undestroyed = errorsOf(destroyed.text);
    if (destroyed.code !== 0) await command("destroy");
    for (const judge of judges) judge.afterDestroy(undestroyed);
    return judges.map((judge) => judge.outcome());
  } finally {
    await project.close();
  }
}

/** The requests about one case's notebook in a run. */
interface Seen {
  /** The local time of the first request, in milliseconds since 1970 (UTC). */
  began: number;
  count: number;
  /** Requests that wait for their answer. */
  open: number;
}

/** The run with the faults. */
interface FaultyRun extends Awaited<ReturnType<typeof startCli>["done"]> {
  /** False if the engine may have skipped deletions, since another case failed. */
  isWhole: boolean;
  messages: ReadonlyMap<string, string>;
  seen: ReadonlyMap<string, Seen>;
  /** How many changes the books had before the run. */
  since: number;
  /** What the run has left, before the next one. */
  files: readonly Place[];
}

/** Collects what is wrong with one case. */
class Judge {
  readonly name: string;
  isUnmet = false;
  private readonly violations: Violation[] = [];
  /** Before the operation. */
  private tokens: string[] = [];
  private readonly operation: MatrixOperation;
  private readonly kind;
  private importId: string | undefined;

  constructor(
    readonly test: CliCase,
    private readonly project: Project,
  ) {
    this.name = test.name;
    this.operation = operationOf(test.key);
    this.kind = this.operation.kind ?? "Notebook";
  }

  declaredBefore(): Declared[] {
    const { before, verb } = this.operation;
    return verb === "import" ? [] : this.declared(before);
  }

  declaredAfter(): Declared[] {
    return this.declared(this.operation.after);
  }

  /** A mount or an image that is not declared still has its notebook. */
  private declared(inputs: object | undefined): Declared[] {
    const { kind, name, importId } = this;
    const timeout = this.test.isSlow ? TIMEOUT.slow : TIMEOUT.usual;
    if (inputs === undefined && kind === "Notebook") return [];
    const named = kind === "NotebookImage" ? { name } : {};
    const all = inputs === undefined ? null : { ...inputs, ...named };
    return [{ kind, name, inputs: all, timeout, importId }];
  }

  /** Creates the notebook that the program imports, as somebody else. */
  async importOthers(url: string): Promise<void> {
    if (this.operation.verb !== "import") return;
    const { flavor, imageId, volume } = this.operation.before as Record<string, unknown>;
    const body = JSON.stringify({ name: this.name, flavor, image_id: imageId, volume });
    const response = await fetch(`${url}/v1/test-project/notebooks`, { method: "POST", body });
    this.importId = ((await response.json()) as { id: string }).id;
    const { notebooks } = this.project.stack.simulator;
    while (notebooks.get(this.importId)?.status !== "RUNNING") {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  ask(): void {
    const { faults } = this.project.stack.simulator;
    for (const fault of [...(this.operation.given ?? []), this.test.fault]) {
      faults.ask({ ...fault, notebook: this.name });
    }
    this.tokens = this.tokensNow();
  }

  private tokensNow(): string[] {
    return tokensOf(this.project.stack.simulator, (name) => name === this.name);
  }

  afterFaults({ text, isCutOff, isWhole, messages, seen, since, files }: FaultyRun): void {
    const when = "with the fault";
    const { fault, badReads } = this.test;
    const { simulator } = this.project.stack;
    const said = messages.get(`${this.kind} ${this.name}`) ?? "";
    const error = isError(said) ? said : undefined;
    const { count = 0, open = 0 } = seen.get(this.name) ?? {};
    // A run that was cut off says nothing about the cases that were not the reason.
    if (isCutOff && open > 0) {
      this.add(when, [
        violation("beyond its timeout", "a request was open until the end of the run"),
      ]);
    }
    if (error === undefined && !isCutOff && isWhole) {
      this.add("said to be well", [...this.compared(), ...this.comparedState()]);
    }
    // Several bad answers in real time are for the class `direct`.
    if (badReads === 1 && !isCutOff) {
      this.add(when, endedByBadAnswers(1, { error, tookMs: 0, limitMs: 0 }));
    }
    if (count > MAX_REQUESTS) {
      this.add(when, [violation("more requests than bounded", String(count))]);
    }
    // What is late may have taken place between the message and the end of the run.
    if (lateMs(fault) === 0) {
      this.add(when, falseReports(said, booksOf(simulator, this.expected(), since)));
    }
    const tokens = [...this.tokens, ...this.tokensNow()];
    this.add(when, shownSecrets(text, [...this.project.secrets(), ...tokens]));
    this.add(when, secretsIn(files, tokens));
    this.add(when, stackTraces(said));
  }

  /** Only where the state does not have the notebook: what is in the state, the next run mends. */
  cure(messages: ReadonlyMap<string, string>): void {
    const { stack } = this.project;
    const said = messages.get(`${this.kind} ${this.name}`) ?? "";
    const isKnown = idsInState(stack, this.kind, this.name).length > 0;
    if (isKnown || this.kind !== "Notebook" || this.operation.verb === "import") return;
    removeNamed(stack.simulator, said, (name) => name === this.name);
  }

  /** How long the engine and the provider took before the first request of each own step, in milliseconds. */
  overheads(steps: readonly Step[], seen: ReadonlyMap<string, Seen>): number[] {
    const first = seen.get(this.name)?.began;
    const own = this.own(steps).slice(0, 1);
    return first === undefined ? [] : own.map(({ began }) => Math.max(0, first - began));
  }

  ofTime(steps: readonly Step[], overheadMs: number, endOfRun: number): void {
    for (const step of this.own(steps)) {
      this.add("with the fault", overdue(step, this.timeoutMs(step), overheadMs, endOfRun));
    }
  }

  ofSecrets(found: readonly Violation[]): void {
    this.add("in a file that the run with the fault has left", found);
  }

  private own(steps: readonly Step[]): Step[] {
    return steps.filter(({ urn }) => urn.endsWith(`:${this.kind}::${this.name}`));
  }

  private timeoutMs({ operation }: Step): number {
    const isRead = this.operation.verb === "import" || operation === "refresh";
    return isRead ? READ_TIMEOUT_MS : TIMEOUT_MS[this.test.isSlow ? "slow" : "usual"];
  }

  afterMending(run: { code: number | null; isCutOff: boolean }, errors: Map<string, string>): void {
    const error = errors.get(`${this.kind} ${this.name}`);
    if (error !== undefined || run.isCutOff) {
      this.add("the next run", [violation("not recovered", error ?? "the run did not end")]);
    }
    this.add("after the next run", [...this.compared(), ...this.comparedState()]);
  }

  afterDestroy(errors: Map<string, string>): void {
    const error = errors.get(`${this.kind} ${this.name}`);
    if (error !== undefined) this.add("destroy", [violation("not recovered", error)]);
    const { simulator } = this.project.stack;
    this.add("after destroy", compare(simulator, { ...this.expected(), inputs: undefined }));
    const left = idsInState(this.project.stack, this.kind, this.name);
    if (error === undefined) this.add("after destroy", compareIds(left, []));
  }

  outcome(): Outcome {
    const named = new Map<string, Violation>();
    for (const each of this.violations) if (!named.has(each.name)) named.set(each.name, each);
    const { class: ofClass, name } = this.test;
    return { class: ofClass, name, violations: [...named.values()], isUnmet: this.isUnmet };
  }

  private expected(): Expected {
    const { kind, name } = this;
    const { after } = this.operation;
    return { kind, name, inputs: after && { ...after }, leaseMs: DEFAULT_LEASE_MS };
  }

  private compared(): Violation[] {
    return compare(this.project.stack.simulator, this.expected());
  }

  /** Whether the state holds what exists, once, and nothing else. */
  private comparedState(): Violation[] {
    const { stack } = this.project;
    const ids = idsInState(stack, this.kind, this.name);
    return compareIds(ids, idsInBooks(stack.simulator, this.expected()));
  }

  private add(when: string, found: readonly Violation[]): void {
    for (const { name, detail } of found) {
      this.violations.push({ name, detail: `${when}: ${detail}` });
    }
  }
}
