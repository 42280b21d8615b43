/** Unknown values, as the engine's events write them. */
import { unknownMarkers } from "pulumi-modelarts/engine/unknown";

export function isUnknown(value: unknown): boolean {
  return unknownMarkers.includes(value);
}

/** True if the value is unknown, or holds an unknown value at any depth. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(containsUnknown);
}
