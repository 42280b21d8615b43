/**
 * How a shape is written and read. Every wire file declares zod objects under the API's own names;
 * `read` is the only way in, `write` the only way out, and both rename between the API's snake_case
 * and the program's camelCase, so that no other file ever does.
 */
import { z } from "zod";

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

/** The API's lists of values grow, so a value that is not listed here is kept as the string it is. */
export type OpenEnum<Known extends string> = Known | (string & {});

/** A string with known values, of which none is insisted on when reading. */
export function openEnum<const Known extends readonly string[]>(
  known: Known,
): z.ZodType<OpenEnum<Known[number]>, string> {
  return z.string().meta({ knownValues: known });
}

/** A whole number that the official client reads as text. What says no number counts as missing. */
export const numberOrText = () =>
  z
    .union([z.number(), z.string()])
    .transform((said) =>
      said === "" || !Number.isInteger(Number(said)) ? undefined : Number(said),
    )
    .pipe(z.int().optional());

/** An id that an example answers as a number (`"id": 0`), and the official client reads as text. */
export const textOrNumber = () =>
  z.union([z.string(), z.number()]).transform(String).pipe(z.string());

/** A list that the official client reads as one text, or the other way round: then with commas between. */
export const listOrText = () =>
  z.preprocess(
    (said: string | string[]) =>
      typeof said === "string" ? said.split(/[\s,]+/).filter(Boolean) : said,
    z.array(z.string()),
  );

/** Milliseconds since 1970, UTC. */
export const timestamp = () => z.int();

/** An answer that violates its shape. `path` is a JSON path such as `$.endpoints[0].uri`. */
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
 * Reads an answer: `null` counts as missing, unknown fields are left out, a violation throws.
 *
 * @throws ShapeError naming each violation with its JSON path.
 */
export function read<Shape extends z.ZodType>(
  shape: Shape,
  json: unknown,
  what: string,
): Camel<z.output<Shape>> {
  const result = shape.safeParse(withoutNulls(json));
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
 * The same shape under the names that programs use: camel case at every depth, and no keys beside those of
 * the shape (zod's issue `unrecognized_keys`). Of a shape that transforms objects, what comes out of it.
 */
export function camelShape<Shape extends z.ZodObject>(shape: Shape): CamelShape<Shape> {
  return renamed(shape) as CamelShape<Shape>;
}

/** Each key holds a schema of the same value in camel case. */
export type CamelShape<Shape extends z.ZodObject> = z.ZodObject<{
  [Key in keyof Shape["shape"] & string as CamelKey<Key>]: z.ZodType<
    Camel<z.output<Shape["shape"][Key]>>,
    Camel<z.input<Shape["shape"][Key]>>
  >;
}>;

/** The renamed schema of each schema, made once. */
const renamedSchemas = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

function renamed(schema: z.core.$ZodType): z.core.$ZodType {
  const known = renamedSchemas.get(schema);
  if (known !== undefined) return known;
  const result = withMeta(rebuilt(schema), schema);
  renamedSchemas.set(schema, result);
  return result;
}

/** Only what holds objects is built anew, with its checks. */
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

/** Writes a request body: camel case to the API's names; what is undefined is not sent. */
export function write<T extends object>(value: Camel<T>): T {
  return renameKeys(value, snakeKey) as T;
}

/**
 * Writes a query. The keys are looked up in the shape, since not all of them are snake case on the
 * wire (`workspaceId`).
 */
export function writeQuery(shape: z.ZodObject, values: object): Record<string, string> {
  const query: Record<string, string> = {};
  for (const key of Object.keys(shape.shape)) {
    const value = (values as Record<string, string | number | boolean | undefined>)[camelKey(key)];
    if (value !== undefined) query[key] = String(value);
  }
  return query;
}

/** `$.endpoints[0].uri` from `["endpoints", 0, "uri"]`; without a root as Pulumi writes property paths. */
export function jsonPath(path: readonly PropertyKey[], root = "$"): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, root);
}

/** The value of an object at one of the API's names, where the object may be in camel case. */
export function fieldOf(object: object, key: string): unknown {
  const values = object as Record<string, unknown>;
  return values[key] ?? values[camelKey(key)];
}

export function camelKey(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Properties whose keys are the user's own words. */
export const verbatim: readonly PropertyKey[] = ["tags"];

/** A value under the names that programs use. */
export function camelKeys(value: unknown): unknown {
  return renameKeys(value, camelKey);
}

function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [
        rename(key),
        verbatim.includes(key) ? item : renameKeys(item, rename),
      ]),
  );
}

function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.filter((item) => item !== null).map(withoutNulls);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
