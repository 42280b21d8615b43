/** docs/configuration.md: every key and where it can be set. */
import { configKeys, configMeanings, environmentNames, secretKeys } from "../../provider/config";

export function configurationReference(): string {
  return `# Configuration

Made by \`npm run docs\` from \`provider/config.ts\`. A value is taken from the first place that has it:
the stack configuration, the environment names in the order given, and last the entry of clouds.yaml
that \`OS_CLOUD\` names. Of several complete sets of credentials the one that is set closest to the stack
counts.

| Stack configuration | Environment | Meaning |
| --- | --- | --- |
${configKeys
  .map((key) => {
    const names = environmentNames[key].map((name) => `\`${name}\``).join(", ");
    const secret = secretKeys.includes(key) ? " (secret)" : "";
    return `| \`modelarts:${key}\`${secret} | ${names} | ${configMeanings[key]} |`;
  })
  .join("\n")}
`;
}
