import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";

export const requireNamePattern = defineRule({
  name: "require-name-pattern",
  description: "Require names to follow a pattern.",
  why: "Names with a pattern show in bills and lists to whom a notebook belongs.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  appliesTo: { notebook: ["declared"], image: ["declared"] },
  settings: {
    properties: {
      pattern: {
        type: "string",
        default: "",
        description:
          "A regular expression that the name must match somewhere; anchor it with ^ and $.",
      },
    },
  },
  needs: ["pattern"],
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    other: "{property} is {found}, which does not match {pattern}. Rename it.",
  },
  remedy: "Set name to one that matches the rule's pattern.",
  whenNot: "If names are generated, and tags show to whom a notebook belongs.",
  examples: {
    settings: { pattern: "^(dev|prod)-" },
    breaks: [
      { given: "another name", declared: { name: "untitled" }, messages: ["other"] },
      {
        given: "an image of another name",
        kind: "image",
        declared: { name: "untitled" },
        messages: ["other"],
      },
    ],
    passes: [
      { given: "a name that matches", declared: { name: "dev-vision" } },
      {
        given: "an image with a name that matches",
        kind: "image",
        declared: { name: "prod-vision" },
      },
      { given: "no pattern", declared: { name: "untitled" }, settings: { pattern: "" } },
    ],
  },

  checkSettings: ({ pattern }) =>
    regularExpression(pattern) ? [] : [`pattern: ${pattern} is no regular expression`],

  checkNotebook: ({ name }, { pattern }) => checkName(name, pattern),
  checkImage: ({ name }, { pattern }) => checkName(name, pattern),
});

function checkName(found: string | undefined, pattern: string): Finding<"other">[] {
  if (pattern === "" || !found || regularExpression(pattern)?.test(found)) return [];
  return [{ message: "other", property: "name", data: { found, pattern } }];
}

/** Undefined if the pattern is no regular expression. */
function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}
