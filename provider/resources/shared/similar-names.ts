/** The names that a user may have meant by a name that nothing has. */
import { editDistance, nearest } from "./nearest";

const MOST_NAMES = 5;

/**
 * @param containing names that contain the wanted one.
 * @param all returns every name; called if no name contains the wanted one.
 * @returns a sentence with at most five names; undefined if no name is similar.
 */
export async function similarNames(
  wanted: string,
  containing: readonly string[],
  all: () => Promise<readonly string[]>,
): Promise<string | undefined> {
  // The error is about the name. An error of the second list must not take its place.
  const similar =
    containing.length > 0 ? containing : nearSpellings(wanted, await all().catch(() => []));
  const names = [...new Set(similar)].slice(0, MOST_NAMES).map((name) => `"${name}"`);
  return names.length === 0 ? undefined : `Similar names: ${names.join(", ")}.`;
}

/** Names that differ in case only, or in at most a third of the characters; the nearest first. */
function nearSpellings(wanted: string, names: readonly string[]): string[] {
  const given = wanted.toLowerCase();
  const most = Math.floor(given.length / 3);
  const near = names.filter((name) => editDistance(given, name.toLowerCase()) <= most);
  return nearest(given, near, (name) => name.toLowerCase(), near.length);
}
