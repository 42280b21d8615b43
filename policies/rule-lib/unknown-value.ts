/** Values that a preview does not know yet. The SDK throws an error when a rule reads one. */

/**
 * The SDK exports the error's class, but its type declarations leave the class out. The SDK is loaded only
 * when there is an error: loading takes a third of a second, and most commands never need it.
 */
export function isUnknownValueError(error: unknown): error is Error {
  const sdk = require("@pulumi/policy") as { UnknownValueError: new (...args: never[]) => Error };
  return error instanceof sdk.UnknownValueError;
}

/**
 * Checks each item, also those after an unknown one.
 *
 * @throws UnknownValueError after all other items, if an item is unknown.
 */
export function* checkEach<Item, Found>(
  items: readonly Item[] | undefined | null,
  check: (item: Item, index: number) => Iterable<Found>,
): Generator<Found> {
  let unknown: Error | undefined;
  for (let index = 0; index < (items?.length ?? 0); index++) {
    try {
      const item = items?.[index];
      if (item !== undefined && item !== null) yield* check(item, index);
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
  }
  if (unknown !== undefined) throw unknown;
}

/**
 * Runs each check, also those after one that read an unknown value.
 *
 * @throws UnknownValueError after all checks, if one of them read an unknown value.
 */
export function* runChecks<Found>(...checks: (() => Iterable<Found>)[]): Generator<Found> {
  yield* checkEach(checks, (check) => check());
}

/** The value, or `fallback` if a preview does not know the value yet. */
export function knownOr<Value>(fallback: Value, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return fallback;
  }
}

/** Yields items up to the first unknown one. Returns the UnknownValueError, if there was one. */
export function* untilUnknown<Item>(items: Iterable<Item>): Generator<Item, Error | undefined> {
  try {
    yield* items;
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return error;
  }
  return undefined;
}
