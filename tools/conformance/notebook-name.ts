/** Name and description of a run's notebook. The name identifies the notebook. */
export const NAME_PREFIX = "pulumi-modelarts-conformance-";

/** Has only characters that every cloud accepts. */
export const DESCRIPTION =
  "Made by npm run conformance of pulumi-modelarts, which deletes it at the end. It may be deleted.";
export const NEW_DESCRIPTION = `${DESCRIPTION} Renamed by a check.`;
/** Has characters that only one of the sources allows (`description-characters` in assumptions.ts). */
export const DISPUTED_DESCRIPTION = `${DESCRIPTION} Checked with & " ' /`;

/** E.g. `pulumi-modelarts-conformance-20261125-004012`. `time` is in milliseconds since 1970 (UTC). */
export function nameAt(time: number): string {
  const text = new Date(time).toISOString();
  return NAME_PREFIX + text.replace(/\..*$/, "").replaceAll(/[-:]/g, "").replace("T", "-");
}

export function newNameOf(name: string): string {
  return `${name}-renamed`;
}

/** Whether every run sends such a text. A recording keeps it, since it says nothing about the user. */
export function isOwnText(text: string): boolean {
  return text.startsWith(NAME_PREFIX) || text.startsWith(DESCRIPTION);
}
