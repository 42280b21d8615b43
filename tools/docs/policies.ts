/** docs/policies.md: every rule, what it says and how it is set. */
import type { Rule } from "../../policies/rule";
import { rules } from "../../policies/rules";

export function policiesReference(): string {
  return `# Policies

Made by \`npm run docs\` from \`policies/rules/\`.

| Rule | Level | Severity | |
| --- | --- | --- | --- |
${rules
  .map(
    (rule) =>
      `| [\`${rule.name}\`](#${rule.name}) | ${rule.level} | ${rule.severity} | ${rule.description} |`,
  )
  .join("\n")}

A rule judges the declared inputs of each notebook before anything is done, and the outputs of the stack:
live ones of notebooks that exist and of those that the program only refers to with \`Notebook.get\`. What
was said of the inputs is not said again of the outputs. A value that a preview can't know yet is neither
good nor bad: the preview says that the rule could not run.

Levels and settings come from a file:

\`\`\`sh
pulumi preview --policy-pack node_modules/pulumi-modelarts-policies --policy-pack-config policies.json
\`\`\`

\`\`\`json
{
  "require-ssh-whitelist": { "widestIpv4Prefix": 28 },
  "require-auto-stop": { "enforcementLevel": "advisory", "longestDurationHours": 8 }
}
\`\`\`

${rules.map(section).join("\n")}`;
}

function section(rule: Rule): string {
  const settings = Object.entries(rule.settings.properties).map(([name, schema]) => {
    const { default: value, minimum, maximum, description } = schema as Record<string, unknown>;
    return `| \`${name}\` | ${String(value)} | ${String(minimum)}–${String(maximum)} | ${String(description)} |`;
  });
  const messages = Object.values(rule.messages).map((message) => `- ${message}`);
  return `## ${rule.name}

${rule.description}

${rule.remedy}

${
  settings.length === 0
    ? "It has no settings."
    : `| Setting | Default | Range | Meaning |\n| --- | --- | --- | --- |\n${settings.join("\n")}`
}

What it says:

${messages.join("\n")}
`;
}
