/** The engine's types of this package's resources. */

/** The kinds of resources; each is also the name of a class. */
export const kindNames = [
  "Notebook",
  "NotebookStorage",
  "NotebookImage",
  "RegisteredImage",
] as const;
export type KindName = (typeof kindNames)[number];

/** A dynamic resource's token. Source: the engine's convention, `pulumi-nodejs:dynamic/<module>:<type>`. */
export const dynamicType = (kind: KindName): string => `pulumi-nodejs:dynamic/modelarts:${kind}`;

/** The token of the same resource in the plugin, for `pulumi import` and for other languages. */
export const pluginType = (kind: KindName): string => `modelarts:index:${kind}`;

/** The kind with this token in the plugin; undefined if no kind has it. */
export const kindOfPluginType = (type: string): KindName | undefined =>
  kindNames.find((kind) => pluginType(kind) === type);

/** The URN that the resource has, or would have, in the plugin: the same for both types of one resource. */
export function pluginUrnOf(urn: string): string {
  return kindNames.reduce((all, kind) => all.replaceAll(dynamicType(kind), pluginType(kind)), urn);
}

/** The token of the component that shows policies a resource which a program only reads. */
export const referenceType = (kind: KindName): string => `modelarts:index:${kind}Reference`;

export const NOTEBOOK_TYPE = dynamicType("Notebook");
export const REFERENCE_TYPE = referenceType("Notebook");
export const PLUGIN_TYPE = pluginType("Notebook");
