/** Which notebooks a list covers, as messages. */
import type { Coverage } from "../../resources/lists/notebook-lists";
import { withCode } from "../../wire/printable";
import { workspaceTitle } from "../../resources/lists/workspaces";

const MAX_NAMED = 10;

/** The first line says what was searched. Each further line is a warning about what was not. */
export function coverageLines({ workspaces, hasCodeLab, gaps }: Coverage): string[] {
  const names = workspaces.slice(0, MAX_NAMED).map(workspaceTitle);
  const more = workspaces.length - names.length;
  if (more > 0) names.push(`${more} more`);
  const searched =
    names.length === 0
      ? "the whole project"
      : `${names.length === 1 ? "workspace" : "workspaces"} ${enumerated(names)}`;
  return [
    `Looked in ${searched}, CodeLab ${hasCodeLab ? "included" : "not everywhere"}.`,
    ...gaps.map((gap) =>
      withCode(`warning: Notebooks may be missing. Not looked at: ${gap}`, "modelarts/left-out"),
    ),
  ];
}

/** "a, b and c" */
function enumerated(names: readonly string[]): string {
  const [last = "", ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}
