import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";

const PROPERTY = "publicNetworkConfig.publicNetworkType";

export const disallowPublicNetwork: Rule = {
  name: "disallow-public-network",
  description: "Disallow the way out to the public network.",
  why: "Over the public network data leaves without anybody seeing it, and anything is downloaded.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-7"), nist("AC-4"), iso("A.8.12")],
  judges: { notebook: ["declared"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is not set: the notebook reaches the public network. Set it to FORBIDDEN.",
    reachable:
      "{property} is {found}: the notebook reaches the public network. Set it to FORBIDDEN.",
  },
  remedy: "Set publicNetworkConfig.publicNetworkType to FORBIDDEN. The API does not answer it.",
  whenNot: "Where packages come from public registries, or on a cloud whose API has no such field.",
  examples: {
    breaks: [
      { given: "no setting", declared: {}, messages: ["missing"] },
      {
        given: "the shared way out",
        declared: { publicNetworkConfig: { publicNetworkType: "SHARED" } },
        messages: ["reachable"],
      },
    ],
    passes: [
      {
        given: "no way out",
        declared: { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } },
      },
    ],
  },

  judge({ publicNetworkConfig }) {
    const found = publicNetworkConfig?.publicNetworkType;
    if (found === undefined || found === null) return [{ message: "missing", property: PROPERTY }];
    return found === "FORBIDDEN"
      ? []
      : [{ message: "reachable", property: PROPERTY, data: { found } }];
  },

  remediation: "The public network is switched off.",
  remediate(notebook) {
    if (notebook.publicNetworkConfig?.publicNetworkType === "FORBIDDEN") return false;
    notebook.publicNetworkConfig = { publicNetworkType: "FORBIDDEN" };
    return true;
  },
};
