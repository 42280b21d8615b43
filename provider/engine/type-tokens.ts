/** The types under which the engine knows what this package makes. */

/** The kinds of resources, by the names of their classes. */
export const kindNames = [
  "Notebook",
  "NotebookStorage",
  "NotebookImage",
  "RegisteredImage",
] as const;
export type KindName = (typeof kindNames)[number];

/** A dynamic resource's token. Source: the engine's convention, `pulumi-nodejs:dynamic/<module>:<type>`. */
export const dynamicType = (kind: KindName): string => `pulumi-nodejs:dynamic/modelarts:${kind}`;

/** The same resource as the plugin serves it: what `pulumi import` reads and other languages use. */
export const pluginType = (kind: KindName): string => `modelarts:index:${kind}`;

/** The component that stands for a resource that is only read. */
export const referenceType = (kind: KindName): string => `modelarts:index:${kind}Reference`;

export const NOTEBOOK_TYPE = dynamicType("Notebook");
export const REFERENCE_TYPE = referenceType("Notebook");
export const PLUGIN_TYPE = pluginType("Notebook");
