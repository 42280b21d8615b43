/** The text of a new rule, and of the list with it. */

export function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A rule that judges something real, so that its tests mean something from the first moment. */
export function ruleSource(name: string): string {
  const words = name.replace(/-/g, " ");
  return `import type { Rule } from "../engine/rule";

export const ${camel(name)}: Rule = {
  name: "${name}",
  description: "${words.charAt(0).toUpperCase()}${words.slice(1)}.",
  why: "Say what goes wrong without the rule.",
  level: "disabled",
  severity: "low",
  frameworks: [],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  messages: {
    missing: "{property} is not set. Say what to do about it.",
  },
  remedy: "Say how to mend a violation.",
  whenNot: "Say where the rule does more harm than good.",
  examples: {
    breaks: [
      { given: "no description", declared: {}, messages: ["missing"] },
      { given: "a live notebook without one", live: {}, messages: ["missing"] },
    ],
    passes: [
      { given: "a description", declared: { description: "Training." } },
      { given: "a live notebook with one", live: { description: "Training." } },
    ],
  },

  judge({ description }) {
    return description ? [] : [{ message: "missing", property: "description", isUndeclared: true }];
  },
};
`;
}

/**
 * The list with the rule in it, before the one that has to stay last.
 *
 * @throws Error where the list looks other than this expects.
 */
export function withRule(list: string, name: string): string {
  const imports = [
    ...[...list.matchAll(/^import \{ \w+ \} from "\.\/rules\/.*;$/gm)].map(([line]) => line),
    `import { ${camel(name)} } from "./rules/${name}";`,
  ].sort((a, b) => (ruleOf(a) < ruleOf(b) ? -1 : 1));
  const last = "  reportExemptions,\n";
  if (imports.length < 2 || !list.includes(last)) {
    throw new Error("policies/rules.ts is no list of rules that ends in report-exemptions.");
  }
  return list
    .replace(/(^import \{ \w+ \} from "\.\/rules\/.*;\n)+/m, `${imports.join("\n")}\n`)
    .replace(last, `  ${camel(name)},\n${last}`);
}

/** Without the quote that ends it, so that a name comes before those that it begins. */
const ruleOf = (line: string) => line.slice(line.lastIndexOf("/") + 1, line.lastIndexOf('"'));
