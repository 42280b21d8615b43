/** `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold colons too. */
import {
  kindNames,
  NOTEBOOK_TYPE,
  PLUGIN_TYPE,
  referenceType,
} from "pulumi-modelarts/engine/type-tokens";

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** Of a reference, that of what it refers to, which is its parent. */
export function referredUrn(urn: string): string {
  const type = kindNames.map(referenceType).find((each) => urn.includes(`$${each}::`));
  return type === undefined ? urn : urn.replace(`$${type}::`, "::");
}

/** Whether it is only read: a child of the component that stands for it. */
export function isReferenced(urn: string): boolean {
  return kindNames.some((kind) => urn.includes(`${referenceType(kind)}$`));
}

export function isNotebookType(type: string | undefined): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}
