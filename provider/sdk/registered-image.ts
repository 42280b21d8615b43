/** The RegisteredImage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { RegisteredImageArgs, RegisteredImageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface RegisteredImage extends RegisteredImageOutputs {}

/**
 * An image of your own in SWR, registered with ModelArts. `pulumi up` registers it and waits until its
 * status is ACTIVE. Every change registers the image again.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class RegisteredImage extends ModelArtsResource {
  /** @internal Policies and `isInstance` recognize the class by it. */
  static readonly __pulumiType = dynamicType("RegisteredImage");

  /**
   * An image that exists and that this program does not manage. Every preview and update reads it; none
   * changes it.
   *
   * @param name the resource's logical name in this program.
   * @param id the image's id, a UUID.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
    return new RegisteredImage(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is RegisteredImage {
    return isOfKind("RegisteredImage", value);
  }

  constructor(name: string, args: RegisteredImageArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: RegisteredImageArgs | undefined,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("RegisteredImage", name, args, opts);
  }
}
