/** docs/configuration.md: every key and where it can be set. */
import { configKeys, environmentNames, secretKeys } from "../../provider/config";

const meanings: Record<(typeof configKeys)[number], string> = {
  cloud: "`otc`, `huaweicloud`, `huaweicloud-eu` or a domain; by default the region tells",
  region: "e.g. `eu-de`, `cn-north-4`; not needed where `endpoint` is set",
  projectId: "the project's id; with a password its name is enough",
  endpoint: "scheme, host and port of ModelArts; by default made from region and cloud",
  authUrl: "IAM's address; by default made from region and cloud",
  accessKey: "access key",
  secretKey: "secret key",
  securityToken: "security token of a temporary access key",
  token: "a ready IAM token",
  userName: "IAM user name",
  userId: "IAM user id, instead of the name",
  password: "IAM password",
  domainName: "the account's name, for a login by password",
  projectName: "the project's name, for a login by password",
  insecure: "`true` takes any certificate",
  caCert: "further certificate authorities: a PEM file, or the PEM itself",
};

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
    return `| \`modelarts:${key}\`${secret} | ${names} | ${meanings[key]} |`;
  })
  .join("\n")}
`;
}
