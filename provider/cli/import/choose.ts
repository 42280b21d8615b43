/** Which of the notebooks that were found are to be imported, and under which names. */
import { ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import type { Filter } from "../list/list";
import { logicalNames } from "./names";
import { count, say, sayEach } from "../terminal/say";
import type { Managed } from "./stack";

export interface Chosen {
  id: string;
  /** Its logical name. */
  name: string;
  /** What it is called in the API. */
  ownName: string | undefined;
}

/** One that the stack holds is never imported a second time: two resources would own one notebook. */
export function choose(
  found: readonly NotebookDetail[],
  managed: Managed,
  isQuiet: boolean,
): Chosen[] {
  // Named before anything is left out, so that names don't depend on what was imported earlier.
  const names = logicalNames(found, managed.names);
  const live = found.filter(({ status }) => status !== "DELETED");
  const going = live.filter(({ status }) => status === "DELETING");
  const held = live.filter(({ id }) => managed.ids.has(id));
  const title = ({ id, name }: NotebookDetail) => `${name ?? "unnamed"} (${id})`;

  if (held.length > 0 && !isQuiet) {
    say(`${count(held.length)} left out, since the stack holds them already:`);
    sayEach(held.map((notebook) => `${title(notebook)} as ${managed.ids.get(notebook.id)}`));
  }
  if (going.length > 0) {
    say(`${count(going.length)} left out, being deleted:`);
    sayEach(going.map(title));
  }
  const failed = live.filter(
    (notebook) => notebook.status === "CREATE_FAILED" && !held.includes(notebook),
  );
  if (failed.length > 0) {
    say(
      `warning: ${count(failed.length)} never came up (CREATE_FAILED), which nothing mends. ` +
        "Imported, it is replaced as soon as the program declares anything else of it:",
    );
    sayEach(failed.map(title));
  }
  return live
    .filter((notebook) => !held.includes(notebook) && !going.includes(notebook))
    .map(({ id, name }) => ({ id, name: names.get(id) ?? id, ownName: name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function refuseNone(found: readonly NotebookDetail[], filter: Filter): void {
  if (found.length > 0) return;
  const { allUsers, tag = [], name, status, owner, pool, workspace } = filter;
  const isFiltered = [name, status, owner, pool, workspace, tag[0]].some(
    (one) => one !== undefined,
  );
  const advice = [
    ...(isFiltered ? ["loosen the filters"] : []),
    ...(allUsers ? [] : ["look at other users' with --all-users"]),
    "check the project and the region",
  ].join(", or ");
  throw new ModelArtsError(
    `Nothing was imported: ModelArts lists no notebook${isFiltered ? " that matches" : ""}. ` +
      `${advice[0]?.toUpperCase()}${advice.slice(1)}.`,
  );
}
