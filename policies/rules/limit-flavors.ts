import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";

export const limitFlavors = defineRule({
  name: "limit-flavors",
  description: "Limit flavors to allowed ones, and accelerators to exempted notebooks.",
  why: "An hour of a GPU or NPU costs tens of times as much as an hour of a CPU, even if the notebook is idle.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-2"), iso("A.8.6")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedFlavors: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The flavors that may be used, `*` for any characters; empty: all.",
      },
      allowAccelerators: {
        type: "boolean",
        default: true,
        description: "Whether flavors with a GPU or NPU may be used: all that are not named `cpu`.",
      },
    },
  },
  presets: {
    strict: { enforcementLevel: "mandatory" },
    cost: { enforcementLevel: "mandatory", allowAccelerators: false },
  },
  messages: {
    other: "{property} is {found}, which is not among {allowed}. Use one of those.",
    accelerator:
      "{property} is {found}: GPUs and NPUs are only for exempted notebooks. " +
      "Use a CPU flavor, or have the notebook exempted for a while.",
  },
  remedy: "Set flavor to one that the rule's settings allow.",
  whenNot: "If every notebook trains on a GPU, leave allowAccelerators at true.",
  examples: {
    settings: { allowedFlavors: ["modelarts.vm.*"], allowAccelerators: false },
    breaks: [
      {
        given: "a GPU",
        declared: { flavor: "modelarts.vm.gpu.v100" },
        messages: ["accelerator"],
      },
      {
        given: "an NPU that is not listed",
        live: { flavor: "modelarts.kat1.xlarge" },
        messages: ["other", "accelerator"],
      },
      {
        given: "a custom flavor with a GPU",
        live: { flavor: "modelarts.vm.cpu.custom", customSpec: { gpu: 1 } },
        messages: ["accelerator"],
      },
    ],
    passes: [
      { given: "a CPU", declared: { flavor: "modelarts.vm.cpu.2u" } },
      { given: "a live notebook on a CPU", live: { flavor: "modelarts.vm.cpu.8u" } },
      {
        given: "a GPU, if all flavors are allowed",
        live: { flavor: "modelarts.kat1.xlarge" },
        settings: { allowedFlavors: [], allowAccelerators: true },
      },
    ],
  },

  *checkNotebook(notebook, { allowedFlavors, allowAccelerators }) {
    const { flavor } = notebook;
    const property = "flavor";
    if (flavor && allowedFlavors.length > 0 && !matchesAny(allowedFlavors, flavor)) {
      yield {
        message: "other",
        property,
        data: { found: flavor, allowed: allowedFlavors.join(", ") },
      };
    }
    if (allowAccelerators) return;
    // Accelerators have many names, and new ones appear; the name of a CPU flavor contains `cpu`.
    if (flavor && !/(^|\.)cpu(\.|$)/.test(flavor)) {
      yield { message: "accelerator", property, data: { found: flavor } };
      return;
    }
    const gpus = notebook.customSpec?.gpu ?? 0;
    if (gpus > 0)
      yield { message: "accelerator", property: "customSpec.gpu", data: { found: gpus } };
  },
});
