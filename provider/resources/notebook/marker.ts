/**
 * The marker at the end of a description: it tells a run on another machine which resource of which stack a notebook
 * was created for. Inputs and state do not contain it. docs/decisions/lost-creates.md says why.
 */
import { notebookInputs } from "../../wire/notebook-inputs";

const MARKER = / ?\[pulumi:([0-9a-f]{16})\]$/;

/** @returns undefined if the description with the marker would be too long. */
export function withMarker(description = "", journalKey: string): string | undefined {
  const marked = `${description} [pulumi:${journalKey}]`.trimStart();
  return notebookInputs.description.schema.safeParse(marked).success ? marked : undefined;
}

export function withoutMarker(description: string | undefined): string | undefined {
  return description?.replace(MARKER, "");
}

/** The journal key in the marker. */
export function markerOf(description: string | undefined): string | undefined {
  return MARKER.exec(description ?? "")?.[1];
}
