import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";
import { eachKnown } from "../engine/unknown-value";

export const disallowSsh: Rule = {
  name: "disallow-ssh",
  description: "Disallow SSH endpoints, except where exempted.",
  why: "Jupyter over HTTPS goes through the cloud's own login; SSH goes past it.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("CM-7"), nist("AC-17"), iso("A.8.20")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    ssh: "{property} has an SSH endpoint. Take it out, or exempt the notebook for a while.",
  },
  remedy: "Take the endpoint with service SSH out of endpoints.",
  whenNot: "Where people work with a remote IDE, which connects over SSH.",
  examples: {
    breaks: [
      {
        given: "an SSH endpoint",
        declared: { endpoints: [{ service: "SSH", allowedAccessIps: ["198.51.100.7"] }] },
        messages: ["ssh"],
      },
      {
        given: "a live SSH endpoint",
        live: { endpoints: [{ service: "SSH" }] },
        messages: ["ssh"],
      },
    ],
    passes: [
      { given: "no endpoints", declared: {} },
      { given: "Jupyter alone", live: { endpoints: [{ service: "NOTEBOOK" }] } },
    ],
  },

  *judge({ endpoints }) {
    yield* eachKnown(endpoints, ({ service }) =>
      service === "SSH" ? [{ message: "ssh", property: "endpoints" }] : [],
    );
  },
};
