/** Values that a preview does not know yet: reading one throws. */

/**
 * The SDK exports the error's class, but its type declarations leave it out. It is asked for when there is
 * an error: it takes a third of a second to load, and commands that read no unknown value do without.
 */
export function isUnknownValueError(error: unknown): error is Error {
  const sdk = require("@pulumi/policy") as { UnknownValueError: new (...args: never[]) => Error };
  return error instanceof sdk.UnknownValueError;
}

/**
 * Judges one item after another. An item that is not known yet does not keep the others from being
 * judged, but in the end it is said.
 *
 * @throws UnknownValueError after all other items.
 */
export function* eachKnown<Item, Found>(
  items: readonly Item[] | undefined | null,
  judge: (item: Item, index: number) => Iterable<Found>,
): Generator<Found> {
  let unknown: Error | undefined;
  for (let index = 0; index < (items?.length ?? 0); index++) {
    try {
      const item = items?.[index];
      if (item !== undefined && item !== null) yield* judge(item, index);
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
  }
  if (unknown !== undefined) throw unknown;
}

/** The same of several properties. */
export function* allKnown<Found>(...judges: (() => Iterable<Found>)[]): Generator<Found> {
  yield* eachKnown(judges, (judge) => judge());
}

/** A value, or the other one where a preview does not know it yet. */
export function knownOr<Value>(other: Value, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return other;
  }
}

/** Items up to the first that a preview does not know yet; that error, if any, is what it returns. */
export function* untilUnknown<Item>(items: Iterable<Item>): Generator<Item, Error | undefined> {
  try {
    yield* items;
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return error;
  }
  return undefined;
}
