/** The JSON of an answer without an error status → the value that the operation returns. */
import type { Operation } from "./operations";
import { withRows } from "./page";
import { camelKey, read, ShapeError } from "./shape";

/** The values of the path's parameters. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * @throws ShapeError if the answer is not what the operation documents, or is about another resource than the one
 * in the path.
 */
export function readResponse(operation: Operation, json: unknown, path: PathValues = {}): unknown {
  const { answers, response, rows, echoes } = operation;
  const whole = rows === undefined ? json : withRows(json, rows, answers);
  const answer: unknown = read(response, whole, answers);
  const violations = isEmptyObject(answer)
    ? [{ path: "$", message: "has none of the documented fields" }]
    : differences(answer, path, echoes);
  if (violations.length > 0) throw new ShapeError(answers, violations);
  return answer;
}

/** No operation documents an object without fields: `{}` is an error, or is not from this API. */
function isEmptyObject(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && Object.keys(answer).length === 0;
}

/** A cache or a proxy may answer with another resource. Nothing of such an answer must be used. */
function differences(answer: unknown, path: PathValues, echoes: Operation["echoes"] = {}) {
  return Object.entries(echoes).flatMap(([field, parameter]) => {
    const [asked, answered] = [
      path[parameter],
      (answer as PathValues | undefined)?.[camelKey(field)],
    ];
    if (asked === undefined || answered === undefined || isSame(asked, answered)) return [];
    return [{ path: `$.${field}`, message: `is "${answered}", but "${asked}" was requested` }];
  });
}

/** UUIDs are compared without case (RFC 9562). */
function isSame(asked: string, answered: string): boolean {
  return asked.toLowerCase() === answered.toLowerCase();
}
