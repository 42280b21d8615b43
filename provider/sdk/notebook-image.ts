/** The NotebookImage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { NotebookImageArgs, NotebookImageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface NotebookImage extends NotebookImageOutputs {}

/**
 * An image that a running notebook is saved as. `up` saves it and waits until it is ACTIVE; every change
 * saves the notebook anew, as it is then.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class NotebookImage extends ModelArtsResource {
  /** @internal How policies tell the type. */
  static readonly __pulumiType = dynamicType("NotebookImage");

  /**
   * One that exists and is managed elsewhere. It is read in every preview and update and never changed.
   *
   * @param name its logical name in this program.
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
