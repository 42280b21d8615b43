/** Without what is undefined, at every depth: gRPC's structures have no such value. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
