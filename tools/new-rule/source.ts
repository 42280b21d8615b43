/** The source of a new rule, and the list of rules with the new rule in it. */

export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A rule that checks a real property, so that its tests mean something from the start. */
export function ruleSource(name: string): string {
  const words = name.replace(/-/g, " ");
  return `import { defineRule } from "../engine/rule";

export const ${camelCase(name)} = defineRule({
  name: "${name}",
  description: "${words.charAt(0).toUpperCase()}${words.slice(1)}.",
  why: "Explain what goes wrong without the rule.",
  level: "disabled",
  severity: "low",
  frameworks: [],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  messages: {
    missing: "{property} is not set. Explain how to fix it.",
  },
  remedy: "Explain how to fix a violation.",
  whenNot: "Explain where the rule does more harm than good.",
  examples: {
    breaks: [
      { given: "no description", declared: {}, messages: ["missing"] },
      { given: "a live notebook without a description", live: {}, messages: ["missing"] },
    ],
    passes: [
      { given: "a description", declared: { description: "Training." } },
      { given: "a live notebook with a description", live: { description: "Training." } },
    ],
  },

  checkNotebook({ description }) {
    return description ? [] : [{ message: "missing", property: "description", isUndeclared: true }];
  },
});
`;
}

/**
 * The source of policies/rules.ts with the new rule before `report-exemptions`, which must stay last.
 *
 * @throws Error if the source has another form.
 */
export function withRule(list: string, name: string): string {
  const imports = [
    ...[...list.matchAll(/^import \{ \w+ \} from "\.\/rules\/.*;$/gm)].map(([line]) => line),
    `import { ${camelCase(name)} } from "./rules/${name}";`,
  ].sort((a, b) => (ruleOf(a) < ruleOf(b) ? -1 : 1));
  const last = "  reportExemptions,\n";
  if (imports.length < 2 || !list.includes(last)) {
    throw new Error("policies/rules.ts is no list of rules that ends in report-exemptions.");
  }
  return list
    .replace(/(^import \{ \w+ \} from "\.\/rules\/.*;\n)+/m, `${imports.join("\n")}\n`)
    .replace(last, `  ${camelCase(name)},\n${last}`);
}

/** The rule's name in an import line, without the closing quote, which would sort after "-". */
const ruleOf = (line: string) => line.slice(line.lastIndexOf("/") + 1, line.lastIndexOf('"'));
