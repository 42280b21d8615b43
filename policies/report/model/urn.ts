/** URNs: `urn:pulumi:<stack>::<project>::<types>::<name>`. A name may contain colons, too. */
import {
  kindNames,
  NOTEBOOK_TYPE,
  PLUGIN_TYPE,
  referenceType,
} from "pulumi-modelarts/engine/type-tokens";

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** The stack and the Pulumi project of a URN; undefined if the text is no URN. */
export function stackOfUrn(urn: string): { stack: string; pulumiProject: string } | undefined {
  const [, stack, pulumiProject] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn) ?? [];
  return stack === undefined || pulumiProject === undefined ? undefined : { stack, pulumiProject };
}

/** The URN without the type of a reference component. */
export function referredUrn(urn: string): string {
  const type = kindNames.map(referenceType).find((each) => urn.includes(`$${each}::`));
  return type === undefined ? urn : urn.replace(`$${type}::`, "::");
}

/** True if the resource is a child of a reference component. */
export function isReferenced(urn: string): boolean {
  return kindNames.some((kind) => urn.includes(`${referenceType(kind)}$`));
}

export function isNotebookType(type: string | undefined): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}
