/** What can be wrong after a case, and the comparison of the simulator's books with what a program declares. */
import type { Simulator, WireNotebook } from "pulumi-modelarts-simulator";
import type { KindName } from "../../provider/engine/type-tokens";
import { markerOf, withoutMarker } from "../../provider/resources/notebook/marker";
import { findings, type Place } from "../secret-forms";

export const violationNames = [
  /** More than one resource where the program declares one. */
  "doubled",
  /** A resource exists that no program declares any more, and that no state holds. */
  "orphaned",
  /** The program and the state have the resource; the account does not. */
  "lost",
  "left stopped",
  "left running",
  "lease changed",
  /** Another field differs from the program. */
  "differs",
  /** The state of the engine holds another set of ids than the books. */
  "wrong state",
  /** A message claims something that the books contradict: `claims.ts`. */
  "false report",
  /** A read got one bad answer, and the operation failed instead of reading again. */
  "ended by one bad answer",
  /** A read got several bad answers, and the operation failed long before its deadline. */
  "gave up early",
  /** The run after the faults fails, too. */
  "not recovered",
  "beyond its timeout",
  "more requests than bounded",
  "secret shown",
  /** A bug's stack trace instead of an error for users. */
  "stack trace",
  /** The matrix itself failed. */
  "not run",
] as const;
export type ViolationName = (typeof violationNames)[number];

export interface Violation {
  name: ViolationName;
  detail: string;
}

export interface Outcome {
  class: string;
  /** Replays the case: `--case NAME`. */
  name: string;
  violations: Violation[];
  /** The fault did not happen, so the case proves nothing. */
  isUnmet?: boolean;
  /** Its violations are a documented limit: they are counted and shown, and fail nothing. */
  isLimit?: boolean;
}

/** What the books must hold of one case. */
export interface Expected {
  kind: KindName;
  /** The name of the notebook, also of the one that a mount or an image belongs to. */
  name: string;
  /** Undefined: the resource must not exist. */
  inputs: Record<string, unknown> | undefined;
  /** The duration of an undeclared lease, in milliseconds; not compared if undefined. */
  leaseMs?: number;
  /** The notebook was created with `createMarker`, so its description ends with a marker. */
  isMarked?: boolean;
}

/** What differs between the books and a program. */
export function compare(simulator: Simulator, expected: Expected): Violation[] {
  const { kind, inputs, name } = expected;
  const found = rowsOf(simulator, expected);
  if (inputs === undefined) {
    return found
      .filter(isStaying)
      .map(({ id, status }) => violation("orphaned", `${kind} ${id} is ${status}`));
  }
  const [row] = found;
  if (row === undefined) return [violation("lost", `there is no ${kind} of ${name}`)];
  const doubled = found.length > 1 ? [violation("doubled", `${found.length} of ${name}`)] : [];
  return [
    ...doubled,
    ...(kind === "Notebook" ? ofNotebook(row as WireNotebook, expected) : ofOther(row)),
  ];
}

/**
 * What differs between the ids that the state holds and those in the books.
 *
 * @param inState the ids of the resource's URN, each as often as the state has it.
 */
export function compareIds(inState: readonly string[], inBooks: readonly string[]): Violation[] {
  const missing = inBooks.filter((id) => !inState.includes(id));
  const unknown = inState.filter((id) => !inBooks.includes(id));
  const twice = inState.filter((id, index) => inState.indexOf(id) !== index);
  return [
    ...missing.map((id) => violation("orphaned", `the state does not hold ${id}`)),
    ...unknown.map((id) => violation("wrong state", `it holds ${id}, which does not exist`)),
    ...twice.map((id) => violation("wrong state", `it holds ${id} more than once`)),
  ];
}

/** What a run that was killed or interrupted has left. */
export interface Crashed {
  inState: readonly string[];
  inBooks: readonly string[];
  /** How many may exist at that moment. */
  mayBe: number;
  /** Whether one existed before, and the program still declares one. */
  mustStay: boolean;
  /** Whether the engine had the time to record what exists. */
  isRecorded: boolean;
}

