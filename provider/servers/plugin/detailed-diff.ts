/**
 * The property paths of the lifecycle's differences, as `pulumi preview --diff` shows them. Source:
 * TranslateDetailedDiff of the engine, which reads an entry's values from the old inputs (`inputDiff`) or the old
 * outputs, and from the new inputs.
 */
import { isDeepStrictEqual } from "node:util";
import { locationKeys } from "../../config/location";
import { isReplacing, type Diff, type Properties, type Row } from "../../resources/resource-kind";
import { valueAt } from "../../resources/shared/objects";
import { jsonPath } from "../../wire/shape";

export interface PropertyChange {
  kind: "ADD" | "DELETE" | "UPDATE";
  isReplacing: boolean;
  /** Whether the old value is in the old inputs; otherwise it is in the state. */
  isInput: boolean;
}

type Path = readonly (string | number)[];
type Change = Pick<PropertyChange, "kind"> & { path: Path };

export interface Sides {
  oldInputs: Properties;
  state: Properties;
  newInputs: Properties;
}

/** @returns the changes by property path. Each path exists in the old values or in the new inputs. */
export function detailedDiff(
  { rows: changed }: Diff,
  fields: readonly Row[],
  { oldInputs, state, newInputs }: Sides,
): Map<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>();
  const add = ({ kind, path }: Change, rows: readonly Row[], isInput: boolean) => {
    changes.set(jsonPath(path, ""), { kind, isReplacing: rows.some(isReplacing), isInput });
  };
  const shown = new Set<Row>();
  for (const change of differences(visible(oldInputs), visible(newInputs))) {
    const rows = changed.filter((row) => isAbout(fields, row, change.path));
    if (rows.length > 0) add(change, rows, true);
    for (const row of rows) shown.add(row);
  }
  // A difference that the inputs do not show is drift: the live resource no longer is as the old inputs declare.
  for (const row of changed.filter((each) => !shown.has(each))) {
    for (const change of drifted(row, state, newInputs)) add(change, [row], false);
  }
  return changes;
}

/** The declared fields: without the keys that begin with `__`, and without the location, which the state holds. */
function visible(inputs: Properties): object {
  const hidden: readonly string[] = locationKeys;
  return Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !key.startsWith("__") && !hidden.includes(key)),
  );
}

/** Compares objects and lists of objects recursively. Any other list is one value. */
function differences(before: unknown, after: unknown, path: Path = []): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [{ kind: "ADD", path }];
  if (after === undefined) return [{ kind: "DELETE", path }];
  const isList = isObjectList(before) && isObjectList(after);
  if (!isList && !(isObject(before) && isObject(after))) return [{ kind: "UPDATE", path }];
  const [old, now] = [before, after] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  return [...keys].flatMap((key) =>
    differences(old?.[key], now?.[key], [...path, isList ? Number(key) : key]),
  );
}

/** The paths that both sides have and that differ; the path of the field if there is none. */
function drifted(field: Row, state: Properties, newInputs: Properties): Change[] {
  // The API orders endpoints in its own way, so an index does not mean the same on both sides.
  const path = field.path.startsWith("endpoints") ? ["endpoints"] : field.path.split(".");
  const [live, declared] = [valueAt(state, path), valueAt(newInputs, path)];
  const paths = differences(live, declared, path);
  const updated = isObject(live) && isObject(declared) ? paths.filter(isUpdate) : paths;
  return updated.length > 0 ? updated : [{ kind: "UPDATE", path }];
}

const isUpdate = ({ kind }: Change) => kind === "UPDATE";

/**
 * Whether a path is inside the row's field, or contains it. If rows are nested, only the innermost one counts: a
 * change of the whitelist does not belong to the row of the key pairs.
 */
function isAbout(fields: readonly Row[], field: Row, path: Path): boolean {
  const words = path.filter((part) => typeof part === "string");
  const own = field.path.split(".");
  if (startsWith(own, words)) return true;
  const nearest = fields
    .map((row) => row.path.split("."))
    .filter((row) => startsWith(words, row))
    .sort((a, b) => b.length - a.length)[0];
  return isDeepStrictEqual(nearest, own);
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((part, index) => path[index] === part);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjectList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}
