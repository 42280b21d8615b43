/** The key by which a resource in an import file and the same resource in a program are compared. */
import type { ImportFile, ImportResource } from "./import-file";

/** A resource's URN without project and stack: the types of its parents, its type and its logical name. */
export function resourceKey(resource: ImportResource, file: ImportFile): string {
  return `${parentTypes(resource.parent, file)}${resource.type}::${logicalName(resource)}`;
}

/** The parent is a resource of the file, or the file's name table has its URN. */
function parentTypes(parent: string | undefined, file: ImportFile, depth = 0): string {
  if (parent === undefined || depth > file.resources.length) return "";
  const urn = file.nameTable?.[parent];
  if (urn !== undefined) return `${keyOfUrn(urn).split("::")[0]}$`;
  const found = file.resources.find(({ name }) => name === parent);
  if (found === undefined) return "";
  return `${parentTypes(found.parent, file, depth + 1)}${found.type}$`;
}

/** The `resourceKey` of a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`. A name may contain colons. */
export function keyOfUrn(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

export function logicalName({ logicalName, name }: ImportResource): string {
  return logicalName ?? name ?? "";
}
