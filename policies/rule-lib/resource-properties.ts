/**
 * The properties of resources as rules read them. A declaration and a live notebook share most properties;
 * the functions below read those that differ. Any property may be missing, because the API may omit it.
 */
import type * as pulumi from "@pulumi/pulumi";
import type {
  NotebookImageOutputs,
  NotebookOutputs,
  NotebookStorageOutputs,
  NotebookVolume,
} from "pulumi-modelarts";
import {
  dynamicType,
  kindNames,
  pluginType,
  referenceType,
  type KindName,
} from "pulumi-modelarts/engine/type-tokens";

export type ResourceKind = "notebook" | "storage" | "image";

const KINDS: Readonly<Record<KindName, ResourceKind>> = {
  Notebook: "notebook",
  NotebookStorage: "storage",
  NotebookImage: "image",
  RegisteredImage: "image",
};

/** By type, for types of managed resources: the dynamic one and the plugin's. */
const managedKinds = new Map(
  kindNames.flatMap((name) =>
    [dynamicType(name), pluginType(name)].map((type) => [type, KINDS[name]]),
  ),
);
/** By type, for types of the components that stand for referenced resources. */
const referencedKinds = new Map(kindNames.map((name) => [referenceType(name), KINDS[name]]));

/** The kind of a managed resource; undefined for a type that this pack does not check. */
export function kindOf(type: string): ResourceKind | undefined {
  return managedKinds.get(type);
}

/** The kind of resource that a reference component reads; undefined for every other type. */
export function referencedKindOf(type: string): ResourceKind | undefined {
  return referencedKinds.get(type);
}

/** Outputs as plain values, any of which may be missing. */
type PartialOutputs<Outputs> = { -readonly [Key in keyof Outputs]?: pulumi.Unwrap<Outputs[Key]> };

export interface Notebook extends Omit<PartialOutputs<NotebookOutputs>, "dataVolumes"> {
  /** Only live notebooks have an id. */
  id?: string;
  /** A declared data volume has `uri`; a live one has `url` and some of the other properties. */
  dataVolumes?: (Pick<
    NotebookVolume,
    "category" | "ownership" | "capacity" | "mountPath" | "id"
  > & {
    uri?: string;
    url?: string;
  })[];
}

/** Storage that a notebook mounts. */
export type Storage = PartialOutputs<NotebookStorageOutputs>;

/** An image that was saved from a notebook. */
export type Image = Omit<PartialOutputs<NotebookImageOutputs>, "tags">;

export function tagsOf({ tags }: Pick<Notebook, "tags">): ReadonlyMap<string, string> {
  return new Map(Object.entries(tags ?? {}));
}

export function imageIdOf({ imageId, image }: Notebook): string | undefined {
  return imageId ?? image?.id;
}

export function poolIdOf({ poolId, pool }: Notebook): string | undefined {
  return poolId ?? pool?.id;
}
