/** Which of the notebooks that were found will be imported, and under which logical names. */
import { ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import type { Filter } from "../list/list-notebooks";
import { logicalNames } from "./logical-names";
import { count, printList, printMessage } from "../terminal/messages";
import type { Managed } from "../pulumi/stack";

export interface SelectedNotebook {
  id: string;
  /** The resource's logical name. */
  name: string;
  /** The notebook's name in the API. */
  ownName: string | undefined;
}

/**
 * Leaves out notebooks that are being deleted, and those that the stack manages already: two resources would
 * manage one notebook. Prints what is left out and why.
 *
 * @param hidesManaged true prints nothing about notebooks that the stack manages already.
 */
export function selectNotebooks(
  found: readonly NotebookDetail[],
  managed: Managed,
  hidesManaged: boolean,
): SelectedNotebook[] {
  // All notebooks get names, so that a name does not depend on what was imported earlier.
  const names = logicalNames(found, managed.names);
  const existing = found.filter(({ status }) => status !== "DELETED");
  const isManaged = ({ id }: NotebookDetail) => managed.ids.has(id);
  const isDeleting = ({ status }: NotebookDetail) => status === "DELETING";
  const title = ({ id, name }: NotebookDetail) => `${name ?? "unnamed"} (${id})`;

  const inStack = existing.filter(isManaged);
  if (inStack.length > 0 && !hidesManaged) {
    printMessage(`${count(inStack.length)} left out, since the stack manages them already:`);
    printList(inStack.map((notebook) => `${title(notebook)} as ${managed.ids.get(notebook.id)}`));
  }
  const deleting = existing.filter(isDeleting);
  if (deleting.length > 0) {
    printMessage(`${count(deleting.length)} left out, being deleted:`);
    printList(deleting.map(title));
  }
  const failed = existing.filter(
    (notebook) => notebook.status === "CREATE_FAILED" && !isManaged(notebook),
  );
  if (failed.length > 0) {
    printMessage(
      `warning: The creation of ${count(failed.length)} failed (CREATE_FAILED); such a notebook can't be ` +
        "repaired. It is imported, and replaced as soon as the program declares anything else for it:",
    );
    printList(failed.map(title));
  }
  return existing
    .filter((notebook) => !isManaged(notebook) && !isDeleting(notebook))
    .map(({ id, name }) => ({ id, name: names.get(id) ?? id, ownName: name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @throws ModelArtsError if nothing was found, with advice that depends on the filter. */
export function checkFound(found: readonly NotebookDetail[], filter: Filter): void {
  if (found.length > 0) return;
  const { allUsers, tag = [], name, status, owner, pool, workspace } = filter;
  const isFiltered = [name, status, owner, pool, workspace, tag[0]].some(
    (one) => one !== undefined,
  );
  const advice = [
    ...(isFiltered ? ["loosen the filters"] : []),
    ...(allUsers ? [] : ["list other users' notebooks with --all-users"]),
    "check the project and the region",
  ].join(", or ");
  throw new ModelArtsError(
    `Nothing was imported: ModelArts lists no notebook${isFiltered ? " that matches" : ""}. ` +
      `${advice[0]?.toUpperCase()}${advice.slice(1)}.`,
  );
}
