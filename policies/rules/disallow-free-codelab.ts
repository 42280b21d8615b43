import { CODELAB } from "pulumi-modelarts/wire/facts/limits";
import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";

export const disallowFreeCodelab = defineRule({
  name: "disallow-free-codelab",
  description: "Disallow the free CodeLab where work depends on it.",
  why: "An account has one free CodeLab. The service may stop it at any time, and deletes the storage of an unused one.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("CM-2"), iso("A.8.9")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: { free: "{property} is DEFAULT, the free CodeLab. Set it to NOTEBOOK." },
  remedy: "Set feature to NOTEBOOK, or leave it out. This replaces an existing notebook.",
  whenNot: "For experiments.",
  examples: {
    breaks: [
      { given: "the free CodeLab", declared: { feature: "DEFAULT" }, messages: ["free"] },
      { given: "a live free CodeLab", live: { feature: "DEFAULT" }, messages: ["free"] },
    ],
    passes: [
      { given: "a notebook", declared: { feature: "NOTEBOOK" } },
      { given: "the default", live: {} },
    ],
  },

  checkNotebook({ feature }) {
    return feature === CODELAB ? [{ message: "free", property: "feature" }] : [];
  },
});
