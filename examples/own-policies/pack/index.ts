/** A pack of the team's own, beside pulumi-modelarts-policies. */
import { definePack, defineRule } from "pulumi-modelarts-policies";

const requireCostCenter = defineRule({
  name: "require-cost-center",
  description: "Require a cost center in the description.",
  why: "The bill names no team.",
  level: "mandatory",
  severity: "medium",
  frameworks: [],
  // What a program declares, what exists, and notebooks that a program only refers to.
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: { pattern: { type: "string", default: "cost center \\d{4}" } } },
  messages: { missing: "{property} names no cost center: write, for example, cost center 4711." },
  remedy: "Write the cost center into the description.",
  whenNot: "If another system knows who pays.",
  examples: {
    breaks: [{ given: "no description", declared: {}, messages: ["missing"] }],
    passes: [{ given: "a cost center", declared: { description: "cost center 4711" } }],
  },
  checkNotebook({ description = "" }, { pattern }) {
    if (new RegExp(pattern).test(description)) return [];
    return [{ message: "missing", property: "description" }];
  },
});

definePack("team", { rules: [requireCostCenter] });
