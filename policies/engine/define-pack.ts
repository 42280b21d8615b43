/** A pack, of all rules or of some. Calling it starts the server that the engine asks. */
import { PolicyPack } from "@pulumi/policy";
import { policiesOf, type PackOptions } from "./pack-policies";

/** @throws Error if a name is none of a rule, or one of two. */
export function definePack(name: string, options: PackOptions = {}): PolicyPack {
  return new PolicyPack(name, {
    policies: policiesOf(options),
    enforcementLevel: "advisory",
  });
}
