/** Checks values against a shape and reports all violations at once, each at its property. */
import type { z } from "zod";
import type { CheckFailure } from "../../engine/check-failure";
import { isUnknown } from "../../engine/unknown";
import { jsonPath } from "../../wire/shape";

/**
 * @param shape under the names that programs use, as `camelShape` makes it.
 * @param given the values; those that a preview does not know yet are not checked.
 * @param what for the message about an unknown key, which "is not" this: e.g. "a property of a notebook".
 */
export function shapeViolations(shape: z.ZodObject, given: object, what: string): CheckFailure[] {
  const result = shape.safeParse(given, { error: (issue) => sentence(issue, what) });
  const failures = (result.error?.issues ?? [])
    // An unknown key is wrong whatever the values around it are.
    .filter(({ code, path }) => code === "unrecognized_keys" || !isUnknown(given, path))
    .flatMap((issue) =>
      pathsOf(issue).map((path) => ({
        property: jsonPath(path, ""),
        reason: `${issue.message}${foundValue(given, issue)}`,
        code: "modelarts/invalid-input" as const,
      })),
    );
  // One failure for each property: a value of the wrong type may break several rules at once.
  return failures.filter(
    ({ property }, index) => failures.findIndex((other) => other.property === property) === index,
  );
}

/** zod reports all unknown keys of one object in one issue. */
function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => [...issue.path, key])
    : [issue.path];
}

/** The engine shows the values of top-level properties only. Hooks may hold secrets, so they are not shown. */
function foundValue(root: object, { code, path }: z.core.$ZodIssue): string {
  if (code === "unrecognized_keys" || path.length < 2 || path[0] === "hooks") return "";
  const value = path.reduce<unknown>(
    (parent, key) => (parent as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
  return value === undefined || typeof value === "object"
    ? ""
    : `, but is ${JSON.stringify(value)}`;
}

/** Half a sentence that follows the property's name; undefined: zod's own message. */
function sentence(issue: z.core.$ZodRawIssue, what: string): string | undefined {
  // Without this, a misspelt property (a whitelist, for instance) would be ignored silently.
  if (issue.code === "unrecognized_keys") return `is not ${what}; known here: ${knownKeys(issue)}`;
  if (issue.input === undefined || issue.input === null) return "is required";
  if (issue.code === "invalid_type")
    return `must be ${withArticle(typeNames[issue.expected] ?? issue.expected)}`;
  if (issue.code === "invalid_key") return issue.issues[0]?.message;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  return undefined;
}

function knownKeys({ inst }: z.core.$ZodRawIssue): string {
  return Object.keys((inst as z.ZodObject | undefined)?.shape ?? {}).join(", ");
}

/** zod's types that programs know by another name. */
const typeNames: Readonly<Record<string, string>> = { int: "whole number", record: "object" };

/** @param noun e.g. "image", which becomes "an image". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

export function byProperty(a: CheckFailure, b: CheckFailure): number {
  return a.property.localeCompare(b.property);
}