/** What is wrong before the next run, which could only repair it. */
export function afterCrash(crashed: Crashed): Violation[] {
  const { inState, inBooks, mayBe, mustStay, isRecorded } = crashed;
  const when = "before the next run";
  const found: Violation[] = [];
  if (inBooks.length > mayBe) found.push(violation("doubled", `${when}: ${inBooks.join()}`));
  if (mustStay && inBooks.length === 0) found.push(violation("lost", `${when}: there is none`));
  for (const id of isRecorded ? inBooks : []) {
    if (inState.includes(id)) continue;
    found.push(violation("orphaned", `${when}: the state does not hold ${id}`));
  }
  return found;
}

/** The ids of what exists of the case, as the engine's state names them; not of what is being deleted. */
export function idsInBooks(simulator: Simulator, expected: Expected): string[] {
  return rowsOf(simulator, expected)
    .filter(isStaying)
    .map(({ id = "", notebook_id: owner }) =>
      expected.kind === "NotebookStorage" ? `${owner}/${id}` : id,
    );
}

/** What is being deleted will be gone without a further request. */
export const isStaying = ({ status }: Pick<Row, "status">) =>
  status !== "DELETING" && status !== "UNMOUNTING";

interface Row {
  id?: string;
  status?: string;
  notebook_id?: string;
}

/** The case's resources in the books. */
export function rowsOf(simulator: Simulator, { kind, name, inputs }: Expected): Row[] {
  // Reading the notebooks lets late operations take place that are due.
  const notebooks = simulator.notebooks.list();
  switch (kind) {
    case "Notebook":
      return notebooks.filter((each) => [name, inputs?.["name"]].includes(each.name));
    case "NotebookStorage": {
      const owner = notebooks.find((each) => each.name === name)?.id;
      return simulator.mounts.list().filter((mount) => mount.notebook_id === owner);
    }
    case "NotebookImage":
    case "RegisteredImage":
      return simulator.images.list().filter((image) => image.name === name);
    default:
      throw new Error(`operations.ts plays no operation of the kind ${String(kind)}`);
  }
}

function ofNotebook(row: WireNotebook, { inputs = {}, leaseMs, isMarked }: Expected): Violation[] {
  const wanted = (inputs["desiredStatus"] as string | undefined) ?? "RUNNING";
  const found: Violation[] = [];
  const same = (field: string, live: unknown, declared: unknown) => {
    if (JSON.stringify(live) === JSON.stringify(declared)) return;
    const detail = `${field} is ${JSON.stringify(live)}, not ${JSON.stringify(declared)}`;
    found.push(violation("differs", detail));
  };
  if (row.status !== wanted) {
    const name = wanted === "RUNNING" ? "left stopped" : "left running";
    found.push(violation(name, `the status is ${row.status}`));
  }
  same("flavor", row.flavor, inputs["flavor"]);
  if (isMarked === true) same("marker", markerOf(row.description) !== undefined, true);
  const description = isMarked === true ? withoutMarker(row.description) : row.description;
  same("description", description ?? "", inputs["description"] ?? "");
  if (inputs["name"] !== undefined) same("name", row.name, inputs["name"]);
  if (inputs["tags"] !== undefined) {
    const live = Object.fromEntries((row.tags ?? []).map(({ key, value }) => [key, value]));
    same("tags", sorted(live), sorted(inputs["tags"]));
  }
  const { capacity } = inputs["volume"] as { capacity?: number };
  if (capacity !== undefined) same("disk", row.volume?.capacity, capacity);
  const [endpoint] = (inputs["endpoints"] ?? []) as { allowedAccessIps: string[] }[];
  if (endpoint !== undefined) {
    const live = row.endpoints?.flatMap(({ allowed_access_ips: ips = [] }) => ips);
    same("whitelist", live, endpoint.allowedAccessIps);
  }
  return row.status === "RUNNING" ? [...found, ...ofLease(row, inputs, leaseMs)] : found;
}

/** The clocks of service and client are equal to the second. */
const TOLERANCE_MS = 60_000;

