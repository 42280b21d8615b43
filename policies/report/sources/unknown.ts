/** Values that are not known before an update, as the engine's events write them. */

import { unknownMarkers } from "pulumi-modelarts/engine/unknown";

export function isUnknown(value: unknown): boolean {
  return unknownMarkers.includes(value);
}

/** Whether it, or anything in it, is not known. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(holdsUnknown);
}

/** What is to be, as far as it is known: an output that is not known yet becomes what its input says. */
export function planned(
  inputs: Readonly<Record<string, unknown>> | null | undefined,
  outputs: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, unknown> {
  const known = Object.entries(outputs ?? {}).filter(
    ([name, value]) => (inputs?.[name] ?? null) === null || !holdsUnknown(value),
  );
  return { ...inputs, ...Object.fromEntries(known) };
}
