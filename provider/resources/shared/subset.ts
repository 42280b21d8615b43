import { isDeepStrictEqual } from "node:util";

/** Of an object, what both sides name is compared; what only one names is the API's own or left to it. */
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
