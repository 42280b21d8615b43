/**
 * What rules look at. A declaration and a live notebook have most properties in common; where they
 * differ, the readers below take either form. Anything may be missing: the API leaves out what it likes.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { NotebookOutputs } from "pulumi-modelarts";
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/type-tokens";

export type ResourceKind = "notebook" | "storage" | "image";

/** The types under which the engine knows each kind: a dynamic resource, and the plugin's. */
const TYPES: Readonly<Record<string, ResourceKind>> = {
  [NOTEBOOK_TYPE]: "notebook",
  [PLUGIN_TYPE]: "notebook",
  [`${NOTEBOOK_TYPE}Storage`]: "storage",
  [`${PLUGIN_TYPE}Storage`]: "storage",
  [`${NOTEBOOK_TYPE}Image`]: "image",
  [`${PLUGIN_TYPE}Image`]: "image",
};

/** The kind of a resource that is managed; undefined for everything that is not this pack's concern. */
export function kindOf(type: string): ResourceKind | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

export function isReference(type: string): boolean {
  return type === REFERENCE_TYPE;
}

/** A program writes tags as a record, the API answers them as a list. */
export type Tags = Readonly<Record<string, string>> | readonly { key?: string; value?: string }[];

type Outputs = { -readonly [Key in keyof NotebookOutputs]?: pulumi.Unwrap<NotebookOutputs[Key]> };

export interface Notebook extends Omit<Outputs, "tags" | "dataVolumes"> {
  /** Of a live notebook. */
  id?: string;
  tags?: Tags;
  dataVolumes?: {
    category?: string;
    ownership?: string;
    capacity?: number;
    uri?: string;
    url?: string;
    mountPath?: string;
    status?: string;
  }[];
  /** Declared only: the API does not answer it. */
  publicNetworkConfig?: { publicNetworkType?: string };
  /** Declared only: `STOPPED` or `RUNNING`. */
  desiredStatus?: string;
}

/** Storage that is mounted into a notebook. */
export interface Storage {
  notebookId?: string;
  category?: string;
  mountPath?: string;
  uri?: string;
  status?: string;
}

/** An image that was saved from a notebook. */
export interface Image {
  notebookId?: string;
  name?: string;
  tag?: string;
  namespace?: string;
  description?: string;
  visibility?: string;
  status?: string;
}

/** Tags by key. */
export function tagsOf({ tags }: Pick<Notebook, "tags">): ReadonlyMap<string, string> {
  if (tags === undefined || tags === null) return new Map();
  if (!Array.isArray(tags)) return new Map(Object.entries(tags as Record<string, string>));
  return new Map(
    (tags as { key?: string; value?: string }[]).map(({ key, value }) => [key ?? "", value ?? ""]),
  );
}

export function imageIdOf({ imageId, image }: Notebook): string | undefined {
  return imageId ?? image?.id;
}

export function poolIdOf({ poolId, pool }: Notebook): string | undefined {
  return poolId ?? pool?.id;
}

/** Whether the lease stops the notebook. The API writes -1 for "without auto stop". */
export function isLeaseOn(
  { enable, duration }: NonNullable<Notebook["lease"]>,
  isDeclared: boolean,
): boolean {
  const isOn = enable ?? (isDeclared || typeof duration === "number");
  return isOn && !(typeof duration === "number" && duration < 0);
}
