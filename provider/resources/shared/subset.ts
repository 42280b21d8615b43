import { isDeepStrictEqual } from "node:util";

/** Of an object, what both sides name is compared; what only one names is the API's own or left to it. */
export function isWithin(declared: unknown, live: unknown): boolean {
  if (typeof declared !== "object" || declared === null) return isDeepStrictEqual(declared, live);
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(declared)) {
    const items = Array.isArray(live) ? (live as unknown[]) : [];
    return (
      items.length === declared.length &&
      declared.every((item, index) => isWithin(item, items[index]))
    );
  }
  const held = live as Record<string, unknown>;
  return Object.entries(declared).every(
    ([key, value]) => value === undefined || held[key] === undefined || isWithin(value, held[key]),
  );
}
