import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";
import { ssh } from "../rule-lib/ssh";
import { checkEach } from "../rule-lib/unknown-value";

export const disallowSsh = defineRule({
  name: "disallow-ssh",
  description: "Disallow SSH endpoints, except on exempted notebooks.",
  why: "Jupyter over HTTPS uses the cloud's login. SSH bypasses it.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("CM-7"), nist("AC-17"), iso("A.8.20")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    ssh: "{property} has an SSH endpoint. Take it out, or exempt the notebook for a while.",
  },
  remedy: "Remove the endpoint with service SSH from endpoints.",
  whenNot: "If people work with a remote IDE, which connects over SSH.",
  examples: {
    breaks: [
      { given: "an SSH endpoint", declared: ssh("198.51.100.7"), messages: ["ssh"] },
      {
        given: "a live SSH endpoint",
        live: { endpoints: [{ service: "SSH" }] },
        messages: ["ssh"],
      },
    ],
    passes: [
      { given: "no endpoints", declared: {} },
      { given: "only Jupyter", live: { endpoints: [{ service: "NOTEBOOK" }] } },
    ],
  },

  *checkNotebook({ endpoints }) {
    yield* checkEach(endpoints, ({ service }) =>
      service === "SSH" ? [{ message: "ssh", property: "endpoints" }] : [],
    );
  },
});
