/** docs/policies.md: every rule, what it is for, what it says and how it is set. */
import { inspect } from "node:util";
import type { Example, Examples, Rule, Seen } from "../../policies/engine/rule";
import { rules } from "../../policies/rules";
import { presetNames, presetOf } from "./presets";

/** Examples reckon their dates from it, so that the page does not change with the day. */
const NOW = Date.UTC(2027, 0, 1);

export function policiesReference(): string {
  return `# Policies

Made by \`npm run docs\` from \`policies/rules/\`. How the pack is used, its presets, exemptions and
remediation: [policies/README.md](../policies/README.md).

| Rule | Level | ${presetNames.slice(1).join(" | ")} | Severity | |
| --- | --- | ${presetNames
    .slice(1)
    .map(() => "---")
    .join(" | ")} | --- | --- |
${rules.map(row).join("\n")}

A rule judges the declared inputs of each resource before anything is done, and the outputs of the stack:
live ones of resources that exist and of notebooks that the program only refers to with \`Notebook.get\`.
What was said of the inputs is not said again of the outputs. A value that a preview can't know yet is
neither good nor bad: the preview says that the rule could not run.

${rules.map(section).join("\n")}`;
}

function row(rule: Rule): string {
  const levels = presetNames.map((preset) => presetOf(preset)[rule.name]?.enforcementLevel ?? "");
  return `| [\`${rule.name}\`](#${rule.name}) | ${levels.join(" | ")} | ${rule.severity} | ${rule.description} |`;
}

function section(rule: Rule): string {
  const { breaks, passes } = rule.examples as Examples<object>;
  return [
    `## ${rule.name}`,
    rule.description,
    rule.why,
    `**What to do:** ${rule.remedy}`,
    `**When not to use it:** ${rule.whenNot}`,
    rule.needs &&
      `It finds nothing until ${rule.needs.map((name) => `\`${name}\``).join(" or ")} is set.`,
    rule.remediation && `**At level \`remediate\`:** ${rule.remediation}`,
    judges(rule),
    controls(rule),
    settings(rule),
    `What it says:`,
    Object.values(rule.messages)
      .map((message) => `- ${message}`)
      .join("\n"),
    ...(breaks.length === 0 ? [] : ["Breaks it:", examples(rule, breaks)]),
    ...(passes.length === 0 ? [] : ["Passes:", examples(rule, passes)]),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n")
    .concat("\n");
}

const WORDS: Record<Seen, string> = {
  declared: "as declared",
  live: "live",
  referenced: "referenced",
};

function judges(rule: Rule): string {
  const kinds = Object.entries(rule.judges).map(
    ([kind, seen]) => `${kind} (${seen.map((each) => WORDS[each]).join(", ")})`,
  );
  return kinds.length === 0 ? "" : `Judges: ${kinds.join("; ")}.`;
}

function controls({ frameworks }: Rule): string {
  const names = frameworks.map(
    ({ name, version, reference, specification }) =>
      `${name} ${version} ${reference} (${specification})`,
  );
  return names.length === 0 ? "" : `Controls: ${names.join("; ")}.`;
}

function settings(rule: Rule): string {
  const rows = Object.entries(rule.settings.properties).map(([name, schema]) => {
    const { default: value, minimum, maximum, description } = schema;
    const range = minimum === undefined ? "" : `${minimum}–${maximum ?? ""}`;
    return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${range} | ${description} |`;
  });
  if (rows.length === 0) return "It has no settings of its own.";
  return `| Setting | Default | Range | Meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function examples(rule: Rule, list: readonly Example<object>[]): string {
  const lines = list.flatMap((example) => {
    const given = { ...rule.examples.settings, ...example.settings };
    const settings = Object.keys(given).length === 0 ? "" : `, with ${show(given)}`;
    const forms = [
      ["declared", example.declared],
      ["live", example.live],
      ["stack", example.stack],
    ] as const;
    return [
      `// ${example.given}${settings}`,
      ...forms.flatMap(([form, value]) => {
        if (value === undefined) return [];
        const shown = show(typeof value === "function" ? value(NOW) : value);
        return `${example.kind ?? "notebook"}.${form} = ${shown};`;
      }),
    ];
  });
  return `\`\`\`js\n${lines.join("\n")}\n\`\`\``;
}

const show = (value: unknown) => inspect(value, { depth: null, breakLength: Infinity });
