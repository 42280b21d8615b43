/**
 * Reads answers and writes requests. Every file in wire/ declares zod objects under the API's own names. Only
 * `read`, `write` and `writeQuery` rename between the API's snake_case and the program's camelCase.
 */
import { z } from "zod";
import { printable, withoutTerminalControls } from "./printable";

/** `create_at` → `createAt`. */
export type CamelKey<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelKey<Tail>>}`
  : S;

/** A wire type with every key, at every depth, in camel case. */
export type Camel<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? Camel<Item>[]
    : T extends object
      ? { [K in keyof T as K extends string ? CamelKey<K> : K]: Camel<T[K]> }
      : T;

/** The API may add values to an enumeration, so a value that is not listed is kept as a string. */
export type OpenEnum<Known extends string> = Known | (string & {});

/** A string with known values. Other values are accepted, too. */
export function openEnum<const Known extends readonly string[]>(
  known: Known,
): z.ZodType<OpenEnum<Known[number]>, string> {
  return cloudText().meta({ knownValues: known });
}

/**
 * A text that only the cloud writes, such as the reason of a failure. It becomes one line without control
 * characters here, where it is read, since it ends up in error messages, and the engine prints those as they are.
 */
export const cloudText = () => z.string().overwrite(printable);

/** A whole number, or a text with one, as the official client reads it. Any other text counts as missing. */
export const numberOrText = () =>
  z
    .union([z.number(), z.string()])
    .transform((value) =>
      value === "" || !Number.isInteger(Number(value)) ? undefined : Number(value),
    )
    .pipe(z.int().optional());

/** An id that is a number in one example (`"id": 0`) and a text in the official client. */
export const textOrNumber = () =>
  z.union([z.string(), z.number()]).transform(String).pipe(z.string());

/** A list of texts, or one text with commas in between: documentation and official client differ. */
export const listOrText = () =>
  z.preprocess(
    (value: string | string[]) =>
      typeof value === "string" ? value.split(/[\s,]+/).filter(Boolean) : value,
    z.array(z.string()),
  );

/** Milliseconds since 1970 (UTC). */
export const timestamp = () => z.int();

/** The answer does not have its documented shape. `path` is a JSON path such as `$.endpoints[0].uri`. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";

  constructor(
    readonly what: string,
    readonly violations: readonly { path: string; message: string }[],
  ) {
    const list = violations.map(({ path, message }) => `${path}: ${message}`).join("; ");
    super(`The answer is not a valid ${what}: ${list}`);
  }
}

/**
 * Reads an answer: `null` counts as missing, unknown fields are left out, and characters that control a terminal are
 * replaced in every text. The engine quotes most outputs, but prints the diff of a text with line breaks as it is,
 * with escape sequences in effect. Line breaks stay, since a description may have them.
 *
 * @throws ShapeError naming each violation with its JSON path.
 */
export function read<Shape extends z.ZodType>(
  shape: Shape,
  json: unknown,
  what: string,
): Camel<z.output<Shape>> {
  const result = shape.safeParse(normalized(json, what));
  if (!result.success) {
    const violations = result.error.issues.map((issue) => ({
      path: jsonPath(issue.path),
      message: issue.message,
    }));
    throw new ShapeError(what, violations);
  }
  return renameKeys(result.data, camelKey) as Camel<z.output<Shape>>;
}

/**
 * The same shape under the names that programs use: camel case at every depth. Keys that the shape does not have
 * are refused (zod's issue `unrecognized_keys`). For a shape that transforms objects, the result's shape.
 */
export function camelShape<Shape extends z.ZodObject>(shape: Shape): CamelShape<Shape> {
  return renamed(shape) as CamelShape<Shape>;
}

/** Each key in camel case, with the schema of the same value in camel case. */
export type CamelShape<Shape extends z.ZodObject> = z.ZodObject<{
  [Key in keyof Shape["shape"] & string as CamelKey<Key>]: z.ZodType<
    Camel<z.output<Shape["shape"][Key]>>,
    Camel<z.input<Shape["shape"][Key]>>
  >;
}>;

/** The renamed schema of each schema, so that each is made once. */
const renamedSchemas = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

function renamed(schema: z.core.$ZodType): z.core.$ZodType {
  const known = renamedSchemas.get(schema);
  if (known !== undefined) return known;
  const result = withMeta(rebuilt(schema), schema);
  renamedSchemas.set(schema, result);
  return result;
}

/** Only schemas that contain objects are built again, with their checks. */
function rebuilt(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(
      Object.entries(schema.shape as z.core.$ZodShape).map(([key, value]) => [
        camelKey(key),
        renamed(value),
      ]),
    );
    return schema.clone({ ...schema.def, shape, catchall: z.never() });
  }
  if (schema instanceof z.ZodArray) {
    return schema.clone({ ...schema.def, element: renamed(schema.element) });
  }
  if (schema instanceof z.ZodOptional) {
    return schema.clone({ ...schema.def, innerType: renamed(schema.unwrap()) });
  }
  const isTransformed = schema instanceof z.ZodPipe && schema.out instanceof z.ZodObject;
  return isTransformed ? renamed(schema.out) : schema;
}

function withMeta(schema: z.core.$ZodType, of: z.core.$ZodType): z.core.$ZodType {
  const meta = z.globalRegistry.get(of);
  if (schema !== of && meta !== undefined) z.globalRegistry.add(schema, meta);
  return schema;
}

/** Writes a request body under the API's names, without undefined values. */
export function write<T extends object>(value: Camel<T>): T {
  return renameKeys(value, snakeKey) as T;
}

/**
 * Writes a query. The names come from the shape, since not all of them are snake case in the API
 * (`workspaceId`).
 */
export function writeQuery(shape: z.ZodObject, values: object): Record<string, string> {
  const query: Record<string, string> = {};
  for (const key of Object.keys(shape.shape)) {
    const value = (values as Record<string, string | number | boolean | undefined>)[camelKey(key)];
    if (value !== undefined) query[key] = String(value);
  }
  return query;
}

/** `$.endpoints[0].uri` from `["endpoints", 0, "uri"]`; with an empty root, a property path as Pulumi writes it. */
export function jsonPath(path: readonly PropertyKey[], root = "$"): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, root);
}

/** The value of an object's key, given under the API's name. The object may have it in camel case. */
export function fieldOf(object: object, key: string): unknown {
  const values = object as Record<string, unknown>;
  return values[key] ?? values[camelKey(key)];
}

/** Every answer has the same names. They are those of shapes, so the map stays small. */
const camelNames = new Map<string, string>();

export function camelKey(key: string): string {
  const known = camelNames.get(key);
  if (known !== undefined) return known;
  const name = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  camelNames.set(key, name);
  return name;
}

export function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Properties whose keys the user chose, so they are not renamed. */
export const verbatim: readonly PropertyKey[] = ["tags"];

/** The value with all keys in camel case, as programs write them. */
export function camelKeys(value: unknown): unknown {
  return renameKeys(value, camelKey);
}

/** JSON may have this key. An assignment would change the object's prototype; no shape has it. */
const PROTOTYPE = "__proto__";

function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (typeof value !== "object" || value === null) return value;
  const named: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = rename(key);
    if (item === undefined || name === PROTOTYPE) continue;
    named[name] = verbatim.includes(key) ? item : renameKeys(item, rename);
  }
  return named;
}

/** More levels than any shape has. Functions that call themselves for each level would end the process. */
const MAX_DEPTH = 100;

/** @throws ShapeError if the value has too many levels. */
function normalized(json: unknown, what: string, levels = MAX_DEPTH): unknown {
  if (typeof json === "string") return withoutTerminalControls(json);
  if (typeof json !== "object" || json === null) return json;
  if (levels === 0) {
    throw new ShapeError(what, [{ path: "$", message: `has more than ${MAX_DEPTH} levels` }]);
  }
  if (Array.isArray(json)) {
    return json.filter((item) => item !== null).map((item) => normalized(item, what, levels - 1));
  }
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(json)) {
    if (item !== null && key !== PROTOTYPE) kept[key] = normalized(item, what, levels - 1);
  }
  return kept;
}
