/**
 * The other direction: the program was written first, `pulumi preview --import-file` has written what
 * it would create, and the ids of the notebooks that exist are filled in by name.
 */
import { joinImportId } from "../../resources/shared/import-id";
import { NOTEBOOK_TYPE, PLUGIN_TYPE } from "../../engine/type-tokens";
import type { Declared } from "./declared-names";
import { PLACEHOLDER, type ImportFile, type ImportResource } from "./import-file";
import type { Named } from "./names";

export interface Filled {
  file: ImportFile;
  filled: string[];
  /** Why each of the others was left as it is. */
  open: string[];
  /** Those that were found by their logical name, although the program calls them otherwise. */
  renamed: string[];
}

/**
 * Pure. A resource that has an id keeps it, and no other gets the same.
 *
 * @param declared what the program says, where that is known, by what `resourceKey` makes of each resource.
 * @param connection of the notebooks, where it is a named one.
 */
export function fill(
  file: ImportFile,
  notebooks: readonly Named[],
  declared?: Declared,
  connection?: string,
): Filled {
  const result: Filled = { file, filled: [], open: [], renamed: [] };
  const given = new Set(file.resources.map(({ id }) => id));
  const free = notebooks.filter(({ id }) => !given.has(joinImportId({ connection, id })));
  const wanted = file.resources.map((resource) =>
    isOpen(resource) ? wantedName(resource, file, free, declared?.names) : undefined,
  );
  const resources = file.resources.map((resource, index) => {
    const name = wanted[index];
    if (!isNotebook(resource)) return resource;
    if (name === undefined) return { ...resource, type: PLUGIN_TYPE }; // It has an id.
    const logical = logicalName(resource);
    const itsOwn = declared?.connections.get(resourceKey(resource, file));
    if (declared !== undefined && itsOwn !== connection) {
      result.open.push(`${logical}: ${otherwhere(itsOwn)}`);
      return resource;
    }
    const candidates = free.filter((notebook) => notebook.name === name);
    const sameName = wanted.filter((other) => other === name).length;
    const [only] = candidates;
    if (only === undefined || candidates.length > 1 || sameName > 1) {
      result.open.push(`${logical}: ${obstacle(name, candidates, sameName)}`);
      return resource;
    }
    result.filled.push(`${logical}: ${only.id}`);
    const says = declared?.names.get(resourceKey(resource, file));
    if (says !== undefined && says !== name) {
      result.renamed.push(`${logical}: is called "${name}", but the program calls it "${says}"`);
    }
    return { ...resource, type: PLUGIN_TYPE, id: joinImportId({ connection, id: only.id }) };
  });
  return { ...result, file: { ...file, resources } };
}

/** The name that the program declares, where a notebook has it; else the logical name. */
function wantedName(
  resource: ImportResource,
  file: ImportFile,
  notebooks: readonly Named[],
  declared?: ReadonlyMap<string, string>,
): string {
  const says = declared?.get(resourceKey(resource, file));
  const logical = logicalName(resource);
  const exists = (name: string) => notebooks.some((notebook) => notebook.name === name);
  return says === undefined || (!exists(says) && exists(logical)) ? logical : says;
}

function obstacle(name: string, candidates: readonly Named[], sameName: number): string {
  if (candidates.length === 0) return `there is no notebook "${name}"`;
  if (candidates.length > 1) {
    const ids = candidates.map(({ id }) => id).join(", ");
    return `${candidates.length} notebooks are called "${name}": ${ids}`;
  }
  return `${sameName} resources of the program want the one notebook "${name}"`;
}

/** A notebook of the same name in another account is another one. */
function otherwhere(connection: string | undefined): string {
  return connection === undefined
    ? "the program declares it in no named connection"
    : `the program declares it in the connection "${connection}": give --connection ${connection}`;
}

function isNotebook({ type }: ImportResource): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}

function isOpen(resource: ImportResource): boolean {
  return isNotebook(resource) && (resource.id === undefined || resource.id === PLACEHOLDER);
}

function logicalName({ logicalName, name }: ImportResource): string {
  return logicalName ?? name ?? "";
}

/**
 * What a URN says besides project and stack: the types of the resource and of what it is in, and its
 * logical name.
 */
export function resourceKey(resource: ImportResource, file: ImportFile): string {
  return `${typesAbove(resource.parent, file)}${resource.type}::${logicalName(resource)}`;
}

/** A parent is in the file as well, or the name table has its URN. */
function typesAbove(parent: string | undefined, file: ImportFile, depth = 0): string {
  if (parent === undefined || depth > file.resources.length) return "";
  const urn = file.nameTable?.[parent];
  if (urn !== undefined) return `${keyOfUrn(urn).split("::")[0]}$`;
  const above = file.resources.find(({ name }) => name === parent);
  if (above === undefined) return "";
  return `${typesAbove(above.parent, file, depth + 1)}${above.type}$`;
}

/** The same of a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold colons too. */
export function keyOfUrn(urn: string): string {
  return urn.split("::").slice(2).join("::");
}
