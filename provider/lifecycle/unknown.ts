/** Values that a preview does not know yet. */
import { UNKNOWN } from "./fields";

/** Whether the value at the path, or what holds it, is not known yet, or hangs on something that isn't. */
export function isUnknown(root: unknown, path: readonly PropertyKey[]): boolean {
  let value = root;
  for (const key of path) {
    if (value === UNKNOWN) return true;
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return containsUnknown(value);
}

export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  return Object.values(value).some(containsUnknown);
}
