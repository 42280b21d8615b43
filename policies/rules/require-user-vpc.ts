import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";

export const requireUserVpc = defineRule({
  name: "require-user-vpc",
  description: "Require an attachment to a VPC of your own.",
  why: "Your security groups, routes and flow logs apply to a notebook only if it is in your own VPC.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-7"), nist("AC-4"), iso("A.8.22")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedVpcs: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The ids of the VPCs that may be used; empty: all.",
      },
    },
  },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is not set: the notebook is in the service's network. Attach it to a VPC.",
    other: "{property} is {found}, which is not among {allowed}. Attach it to one of those.",
  },
  remedy: "Set userVpc to a VPC and a subnet of your own.",
  whenNot: "On Open Telekom Cloud, whose API has no such field.",
  examples: {
    settings: { allowedVpcs: ["vpc-prod"] },
    breaks: [
      { given: "no VPC", declared: {}, messages: ["missing"] },
      { given: "a live notebook without one", live: {}, messages: ["missing"] },
      {
        given: "another VPC",
        live: { userVpc: { vpcId: "vpc-lab", subnetId: "subnet-1" } },
        messages: ["other"],
      },
    ],
    passes: [
      {
        given: "an allowed VPC",
        declared: { userVpc: { vpcId: "vpc-prod", subnetId: "subnet-1" } },
      },
      { given: "a live notebook in it", live: { userVpc: { vpcId: "vpc-prod" } } },
    ],
  },

  checkNotebook({ userVpc }, { allowedVpcs }) {
    const found = userVpc?.vpcId;
    if (!found) return [{ message: "missing", property: "userVpc", isUndeclared: true }];
    if (allowedVpcs.length === 0 || matchesAny(allowedVpcs, found)) return [];
    const data = { found, allowed: allowedVpcs.join(", ") };
    return [{ message: "other", property: "userVpc.vpcId", data }];
  },
});
