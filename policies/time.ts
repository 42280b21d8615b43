export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** YYYY-MM-DD, in UTC. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function daysBetween(earlier: number, later: number): number {
  return Math.floor((later - earlier) / DAY_MS);
}
