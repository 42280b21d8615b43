/** Values that a preview does not know yet. */

/** How the engine writes an unknown string, and its SDK every unknown value. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * How the engine writes an unknown value of each type: string, bool, number, array, object. Source:
 * `UnknownStringValue` and the others in sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi.
 */
export const unknownMarkers: readonly unknown[] = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** True if the value at the path, a value above it, or a part of the value is unknown. */
export function isUnknown(root: unknown, path: readonly PropertyKey[]): boolean {
  let value = root;
  for (const key of path) {
    if (value === UNKNOWN) return true;
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return containsUnknown(value);
}

/** True if the value, or a part of it at any depth, is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  return Object.values(value).some(containsUnknown);
}
