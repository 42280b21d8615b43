/** The RegisteredImage resource, as programs use it. */
import type * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { dynamicType } from "../engine/type-tokens";
import type { RegisteredImageArgs, RegisteredImageOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface RegisteredImage extends RegisteredImageOutputs {}

/**
 * An image of your own in SWR, registered with ModelArts. `up` registers it and waits until it is ACTIVE;
 * every change registers it anew.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class RegisteredImage extends ModelArtsResource {
  /** @internal How policies tell the type. */
  static readonly __pulumiType = dynamicType("RegisteredImage");

  /**
   * One that exists and is managed elsewhere. It is read in every preview and update and never changed.
   *
   * @param name its logical name in this program.
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
