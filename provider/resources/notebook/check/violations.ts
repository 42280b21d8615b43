/** What is wrong with inputs, all of it at once, each at its property. Nothing is asked of the API. */
import { z } from "zod";
import { camelKey, jsonPath, verbatim, write } from "../../../wire/shape";
import type { CheckFailure } from "../../../engine/check-failure";
import { changedFields } from "../fields";
import { CreationShape, InputShape, type Carried, type NotebookInputs } from "../inputs";
import { PlaceShape } from "../../../config/location";
import { customSpecFailures, poolFailures } from "./pool";
import { isUnknown } from "../../../engine/unknown";
import { dataVolumeFailures, volumeFailures } from "./volume";

type Olds = Partial<NotebookInputs> & Carried;

/**
 * @param inputs what the program declares; in a preview some of it may be unknown and is not judged.
 * @param olds the inputs of the state; empty for a notebook that is to be created.
 */
export function violations(inputs: Readonly<Record<string, unknown>>, olds: Olds): CheckFailure[] {
  const declared = Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !key.startsWith("__")),
  );
  if (inputs["__reference"] !== undefined) {
    // The SDK registers a resource instead of reading one where the id is empty.
    return [{ property: "id", reason: "is empty: Notebook.get needs the id of a notebook" }];
  }
  const isNew = Object.keys(olds).length === 0;
  const body = write(declared);
  return [
    ...unknownProperties(InputShape.extend(PlaceShape.shape), declared, "a property of a notebook"),
    ...shapeViolations(isNew ? CreationShape : InputShape, body),
    ...contradictions(declared),
    ...volumeFailures(declared, isNew),
    ...dataVolumeFailures(declared, olds),
    ...customSpecFailures(declared, olds),
    ...poolFailures(declared, olds, isNew),
    ...shrinking(declared, olds),
  ].sort((a, b) => a.property.localeCompare(b.property));
}

/** The same of inputs for which their shape says everything; `what` as in "a property of a notebook". */
export function inputViolations(
  shape: z.ZodObject,
  what: string,
  declared: object,
): CheckFailure[] {
  return [
    ...unknownProperties(shape, declared, what),
    ...shapeViolations(shape, write(declared)),
  ].sort((a, b) => a.property.localeCompare(b.property));
}

/** The same of a function's arguments, whose shape has the names that programs use. */
export function argumentViolations(
  shape: z.ZodObject,
  name: string,
  given: object,
): CheckFailure[] {
  return [
    ...unknownProperties(shape, given, `an argument of ${name}`),
    ...shapeViolations(shape, given),
  ];
}

/** A misspelt property would otherwise be left out silently: a whitelist, for instance. */
function unknownProperties(shape: z.ZodObject, body: object, what: string): CheckFailure[] {
  const schema = z.toJSONSchema(shape, { io: "input" }) as JsonSchema;
  return strangers(schema, body, []).map(({ path, known }) => ({
    property: jsonPath(path, ""),
    reason: `is not ${what}; known here: ${known.join(", ")}`,
  }));
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
}

function strangers(
  schema: JsonSchema,
  value: unknown,
  path: PropertyKey[],
): { path: PropertyKey[]; known: string[] }[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? []
      : value.flatMap((item, index) => strangers(items, item, [...path, index]));
  }
  if (typeof value !== "object" || value === null || schema.properties === undefined) return [];
  // Under the programs' names: `image_id` would be taken for imageId here, and nowhere else.
  const properties = new Map(
    Object.entries(schema.properties).map(([key, property]) => [camelKey(key), property]),
  );
  return Object.entries(value).flatMap(([key, item]) => {
    const known = properties.get(key);
    return known === undefined
      ? [{ path: [...path, key], known: [...properties.keys()] }]
      : strangers(known, item, [...path, key]);
  });
}

export function shapeViolations(shape: z.ZodObject, body: object): CheckFailure[] {
  const result = shape.safeParse(body, { error: sentence });
  return (
    (result.error?.issues ?? [])
      .filter(({ path }) => !isUnknown(body, path))
      .map(({ path, message }) => ({
        property: propertyPath(path),
        reason: `${message}${found(body, path)}`,
      }))
      // Of a value of the wrong type everything else is wrong, too.
      .filter(({ property }, index, all) => {
        return all.findIndex((other) => other.property === property) === index;
      })
  );
}

/** The engine shows the value of top-level properties only. Hooks may hold secrets and are not shown. */
function found(root: object, path: readonly PropertyKey[]): string {
  if (path.length < 2 || path[0] === "hooks") return "";
  const value = path.reduce<unknown>(
    (held, key) => (held as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
  return value === undefined || typeof value === "object"
    ? ""
    : `, but is ${JSON.stringify(value)}`;
}

/** zod's own sentences speak of "input"; these follow the property's name. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined || issue.input === null) return "is required";
  if (issue.code === "invalid_type") return `must be ${article(issue.expected)}`;
  if (issue.code === "invalid_key") return issue.issues[0]?.message;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  return undefined;
}

function article(type: string): string {
  const name = { int: "whole number", record: "object" }[type] ?? type;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

/** What each property allows by itself, but not together. */
function contradictions({
  endpoints,
  lease,
  desiredStatus,
}: Partial<NotebookInputs>): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });

  if (lease && typeof lease === "object" && lease.enable !== false) {
    if (lease.duration === undefined) {
      fail("lease.duration", "is required unless enable is false");
    }
  }
  if (lease !== undefined && desiredStatus === "STOPPED") {
    fail("lease", "is for a notebook that runs; desiredStatus is STOPPED");
  }
  if (Array.isArray(endpoints)) {
    endpoints.forEach((endpoint: (typeof endpoints)[number] | null, index) => {
      if (endpoint?.service !== "NOTEBOOK") return;
      for (const key of ["allowedAccessIps", "keyPairNames"] as const) {
        if (endpoint[key] !== undefined) {
          fail(`endpoints[${index}].${key}`, "is only for service SSH");
        }
      }
    });
  }
  return failures;
}

/** The size, in GB, that the inputs of the state declare, or declared when they last did. */
export function declaredCapacity({ volume, __capacity }: Olds): number | undefined {
  return volume?.capacity ?? __capacity;
}

/** A disk only grows; a notebook that is replaced for another reason gets a new one. */
function shrinking(declared: Partial<NotebookInputs>, olds: Olds): CheckFailure[] {
  const { capacity: now } = declared.volume ?? {};
  const before = declaredCapacity(olds);
  if (typeof now !== "number" || typeof before !== "number" || now >= before) return [];
  if (changedFields(declared, olds).some(({ change }) => change === "replace")) return [];
  return [
    {
      property: "volume.capacity",
      reason: `must not be less than now, ${before} GB: a disk only grows`,
    },
  ];
}

function propertyPath(path: readonly PropertyKey[]): string {
  const isOurs = (index: number) => !verbatim.includes(path[index - 1] ?? "");
  return jsonPath(
    path.map((part, index) => (typeof part === "string" && isOurs(index) ? camelKey(part) : part)),
    "",
  );
}
