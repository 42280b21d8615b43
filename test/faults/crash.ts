/**
 * The class `crash`: the CLI, the provider or both are killed, or interrupted, at exactly one request of an operation.
 * The books and the files are judged at that moment. Then `pulumi up` runs again, at once and with the same PULUMI_HOME:
 * nothing may be doubled, lost or left stopped. The class `clean machine` runs it with another PULUMI_HOME, as a machine
 * of a CI does.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OperationName } from "../../provider/wire/operations";
import { booksOf, falseReports } from "./claims";
import { traceOf } from "./direct";
import { batchesBy } from "./groups";
import { isLocked } from "./locks";
import { isReplacement, operationOf, type MatrixOperation, type OperationKey } from "./operations";
import { pointsOf, type Point } from "./plays";
import { descendants, killAll, providersAmong, startCli, type CliRun } from "./processes";
import { stateBackup } from "./state-backup";
import {
  errorsOf,
  idsInState,
  messagesOf,
  newProject,
  type Declared,
  type Front,
  type Project,
} from "./project";
import {
  afterCrash,
  compare,
  compareIds,
  idsInBooks,
  secretsIn,
  shownSecrets,
  tokensOf,
  violation,
  type Expected,
  type Outcome,
  type Violation,
  type ViolationName,
} from "./verdict";

const victims = ["cli", "provider", "both", "sigint", "sigint-twice"] as const;
type Victim = (typeof victims)[number];

export interface CrashCase {
  class: "crash" | "clean machine";
  name: string;
  key: OperationKey;
  front: Front;
  victim: Victim;
  /** The request at which it happens. */
  point: Point;
  /** Whether the request takes place. */
  isTaken: boolean;
  /** Whether creates add their marker. */
  isMarked: boolean;
}

const keys = [
  ...(["create", "create-full", "create-stopped", "mount", "image"] as const),
  ...(["flavor", "flavor-undeclared", "whitelist", "lease-off"] as const),
  ...(["rename", "grow", "lease", "tags", "replace", "delete"] as const),
];
/** Cases of one stack: what each begins with is made in one run. */
const BATCH = 8;
const TIMEOUT = "60s";
const DEFAULT_LEASE_MS = 3_600_000;
/** How long the simulator's notebooks keep each status. */
const TRANSITION_MS = 300;
/** Of one run about one resource: about thirty, and the looks for what an earlier run may have created. */
const MAX_REQUESTS = 100;

export async function crashCases(front: Front): Promise<CrashCase[]> {
  const cases: CrashCase[] = [];
  for (const key of keys) {
    for (const point of pointsOf(await traceOf(key, TRANSITION_MS))) {
      const { request, nth } = point;
      for (const victim of victims) {
        for (const isTaken of isChange(request) ? [false, true] : [true]) {
          const moment = isTaken ? "taken" : "untaken";
          const parts = [`crash-${front}`, key, `${request}-${nth}`, moment, victim];
          const name = parts.join("--").toLowerCase();
          const isMarked = false;
          cases.push({ class: "crash", name, key, front, victim, point, isTaken, isMarked });
        }
      }
    }
  }
  return cases;
}

/**
 * Crashes after which another machine goes on. Without its marker, a create can't know then what the first machine had
 * created. With the marker, only operations that need it are played: mounts are found by what they are, and images have
 * no marker.
 */
export async function cleanMachineCases(front: Front, isMarked: boolean): Promise<CrashCase[]> {
  const all = await crashCases(front);
  return all
    .filter(({ victim, isTaken }) => victim === "both" && isTaken)
    .filter(({ key }) => !isMarked || createsNotebook(key))
    .map((each) => ({
      ...each,
      isMarked,
      class: "clean machine",
      name: each.name.replace(/^crash/, isMarked ? "clean-machine-marked" : "clean-machine"),
    }));
}

/**
 * True if the violations are what another machine can't prevent without a journal. Of a notebook it creates a second
 * one, unless there is a marker. An image of that name may be a colleague's: it refuses, and names the id.
 */
function isLimit({ class: className, key, isMarked }: CrashCase, outcome: Mended): boolean {
  if (className !== "clean machine") return false;
  if (createsNotebook(key)) return !isMarked;
  const isRefusal = outcome.violations.every(({ name }) => REFUSED.includes(name));
  return (
    operationOf(key).kind === "NotebookImage" && isRefusal && /exists: its id is/.test(outcome.text)
  );
}

const REFUSED: readonly ViolationName[] = ["not recovered", "orphaned"];

