/**
 * What makes a resource that is only read visible to policies. The engine shows resources read with
 * `.get` to no policy, in preview or update; a component with their outputs it does show.
 */
import * as pulumi from "@pulumi/pulumi";
import { referenceType, type KindName } from "../engine/type-tokens";

export class Reference extends pulumi.ComponentResource {
  /** @param outputs what policies see. No secret: they see those in the clear. */
  constructor(kind: KindName, name: string, parent: pulumi.Resource, outputs: pulumi.Inputs) {
    super(referenceType(kind), name, {}, { parent });
    this.registerOutputs(outputs);
  }
}
