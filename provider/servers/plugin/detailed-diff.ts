/**
 * What differs, path by path, as `pulumi preview --diff` shows it. What has to be done about it is
 * `lifecycle.diff`'s; this only finds the places. Source: TranslateDetailedDiff of the engine, which
 * looks an entry up in the old inputs (`inputDiff`) or the old outputs, and in the new inputs.
 */
import { isDeepStrictEqual } from "node:util";
import type { Kind, Properties, Row } from "../../resources/resource-kind";
import { jsonPath } from "../../wire/shape";

export interface PropertyChange {
  kind: "ADD" | "DELETE" | "UPDATE";
  isReplacing: boolean;
  /** Whether the old value is the one of the inputs; otherwise it is the live one. */
  isInput: boolean;
}

type Path = readonly (string | number)[];
type Place = Pick<PropertyChange, "kind"> & { path: Path };

/** @returns the changes by their property paths, each of which is there before or after. */
export function propertyChanges(
  kind: Kind,
  oldInputs: Properties,
  state: Properties,
  news: Properties,
): Map<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>();
  if (kind.lifecycle.diff(state, news).replaces.includes("status")) {
    changes.set("status", { kind: "DELETE", isReplacing: true, isInput: false });
  }
  const changed = kind.changed(news, state);
  const add = ({ kind, path }: Place, rows: readonly Row[], isInput: boolean) => {
    const isReplacing = rows.some(({ change }) => change === "replace");
    changes.set(jsonPath(path, ""), { kind, isReplacing, isInput });
  };
  const found = new Set<Row>();
  for (const place of differences(visible(oldInputs), visible(news))) {
    const rows = changed.filter((field) => isAbout(kind, field, place.path));
    if (rows.length > 0) add(place, rows, true);
    for (const row of rows) found.add(row);
  }
  // What the inputs do not show is drift: the live notebook is no longer what they declared.
  for (const field of changed.filter((row) => !found.has(row))) {
    for (const place of drifted(field, state, news)) add(place, [field], false);
  }
  return changes;
}

/** What begins with __ is not the program's. */
function visible(inputs: Properties): object {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

/** Down to what is no object or list of objects: the items of a plain list are shown together. */
function differences(before: unknown, after: unknown, path: Path = []): Place[] {
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

/** Of what both sides name, the places that differ; the whole where none can be pointed at. */
function drifted(field: Row, state: Properties, news: Properties): Place[] {
  // Live endpoints stand in an order of their own, so no index would mean the same on both sides.
  const path = field.path.startsWith("endpoints") ? ["endpoints"] : field.path.split(".");
  const [live, declared] = [at(path, state), at(path, news)];
  const places = differences(live, declared, path);
  const updated = isObject(live) && isObject(declared) ? places.filter(isUpdate) : places;
  return updated.length > 0 ? updated : [{ kind: "UPDATE", path }];
}

const isUpdate = ({ kind }: Place) => kind === "UPDATE";

/**
 * Whether a place is in what the row is about, or holds it. Of rows within rows the nearest one counts:
 * a whitelist is no matter of the key pairs beside it.
 */
function isAbout({ fields }: Kind, field: Row, path: Path): boolean {
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

function at(path: readonly string[], root: object): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], root);
}
