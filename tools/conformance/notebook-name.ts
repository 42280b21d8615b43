/** The notebook of a run is recognised by its name, and its description says what it is. */
export const NAME_PREFIX = "pulumi-modelarts-conformance-";

/** Both hold only characters that every cloud takes. */
export const DESCRIPTION =
  "Made by npm run conformance of pulumi-modelarts, which deletes it at the end. It may be deleted.";
export const NEW_DESCRIPTION = `${DESCRIPTION} Renamed by a check.`;
/** Characters that only one of the sources says a description can hold. */
export const DISPUTED_DESCRIPTION = `${DESCRIPTION} Checked with & " ' /`;

/** `pulumi-modelarts-conformance-20261125-004012`. */
export function nameAt(time: number): string {
  const text = new Date(time).toISOString();
  return NAME_PREFIX + text.replace(/\..*$/, "").replaceAll(/[-:]/g, "").replace("T", "-");
}

export function newNameOf(name: string): string {
  return `${name}-renamed`;
}

/** Texts that every run sends, so that they tell nothing about anybody. */
export function isOwnText(text: string): boolean {
  return text.startsWith(NAME_PREFIX) || text.startsWith(DESCRIPTION);
}
