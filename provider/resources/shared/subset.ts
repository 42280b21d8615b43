import { isDeepStrictEqual } from "node:util";

/**
 * Compares the properties that both objects have. A property that only one side has is no difference: the API
 * adds properties of its own, and an undeclared one is left to the API. Lists must have the same length.
 */
export function isSubset(declared: unknown, live: unknown): boolean {
  if (typeof declared !== "object" || declared === null) return isDeepStrictEqual(declared, live);
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(declared)) {
    const items = Array.isArray(live) ? (live as unknown[]) : [];
    return (
      items.length === declared.length &&
      declared.every((item, index) => isSubset(item, items[index]))
    );
  }
  const values = live as Record<string, unknown>;
  return Object.entries(declared).every(
    ([key, value]) =>
      value === undefined || values[key] === undefined || isSubset(value, values[key]),
  );
}
