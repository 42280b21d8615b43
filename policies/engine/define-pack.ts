/** Defines a policy pack. Calling `definePack` starts the server that the engine talks to. */
import { PolicyPack } from "@pulumi/policy";
import { policiesOf, type PackOptions } from "./pack-policies";

/** @throws Error if a name belongs to no rule, or to two. */
export function definePack(name: string, options: PackOptions = {}): PolicyPack {
  return new PolicyPack(name, {
    policies: policiesOf(options),
    enforcementLevel: "advisory",
  });
}
