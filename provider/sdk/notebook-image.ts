/** The NotebookImage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { NotebookImageArgs, NotebookImageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface NotebookImage extends NotebookImageOutputs {}

/**
 * An image that is saved from a running notebook. `pulumi up` saves it and waits until its status is
 * ACTIVE. Every change saves the notebook again, as it is at that time.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class NotebookImage extends ModelArtsResource {
  /** @internal Policies and `isInstance` recognize the class by it. */
  static readonly __pulumiType = dynamicType("NotebookImage");

  /**
   * An image that exists and that this program does not manage. Every preview and update reads it; none
   * changes it.
   *
   * @param name the resource's logical name in this program.
   * @param id the image's id, a UUID.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
    return new NotebookImage(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is NotebookImage {
    return isOfKind("NotebookImage", value);
  }

  constructor(name: string, args: NotebookImageArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: NotebookImageArgs | undefined,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("NotebookImage", name, args, opts);
  }
}
