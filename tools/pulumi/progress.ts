/** The time between two progress lines, in milliseconds. */
const INTERVAL_MS = 10_000;

/** Calls `report` again and again with the seconds since now. Returns a function that ends this. */
export function every(report: (seconds: number) => void, intervalMs = INTERVAL_MS): () => void {
  const started = Date.now();
  const timer = setInterval(() => report(Math.round((Date.now() - started) / 1000)), intervalMs);
  return () => clearInterval(timer);
}
