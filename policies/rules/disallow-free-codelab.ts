import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";

export const disallowFreeCodelab: Rule = {
  name: "disallow-free-codelab",
  description: "Disallow the free CodeLab where work depends on it.",
  why: "The free CodeLab is one an account, is stopped at will, and loses its storage when unused.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("CM-2"), iso("A.8.9")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: { free: "{property} is DEFAULT, the free CodeLab. Set it to NOTEBOOK." },
  remedy: "Set feature to NOTEBOOK, or leave it out. A notebook that exists is replaced.",
  whenNot: "For trying things out.",
  examples: {
    breaks: [
      { given: "the free CodeLab", declared: { feature: "DEFAULT" }, messages: ["free"] },
      { given: "a live one", live: { feature: "DEFAULT" }, messages: ["free"] },
    ],
    passes: [
      { given: "a notebook", declared: { feature: "NOTEBOOK" } },
      { given: "the default", live: {} },
    ],
  },

  judge({ feature }) {
    return feature === "DEFAULT" ? [{ message: "free", property: "feature" }] : [];
  },
};