interface Mended {
  violations: readonly Violation[];
  /** What the run printed. */
  text: string;
}

function createsNotebook(key: OperationKey): boolean {
  const { kind = "Notebook", before } = operationOf(key);
  return isReplacement(key) || (kind === "Notebook" && before === undefined);
}

const isChange = (request: OperationName) => !/^(show|list)/.test(request);

/** Cases that can share a stack. */
export const crashBatchesOf = (cases: readonly CrashCase[]) =>
  batchesBy(cases, BATCH, ({ front, isMarked }) => `${front}, ${isMarked}`);

export async function runCrashes(cases: readonly CrashCase[]): Promise<Outcome[]> {
  const [first] = cases;
  if (first === undefined) return [];
  let plan: (Pick<CrashCase, "point" | "isTaken"> & { strike: () => void }) | undefined;
  /** The names of the present case's notebook. */
  let names: readonly string[] = [];
  let count = 0;
  let requests = 0;
  const project = await newProject(first.front, {
    transitionMs: TRANSITION_MS,
    createMarker: first.isMarked,
    onExchange(moment, { notebook = "", operation }) {
      if (!names.includes(notebook)) return;
      if (moment === "received") requests++;
      if (operation !== plan?.point.request) return;
      if (moment === "received") count++;
      const isMoment = moment === (plan.isTaken ? "answering" : "received");
      if (!isMoment || count !== plan.point.nth + 1) return;
      const { strike } = plan;
      plan = undefined;
      strike();
    },
  });
  const { stack, declare } = project;
  const { simulator } = stack;
  const args = ["up", "--yes", "--skip-preview", "--continue-on-error"];
  const present = new Map(cases.map(({ name, key }) => [name, declared(name, key, "before")]));
  const declareAll = () => declare([...present.values()].flat());
  const outcomes: Outcome[] = [];
  try {
    declareAll();
    const prepared = await startCli(stack, args).done;
    if (prepared.code !== 0) throw new Error(`the preparation failed:\n${prepared.text}`);

    for (const each of cases) {
      const { name, key, point, isTaken, victim } = each;
      const expected = expectedOf(each);
      const judge = new Judge(each, project, expected);
      present.set(name, declared(name, key, "after"));
      declareAll();
      names = namesOf(expected);
      count = 0;
      requests = 0;
      const { request: operation, nth } = point;
      const untaken = { name: "resetBefore", notebook: name, operation, after: nth } as const;
      if (!isTaken) simulator.faults.ask(untaken);
      const restoreState = stateBackup(stack.folder);
      judge.begin();
      const run = startCli(stack, args, { maxMs: 120_000 });
      let left: number[] = [];
      plan = { point, isTaken, strike: () => (left = strike(run, victim)) };
      const crashed = await run.done;
      const isUnmet = plan !== undefined;
      plan = undefined;
      simulator.faults.clear();
      restoreState();
      judge.afterCrash(crashed, requests);

      requests = 0;
      const env = each.class === "crash" ? {} : { PULUMI_HOME: anotherHome(stack.folder, name) };
      if (isLocked(stack.folder)) await startCli(stack, ["cancel", "--yes", "test"], { env }).done;
      judge.begin();
      const mended = await startCli(stack, args, { env }).done;
      judge.afterMending(mended, requests);
      killAll(left);
      const { violations } = judge;
      const ended = { violations, text: mended.text };
      outcomes.push({
        ...{ class: each.class, name, violations, isUnmet },
        isLimit: isLimit(each, ended),
      });
    }
    declare([]);
    await startCli(stack, ["destroy", "--yes", "--skip-preview", "--continue-on-error"]).done;
    for (const [index, { violations }] of outcomes.entries()) {
      const { name, kind, inputs } = expectedOf(cases[index] as CrashCase);
      const notebooks = namesOf({ name, inputs });
      for (const each of notebooks) {
        violations.push(...compare(simulator, { kind, name: each, inputs: undefined }));
      }
    }
    return outcomes;
  } finally {
    await project.close();
  }
}

type Ended = Awaited<CliRun["done"]>;

/** Collects what is wrong with one case. */
class Judge {
  readonly violations: Violation[] = [];
  private began = 0;
  private since = 0;
  /** Each start gives another. */
  private readonly tokens: string[] = [];

  constructor(
    private readonly test: CrashCase,
    private readonly project: Project,
    private readonly expected: Expected,
  ) {}

