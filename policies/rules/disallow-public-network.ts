import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";

const PROPERTY = "publicNetworkConfig.publicNetworkType";

export const disallowPublicNetwork = defineRule({
  name: "disallow-public-network",
  description: "Disallow access to the public network.",
  why: "A notebook with access to the public network can upload data unnoticed and download anything.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-7"), nist("AC-4"), iso("A.8.12")],
  appliesTo: { notebook: ["declared"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is not set: the notebook reaches the public network. Set it to FORBIDDEN.",
    reachable:
      "{property} is {found}: the notebook reaches the public network. Set it to FORBIDDEN.",
  },
  remedy:
    "Set publicNetworkConfig.publicNetworkType to FORBIDDEN. The API does not return it, so only declarations are checked.",
  whenNot: "If packages come from public registries, or on a cloud whose API lacks the field.",
  examples: {
    breaks: [
      { given: "no setting", declared: {}, messages: ["missing"] },
      {
        given: "shared access",
        declared: { publicNetworkConfig: { publicNetworkType: "SHARED" } },
        messages: ["reachable"],
      },
    ],
    passes: [
      {
        given: "no access",
        declared: { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } },
      },
    ],
  },

  checkNotebook({ publicNetworkConfig }) {
    const found = publicNetworkConfig?.publicNetworkType;
    if (found === undefined || found === null) return [{ message: "missing", property: PROPERTY }];
    return found === "FORBIDDEN"
      ? []
      : [{ message: "reachable", property: PROPERTY, data: { found } }];
  },

  remediation: "publicNetworkConfig.publicNetworkType is set to FORBIDDEN.",
  remediate(notebook) {
    if (notebook.publicNetworkConfig?.publicNetworkType === "FORBIDDEN") return false;
    notebook.publicNetworkConfig = { publicNetworkType: "FORBIDDEN" };
    return true;
  },
});
