/** The NotebookStorage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { NotebookStorageArgs, NotebookStorageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface NotebookStorage extends NotebookStorageOutputs {}

/**
 * A folder in object storage or of an SFS Turbo file system that is mounted into a running notebook.
 * `pulumi up` mounts it and waits until its status is MOUNTED. Every change mounts the folder again.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class NotebookStorage extends ModelArtsResource {
  /** @internal Policies and `isInstance` recognize the class by it. */
  static readonly __pulumiType = dynamicType("NotebookStorage");

  /**
   * A storage mount that exists and that this program does not manage. Every preview and update reads it; none
   * changes it.
   *
   * @param name the resource's logical name in this program.
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
