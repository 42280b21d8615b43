/** `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold colons too. */
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/type-tokens";

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** Of a reference, that of the notebook that it refers to, which is its parent. */
export function notebookUrn(urn: string): string {
  return urn.replace(`$${REFERENCE_TYPE}::`, "::");
}

export function isNotebookType(type: string | undefined): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}
