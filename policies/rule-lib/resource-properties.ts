/**
 * What rules look at. A declaration and a live notebook have most properties in common; where they
 * differ, the readers below take either form. Anything may be missing: the API leaves out what it likes.
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

/** The types under which the engine knows each kind: a dynamic resource, and the plugin's. */
const managed = new Map(
  kindNames.flatMap((name) =>
    [dynamicType(name), pluginType(name)].map((type) => [type, KINDS[name]]),
  ),
);
const referenced = new Map(kindNames.map((name) => [referenceType(name), KINDS[name]]));

/** The kind of a resource that is managed; undefined for everything that is not this pack's concern. */
export function kindOf(type: string): ResourceKind | undefined {
  return managed.get(type);
}

/** The kind of what a component stands for that is only read; undefined for every other type. */
export function referencedKindOf(type: string): ResourceKind | undefined {
  return referenced.get(type);
}

/** What programs see of outputs, where any of it may be missing. */
type Answered<Outputs> = { -readonly [Key in keyof Outputs]?: pulumi.Unwrap<Outputs[Key]> };

export interface Notebook extends Omit<Answered<NotebookOutputs>, "dataVolumes"> {
  /** Of a live notebook. */
  id?: string;
  /** A declared one has what a volume has, and `uri`; a live one of these a part. */
  dataVolumes?: (Pick<
    NotebookVolume,
    "category" | "ownership" | "capacity" | "mountPath" | "id"
  > & {
    uri?: string;
    url?: string;
  })[];
}

/** Storage that is mounted into a notebook. */
export type Storage = Answered<NotebookStorageOutputs>;

/** An image that was saved from a notebook. */
export type Image = Omit<Answered<NotebookImageOutputs>, "tags">;

/** Tags by key. */
export function tagsOf({ tags }: Pick<Notebook, "tags">): ReadonlyMap<string, string> {
  return new Map(Object.entries(tags ?? {}));
}

export function imageIdOf({ imageId, image }: Notebook): string | undefined {
  return imageId ?? image?.id;
}

export function poolIdOf({ poolId, pool }: Notebook): string | undefined {
  return poolId ?? pool?.id;
}
