/** The pack. `new PolicyPack` starts a server at once, so that it stands alone here. */
import { PolicyPack } from "@pulumi/policy";
import { policyOf } from "./policy";
import { rules } from "./rules";

new PolicyPack("modelarts", { policies: rules.map(policyOf), enforcementLevel: "mandatory" });
