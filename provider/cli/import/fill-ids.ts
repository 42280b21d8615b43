/**
 * Fills the ids of existing notebooks into an import file. Here the program was written before the import:
 * `pulumi preview --import-file` wrote which resources it would create. A notebook is found by its name.
 */
import { joinImportId } from "../../resources/shared/import-id";
import { NOTEBOOK_TYPE, PLUGIN_TYPE } from "../../engine/type-tokens";
import type { DeclaredNotebooks } from "./declared-notebooks";
import { PLACEHOLDER, type ImportFile, type ImportResource } from "./import-file";
import type { NamedNotebook } from "./logical-names";
import { logicalName, resourceKey } from "./resource-key";

export interface FillResult {
  file: ImportFile;
  /** The resources whose id was filled in, with the id. */
  filled: string[];
  /** The resources without an id, and why none was filled in. */
  unfilled: string[];
  /** The resources that were found by their logical name, although the program declares another name. */
  renamed: string[];
}

/**
 * Pure. A resource that has an id keeps it, and no other resource gets the same id.
 *
 * @param declared what the program declares; undefined if that is unknown.
 * @param connection the named connection of the notebooks, if any.
 */
export function fillIds(
  file: ImportFile,
  notebooks: readonly NamedNotebook[],
  declared?: DeclaredNotebooks,
  connection?: string,
): FillResult {
  const result: FillResult = { file, filled: [], unfilled: [], renamed: [] };
  const givenIds = new Set(file.resources.map(({ id }) => id));
  const free = notebooks.filter(({ id }) => !givenIds.has(joinImportId({ connection, id })));
  /** The name to search for, of each resource without an id. */
  const names = file.resources.map((resource) =>
    lacksId(resource) ? searchedName(resource, file, free, declared?.names) : undefined,
  );
  const resources = file.resources.map((resource, index) => {
    const name = names[index];
    if (!isNotebook(resource)) return resource;
    if (name === undefined) return { ...resource, type: PLUGIN_TYPE }; // The resource has an id.
    const logical = logicalName(resource);
    const key = resourceKey(resource, file);
    const declaredConnection = declared?.connections.get(key);
    if (declared !== undefined && declaredConnection !== connection) {
      result.unfilled.push(`${logical}: ${otherConnection(declaredConnection)}`);
      return resource;
    }
    const candidates = free.filter((notebook) => notebook.name === name);
    const sameName = names.filter((other) => other === name).length;
    const [only] = candidates;
    if (only === undefined || candidates.length > 1 || sameName > 1) {
      result.unfilled.push(`${logical}: ${obstacle(name, candidates, sameName)}`);
      return resource;
    }
    result.filled.push(`${logical}: ${only.id}`);
    const declaredName = declared?.names.get(key);
    if (declaredName !== undefined && declaredName !== name) {
      result.renamed.push(
        `${logical}: is called "${name}", but the program calls it "${declaredName}"`,
      );
    }
    return { ...resource, type: PLUGIN_TYPE, id: joinImportId({ connection, id: only.id }) };
  });
  return { ...result, file: { ...file, resources } };
}

/** The name that the program declares, if a notebook has it; else the logical name, if a notebook has that. */
function searchedName(
  resource: ImportResource,
  file: ImportFile,
  notebooks: readonly NamedNotebook[],
  declared?: ReadonlyMap<string, string>,
): string {
  const declaredName = declared?.get(resourceKey(resource, file));
  const logical = logicalName(resource);
  const exists = (name: string) => notebooks.some((notebook) => notebook.name === name);
  return declaredName === undefined || (!exists(declaredName) && exists(logical))
    ? logical
    : declaredName;
}

function obstacle(name: string, candidates: readonly NamedNotebook[], sameName: number): string {
  if (candidates.length === 0) return `there is no notebook "${name}"`;
  if (candidates.length > 1) {
    const ids = candidates.map(({ id }) => id).join(", ");
    return `${candidates.length} notebooks are called "${name}": ${ids}`;
  }
  return `${sameName} resources of the program want the one notebook "${name}"`;
}

/** A notebook with the same name in another account is another notebook. */
function otherConnection(connection: string | undefined): string {
  return connection === undefined
    ? "the program declares it in no named connection"
    : `the program declares it in the connection "${connection}": use --connection ${connection}`;
}

function isNotebook({ type }: ImportResource): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}

function lacksId(resource: ImportResource): boolean {
  return isNotebook(resource) && (resource.id === undefined || resource.id === PLACEHOLDER);
}
