/** What a list of notebooks looked at, as lines for people. */
import type { Coverage } from "../../resources/lists/notebook-lists";
import { workspaceTitle } from "../../resources/lists/workspaces";

/** At most this many workspaces are named. */
const MOST = 10;

/** The first line says what was looked at, each further one what was not. */
export function coverageLines({ workspaces, hasCodeLab, gaps }: Coverage): string[] {
  const names = workspaces.slice(0, MOST).map(workspaceTitle);
  const more = workspaces.length - names.length;
  if (more > 0) names.push(`${more} more`);
  const where =
    names.length === 0
      ? "the whole project"
      : `${names.length === 1 ? "workspace" : "workspaces"} ${listed(names)}`;
  return [
    `Looked in ${where}, CodeLab ${hasCodeLab ? "included" : "not everywhere"}.`,
    ...gaps.map((gap) => `warning: Notebooks may be missing. Not looked at: ${gap}`),
  ];
}

/** "a, b and c" */
function listed(names: readonly string[]): string {
  const [last = "", ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}
