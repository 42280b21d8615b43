/**
 * @param text a Go duration such as `1h30m`, as Pulumi's `customTimeouts` takes it.
 * @returns milliseconds; undefined if the text is no duration.
 */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit as Unit], 0);
}

type Unit = keyof typeof UNITS;
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
