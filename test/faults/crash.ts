/**
 * The class `crash`: the CLI, the provider or both are killed, or interrupted, at exactly one request of an operation.
 * Then `pulumi up` runs again, at once and with the same PULUMI_HOME: nothing may be doubled, lost or left stopped.
 * The class `clean machine` runs it with another PULUMI_HOME, as a machine of a CI does.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OperationName } from "../../provider/wire/operations";
import { traceOf } from "./direct";
import { batchesBy } from "./groups";
import { isLocked } from "./locks";
import { operationOf, type OperationKey } from "./operations";
import { pointsOf, type Point } from "./plays";
import { descendants, killAll, providersAmong, startCli, type CliRun } from "./processes";
import { stateBackup } from "./state-backup";
import { errorsOf, idsInState, newProject, type Declared, type Front } from "./project";
import { compare, violation, type Expected, type Outcome, type Violation } from "./verdict";

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
}

const keys = [
  ...(["create", "create-full", "create-stopped"] as const),
  ...(["flavor", "flavor-undeclared", "whitelist", "lease-off", "delete"] as const),
];
/** Cases of one stack: what each begins with is made in one run. */
const BATCH = 8;
const TIMEOUT = "60s";
const DEFAULT_LEASE_MS = 3_600_000;

export async function crashCases(front: Front): Promise<CrashCase[]> {
  const cases: CrashCase[] = [];
  for (const key of keys) {
    for (const point of pointsOf(await traceOf(key))) {
      const { request, nth } = point;
      for (const victim of victims) {
        for (const isTaken of isChange(request) ? [false, true] : [true]) {
          const moment = isTaken ? "taken" : "untaken";
          const parts = [`crash-${front}`, key, `${request}-${nth}`, moment, victim];
          const name = parts.join("--").toLowerCase();
          cases.push({ class: "crash", name, key, front, victim, point, isTaken });
        }
      }
    }
  }
  return cases;
}

/** Crashes after which another machine goes on. A create can't know then what the first machine had created. */
export async function cleanMachineCases(front: Front): Promise<CrashCase[]> {
  const all = await crashCases(front);
  return all
    .filter(({ victim, isTaken }) => victim === "both" && isTaken)
    .map((each) => ({
      ...each,
      class: "clean machine",
      name: each.name.replace(/^crash/, "clean-machine"),
    }));
}

const isChange = (request: OperationName) => !/^(show|list)/.test(request);

/** Cases that can share a stack. */
export const crashBatchesOf = (cases: readonly CrashCase[]) =>
  batchesBy(cases, BATCH, ({ front }) => front);

export async function runCrashes(cases: readonly CrashCase[]): Promise<Outcome[]> {
  const [first] = cases;
  if (first === undefined) return [];
  let plan: (Pick<CrashCase, "name" | "point" | "isTaken"> & { strike: () => void }) | undefined;
  let count = 0;
  const { stack, declare } = await newProject(first.front, {
    transitionMs: 300,
    onExchange(moment, { notebook, operation }) {
      if (notebook !== plan?.name || operation !== plan?.point.request) return;
      if (moment === "received") count++;
      const isMoment = moment === (plan.isTaken ? "answering" : "received");
      if (!isMoment || count !== plan.point.nth + 1) return;
      const { strike } = plan;
      plan = undefined;
      strike();
    },
  });
  const { simulator } = stack;
  const args = ["up", "--yes", "--skip-preview", "--continue-on-error"];
  const present = new Map(cases.map(({ name, key }) => [name, operationOf(key).before]));
  const declareAll = () =>
    declare([...present].flatMap(([name, inputs]) => declared(name, inputs)));
  const outcomes: Outcome[] = [];
  try {
    declareAll();
    const prepared = await startCli(stack, args).done;
    if (prepared.code !== 0) throw new Error(`the preparation failed:\n${prepared.text}`);

    for (const each of cases) {
      const { name, key, point, isTaken, victim } = each;
      const violations: Violation[] = [];
      const { after } = operationOf(key);
      present.set(name, after);
      declareAll();
      count = 0;
      const { request: operation, nth } = point;
      const untaken = { name: "resetBefore", notebook: name, operation, after: nth } as const;
      if (!isTaken) simulator.faults.ask(untaken);
      const restoreState = stateBackup(stack.folder);
      const run = startCli(stack, args, { maxMs: 120_000 });
      let left: number[] = [];
      plan = { name, point, isTaken, strike: () => (left = strike(run, victim)) };
      const crashed = await run.done;
      const isUnmet = plan !== undefined;
      plan = undefined;
      simulator.faults.clear();
      if (crashed.isCutOff) violations.push(violation("beyond its timeout", "the run did not end"));

      restoreState();
      const env = each.class === "crash" ? {} : { PULUMI_HOME: anotherHome(stack.folder, name) };
      if (isLocked(stack.folder)) await startCli(stack, ["cancel", "--yes", "test"], { env }).done;
      const mended = await startCli(stack, args, { env }).done;
      const error = errorsOf(mended.text).get(`Notebook ${name}`);
      if (mended.code !== 0) {
        violations.push(violation("not recovered", error ?? mended.text.slice(-600)));
      }
      const expected: Expected = {
        ...{ kind: "Notebook" as const, name, leaseMs: DEFAULT_LEASE_MS },
        inputs: after && { ...after },
      };
      violations.push(...compare(simulator, expected));
      if (after !== undefined && idsInState(stack, "Notebook", name).length === 0) {
        violations.push(violation("orphaned", "the state does not hold it"));
      }
      killAll(left);
      const isLimit = each.class === "clean machine" && operationOf(key).before === undefined;
      outcomes.push({ class: each.class, name, violations, isUnmet, isLimit });
    }
    declare([]);
    await startCli(stack, ["destroy", "--yes", "--skip-preview", "--continue-on-error"]).done;
    for (const outcome of outcomes) {
      const gone = { kind: "Notebook" as const, name: outcome.name, inputs: undefined };
      outcome.violations.push(...compare(simulator, gone));
    }
    return outcomes;
  } finally {
    await stack.close();
  }
}

function declared(name: string, inputs: object | undefined): Declared[] {
  if (inputs === undefined) return [];
  return [{ kind: "Notebook", name, inputs: { ...inputs }, timeout: TIMEOUT }];
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