function ofLease(
  { lease }: WireNotebook,
  inputs: Record<string, unknown>,
  leaseMs: number | undefined,
): Violation[] {
  const declared = inputs["lease"] as { enable?: boolean; duration?: number } | undefined;
  const wanted =
    declared === undefined ? leaseMs : declared.enable === false ? -1 : declared.duration;
  if (wanted === undefined) return [];
  const asked = lease?.enable === false ? -1 : askedOf(lease ?? {});
  const isSame = wanted === -1 ? asked === -1 : Math.abs(asked - wanted) <= TOLERANCE_MS;
  return isSame ? [] : [violation("lease changed", `it is ${asked} ms, not ${wanted}`)];
}

/** The duration that a live lease was asked for, in milliseconds. */
export function askedOf({
  create_at: createAt = 0,
  update_at: updateAt = 0,
  duration = 0,
}: Exclude<WireNotebook["lease"], null | undefined>): number {
  return duration - (updateAt - createAt);
}

function ofOther({ status }: { status?: string }): Violation[] {
  const isReady = status === "MOUNTED" || status === "ACTIVE";
  return isReady ? [] : [violation("differs", `the status is ${status}`)];
}

export function violation(name: ViolationName, detail: string): Violation {
  return { name, detail };
}

function sorted(object: unknown): unknown[] {
  return Object.entries(object as object).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How an operation with a fault went. */
export interface Ended {
  error: string | undefined;
  tookMs: number;
  limitMs: number;
}

/** The longest pause between two tries of a read, with the delay that the simulator's 429 asks for. */
const LONGEST_PAUSE_MS = 25_000;

/**
 * Whether bad answers to a read ended an operation that had time to read again.
 *
 * @param times how many answers were bad.
 */
export function endedByBadAnswers(times: number, { error, tookMs, limitMs }: Ended): Violation[] {
  if (error === undefined) return [];
  if (times === 1) return [violation("ended by one bad answer", error)];
  if (tookMs > limitMs - LONGEST_PAUSE_MS) return [];
  return [violation("gave up early", `after ${tookMs} of ${limitMs} ms: ${error}`)];
}

/** The tokens that notebooks have now; each start gives another. */
export function tokensOf(simulator: Simulator, isAsked = (_name: string) => true): string[] {
  return simulator.notebooks
    .list()
    .filter(({ name = "" }) => isAsked(name))
    .map(({ token = "" }) => token);
}

/** Secrets in a text, in each of their forms. */
export function shownSecrets(text: string, secrets: readonly string[]): Violation[] {
  return secretsIn([{ name: "output", bytes: Buffer.from(text) }], secrets);
}

/** Secrets in places such as files: each secret once for each place. */
export function secretsIn(places: readonly Place[], secrets: readonly string[]): Violation[] {
  return [...new Set(secrets)].filter(Boolean).flatMap((secret) => {
    const found = findings(places, { [secret]: secret });
    const isFirst = ({ place }: (typeof found)[number], index: number) =>
      found.findIndex((find) => find.place === place) === index;
    return found
      .filter(isFirst)
      .map(({ what, place }) => violation("secret shown", `${what} in ${place}`));
  });
}

/** A line of a stack trace, which users get for a bug only. */
export function stackTraces(text: string): Violation[] {
  const line = /^\s+at .*\.js:\d+.*$/m.exec(text)?.[0];
  return line === undefined ? [] : [violation("stack trace", line.trim())];
}

/** Pays the bill: frozen notebooks are as they were before. */
export function thaw({ notebooks, history }: Simulator): void {
  for (const { id } of notebooks.list().filter(({ status }) => status === "FROZEN")) {
    const last = history.findLast((change) => change.id === id && isStatusChange(change.operation));
    notebooks.change(id, { status: last?.operation === "stopNotebook" ? "STOPPED" : "RUNNING" });
  }
}

/** What a person does before the next run: deletes the notebooks that a failed run's message names as unknown. */
export function removeNamed(
  { notebooks }: Simulator,
  said: string,
  isOwn: (name: string | undefined) => boolean,
): void {
  for (const { id, name } of notebooks.list()) {
    if (isOwn(name) && said.includes(id)) notebooks.remove(id);
  }
}

function isStatusChange(operation: string): boolean {
  return ["createNotebook", "startNotebook", "stopNotebook"].includes(operation);
}
