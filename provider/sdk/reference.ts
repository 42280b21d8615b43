/**
 * Makes a resource that a program only reads (`.get`) visible to policies. The engine passes such a resource
 * to no policy, neither in a preview nor in an update. It does pass a component that has the same outputs.
 */
import * as pulumi from "@pulumi/pulumi";
import { referenceType, type KindName } from "../engine/type-tokens";

export class Reference extends pulumi.ComponentResource {
  /** @param outputs what policies see. They must hold no secret: policies see plain values. */
  constructor(kind: KindName, name: string, parent: pulumi.Resource, outputs: pulumi.Inputs) {
    super(referenceType(kind), name, {}, { parent });
    this.registerOutputs(outputs);
  }
}
