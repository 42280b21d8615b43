/** Removes undefined values at every depth: gRPC's structures have no such value. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** @returns the value at a path; undefined if an object on the way is missing. */
export function valueAt(root: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], root);
}

export function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
