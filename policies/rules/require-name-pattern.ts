import { iso, nist } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";

interface Settings {
  pattern: string;
}

export const requireNamePattern: Rule<Settings> = {
  name: "require-name-pattern",
  description: "Require names to follow a pattern.",
  why: "Names that follow a pattern tell whose a notebook is, in bills and in lists.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  judges: { notebook: ["declared"], image: ["declared"] },
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
  whenNot: "Where names are made automatically and tags say whose a notebook is.",
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
      { given: "a name as it should be", declared: { name: "dev-vision" } },
      { given: "an image's name", kind: "image", declared: { name: "prod-vision" } },
      { given: "no pattern", declared: { name: "untitled" }, settings: { pattern: "" } },
    ],
  },

  checkSettings: ({ pattern }) =>
    regularExpression(pattern) ? [] : [`pattern: ${pattern} is no regular expression`],

  judge: ({ name }, { pattern }) => judgeName(name, pattern),
  judgeImage: ({ name }, { pattern }) => judgeName(name, pattern),
};

function judgeName(found: string | undefined, pattern: string): Finding[] {
  if (pattern === "" || !found || regularExpression(pattern)?.test(found)) return [];
  return [{ message: "other", property: "name", data: { found, pattern } }];
}

/** Undefined where the text is none. */
function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}
