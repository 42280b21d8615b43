/** Removes undefined values at every depth: gRPC's structures have no such value. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

export function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
