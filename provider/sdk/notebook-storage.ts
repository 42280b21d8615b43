/** The NotebookStorage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { NotebookStorageArgs, NotebookStorageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface NotebookStorage extends NotebookStorageOutputs {}

/**
 * A folder in object storage, or of an SFS Turbo, that is mounted into a running notebook. `up` mounts it and waits until it is MOUNTED;
 * every change mounts it anew.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class NotebookStorage extends ModelArtsResource {
  /** @internal How policies tell the type. */
  static readonly __pulumiType = dynamicType("NotebookStorage");

  /**
   * One that exists and is managed elsewhere. It is read in every preview and update and never changed.
   *
   * @param name its logical name in this program.
   * @param id `notebookId/storageId`.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
    return new NotebookStorage(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is NotebookStorage {
    return isOfKind("NotebookStorage", value);
  }

  constructor(name: string, args: NotebookStorageArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: NotebookStorageArgs | undefined,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("NotebookStorage", name, args, opts);
  }
}
