/** Values that are not known before an update, as the engine's events write them. */

/** Source: `UnknownStringValue` and its like, sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi. */
const UNKNOWN: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // of a string, or of any type
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: unknown): boolean {
  return UNKNOWN.has(value);
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