  /** A run begins. */
  begin(): void {
    this.began = Date.now();
    this.since = this.project.stack.simulator.history.length;
    this.tokens.push(...this.tokensNow());
  }

  afterCrash(run: Ended, requests: number): void {
    const { test, expected } = this;
    if (run.isCutOff) this.violations.push(violation("beyond its timeout", "the run did not end"));
    const { before } = operationOf(test.key);
    this.violations.push(
      ...afterCrash({
        inState: this.ids(),
        inBooks: idsInBooks(this.project.stack.simulator, expected),
        mayBe: isReplacement(test.key) ? 2 : 1,
        mustStay: before !== undefined && expected.inputs !== undefined,
        // After one interrupt, the engine waits for its operations and records them.
        isRecorded: test.victim === "sigint" && !run.isCutOff,
      }),
    );
    this.ofRun(run, requests);
  }

  afterMending(run: Ended, requests: number): void {
    const { expected } = this;
    const { simulator } = this.project.stack;
    if (run.code !== 0) {
      const error = errorsOf(run.text).get(this.resource) ?? run.text.slice(-600);
      this.violations.push(violation("not recovered", error));
    }
    this.violations.push(
      ...compare(simulator, expected),
      ...compareIds(this.ids(), idsInBooks(simulator, expected)),
    );
    this.ofRun(run, requests);
  }

  /** What is judged after each of the two runs. */
  private ofRun({ text }: Ended, requests: number): void {
    const { project, expected, violations } = this;
    const { simulator } = project.stack;
    if (requests > MAX_REQUESTS) {
      violations.push(violation("more requests than bounded", String(requests)));
    }
    const said = messagesOf(text).get(this.resource) ?? "";
    violations.push(...falseReports(said, booksOf(simulator, expected, this.since)));
    const secrets = [...project.secrets(), ...this.tokens, ...this.tokensNow()];
    violations.push(
      ...shownSecrets(text, secrets),
      ...secretsIn(project.files(this.began), secrets),
    );
  }

  private tokensNow(): string[] {
    const names = namesOf(this.expected);
    return tokensOf(this.project.stack.simulator, (name) => names.includes(name));
  }

  private get resource(): string {
    return `${this.expected.kind} ${this.expected.name}`;
  }

  private ids(): string[] {
    return idsInState(this.project.stack, this.expected.kind, this.expected.name);
  }
}

function expectedOf({ name, key, isMarked }: CrashCase): Expected {
  const { kind = "Notebook", after } = operationOf(key);
  const inputs = after && inputsOf(name, kind, after);
  return { kind, name, inputs, leaseMs: DEFAULT_LEASE_MS, isMarked };
}

/** Each case has a name of its own, also for a notebook that is renamed and for an image. */
function inputsOf(name: string, kind: Expected["kind"], inputs: object): Record<string, unknown> {
  const { name: renamed } = inputs as { name?: string };
  if (renamed !== undefined) return { ...inputs, name: `${name}-${renamed}` };
  return kind === "NotebookImage" ? { ...inputs, name } : { ...inputs };
}

/** The names that the case's notebook has, before and after. */
function namesOf({ name, inputs }: Pick<Expected, "name" | "inputs">): string[] {
  const renamed = inputs?.["name"] as string | undefined;
  return renamed === undefined ? [name] : [...new Set([name, renamed])];
}

/** A mount or an image that is not declared still has its notebook. */
function declared(
  name: string,
  key: OperationKey,
  when: keyof Pick<MatrixOperation, "before" | "after">,
): Declared[] {
  const { kind = "Notebook", [when]: given } = operationOf(key);
  if (given === undefined && kind === "Notebook") return [];
  const inputs = given === undefined ? null : inputsOf(name, kind, given);
  return [{ kind, name, inputs, timeout: TIMEOUT }];
}

/** @returns what the run had started, to be ended in the end: only own processes. */
function strike({ child }: CliRun, victim: Victim): number[] {
  const pid = child.pid ?? 0;
  const started = descendants(pid);
  switch (victim) {
    case "cli":
      killAll([pid]);
      break;
    case "provider":
      killAll(providersAmong(started));
      break;
    case "both":
      killAll([pid, ...started]);
      break;
    case "sigint":
      child.kill("SIGINT");
      break;
    case "sigint-twice":
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGINT"), 200);
      break;
  }
  return started;
}

function anotherHome(folder: string, name: string): string {
  const home = join(folder, `home-${name}`);
  mkdirSync(home, { recursive: true });
  return home;
}
