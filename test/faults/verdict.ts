/** What can be wrong after a case, and the comparison of the simulator's books with what a program declares. */
import type { Simulator, WireNotebook } from "pulumi-modelarts-simulator";
import type { KindName } from "../../provider/engine/type-tokens";

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
  /** A run said that all is well, or that nothing was created, and the books say something else. */
  "false report",
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
}

/** What differs between the books and a program. */
export function compare(simulator: Simulator, expected: Expected): Violation[] {
  const { kind, inputs, name } = expected;
  const found = rowsOf(simulator, expected);
  if (inputs === undefined) {
    // What is being deleted will be gone without a further request.
    const staying = found.filter(({ status }) => status !== "DELETING" && status !== "UNMOUNTING");
    return staying.map(({ id, status }) => violation("orphaned", `${kind} ${id} is ${status}`));
  }
  const [row] = found;
  if (row === undefined) return [violation("lost", `there is no ${kind} of ${name}`)];
  const doubled = found.length > 1 ? [violation("doubled", `${found.length} of ${name}`)] : [];
  return [
    ...doubled,
    ...(kind === "Notebook" ? ofNotebook(row as WireNotebook, expected) : ofOther(row)),
  ];
}

function rowsOf(
  simulator: Simulator,
  { kind, name, inputs }: Expected,
): { id?: string; status?: string }[] {
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

function ofNotebook(row: WireNotebook, { inputs = {}, leaseMs }: Expected): Violation[] {
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
  same("description", row.description ?? "", inputs["description"] ?? "");
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

/** Secrets as they are, in base64 and as in a URL. */
export function shownSecrets(text: string, secrets: readonly string[]): Violation[] {
  return secrets.flatMap((secret) =>
    [secret, Buffer.from(secret).toString("base64").replace(/=+$/, ""), encodeURIComponent(secret)]
      .filter((form) => form !== "" && text.includes(form))
      .slice(0, 1)
      .map((form) => violation("secret shown", form)),
  );
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

function isStatusChange(operation: string): boolean {
  return ["createNotebook", "startNotebook", "stopNotebook"].includes(operation);
}
