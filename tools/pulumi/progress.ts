/** Long work must say a line at least every 15 seconds. */
const INTERVAL = 10_000;

/** Calls `report` with the seconds so far, until the function that it returns is called. */
export function every(report: (seconds: number) => void, interval = INTERVAL): () => void {
  const started = Date.now();
  const timer = setInterval(() => report(Math.round((Date.now() - started) / 1000)), interval);
  return () => clearInterval(timer);
}
