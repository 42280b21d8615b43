/** Which of the resources that were found will be imported, and under which logical names. */
import { ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import type { Filter } from "../list/list-notebooks";
import type { Importable } from "./import-file";
import { logicalNames } from "./logical-names";
import { counted } from "./obstacles";
import { printList, printMessage, printWarning } from "../terminal/messages";
import type { Managed } from "../pulumi/stack";

/** A resource that exists. */
export interface Found extends Importable {
  /** For messages. */
  title: string;
  status: string | undefined;
  /** The notebook's name in the API. */
  ownName?: string | undefined;
}

/** All notebooks get names, so that a name does not depend on what was imported earlier. */
export function foundNotebooks(
  notebooks: readonly NotebookDetail[],
  { names: taken }: Pick<Managed, "names">,
): Found[] {
  const names = logicalNames(notebooks, taken);
  return notebooks
    .filter(({ status }) => status !== "DELETED")
    .map(({ id, name, status }) => ({
      kind: "Notebook",
      ...{ id, name: names.get(id) ?? id, title: name ?? "unnamed", status, ownName: name },
    }));
}

/**
 * Leaves out notebooks that are being deleted, and resources that the stack manages already: two resources would
 * manage one. Prints what is left out and why.
 *
 * @param hidesManaged true prints nothing about resources that the stack manages already.
 */
export function selectResources(
  found: readonly Found[],
  managed: Managed,
  hidesManaged: boolean,
): Found[] {
  const isManaged = ({ id }: Found) => managed.ids.has(id);
  const isDeleting = ({ status }: Found) => status === "DELETING";
  const line = ({ id, title }: Found) => `${title} (${id})`;

  const inStack = found.filter(isManaged);
  if (inStack.length > 0 && !hidesManaged) {
    printMessage(`${counted(inStack)} left out, since the stack manages them already:`);
    printList(inStack.map((resource) => `${line(resource)} as ${managed.ids.get(resource.id)}`));
  }
  const deleting = found.filter(isDeleting);
  if (deleting.length > 0) {
    printMessage(`${counted(deleting)} left out, being deleted:`);
    printList(deleting.map(line));
  }
  const failed = found.filter(
    (resource) => resource.status === "CREATE_FAILED" && !isManaged(resource),
  );
  if (failed.length > 0) {
    printWarning(
      "modelarts/failed-create-imported",
      `The creation of ${counted(failed)} failed (CREATE_FAILED); such a notebook can't be ` +
        "repaired. It is imported, and replaced as soon as the program declares anything else for it:",
    );
    printList(failed.map(line));
  }
  return found
    .filter((resource) => !isManaged(resource) && !isDeleting(resource))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** True if the filter leaves out notebooks because of what they are, and not because of whose they are. */
export function isFiltered({ name, status, owner, pool, workspace, tag = [] }: Filter): boolean {
  return [name, status, owner, pool, workspace, tag[0]].some((one) => one !== undefined);
}

/** @throws ModelArtsError if nothing was found, with advice that depends on the filter. */
export function checkFound(found: readonly NotebookDetail[], filter: Filter): void {
  if (found.length > 0) return;
  const advice = [
    ...(isFiltered(filter) ? ["loosen the filters"] : []),
    ...(filter.allUsers ? [] : ["list other users' notebooks with --all-users"]),
    "check the project and the region",
  ].join(", or ");
  throw new ModelArtsError(
    "modelarts/nothing-to-import",
    `Nothing was imported: ModelArts lists no notebook${isFiltered(filter) ? " that matches" : ""}. ` +
      `${advice[0]?.toUpperCase()}${advice.slice(1)}.`,
  );
}
