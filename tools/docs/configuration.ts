/** docs/configuration.md: every setting, and where it can be set. */
import {
  configKeys,
  configMeanings,
  environmentNames,
  secretKeys,
} from "../../provider/config/read-config";

export function configurationReference(): string {
  return `# Configuration

Made by \`npm run docs\` from \`provider/config/keys.ts\`. The first source that has a value counts: the stack
configuration, then the environment variables in the order of the table, then the entry of clouds.yaml that
\`OS_CLOUD\` names. If several of these sources have complete credentials, the first one counts.

| Stack configuration | Environment | Meaning |
| --- | --- | --- |
${configKeys
  .map((key) => {
    const names = environmentNames[key].map((name) => `\`${name}\``).join(", ");
    const secret = secretKeys.includes(key) ? " (secret)" : "";
    return `| \`modelarts:${key}\`${secret} | ${names} | ${configMeanings[key]} |`;
  })
  .join("\n")}

## Several locations

A resource or function in another location than the stack's declares \`region\` and \`projectId\`. Declare both: a
project belongs to one region. For another account, or a location that many resources share, define connections in the
stack's configuration, each with any of the settings above:

\`\`\`sh
pulumi config set --path modelarts:connections.prod.region eu-nl
pulumi config set --path modelarts:connections.prod.projectId …
pulumi config set --path modelarts:connections.prod.accessKey …
pulumi config set --path --secret modelarts:connections.prod.secretKey …
\`\`\`

\`\`\`ts
new Notebook("dev", { …, connection: "prod" });
new Notebook("beside", { …, region: "eu-nl", projectId: "…" });
getNotebooks({ connection: "prod" });
Notebook.get("team", id, { connection: "prod" });
\`\`\`

- The settings of a resource override those of its connection, and these override the stack's and the environment's. A
  connection that has any credential uses only its own credentials; its other missing settings come from the stack
  and the environment.
- \`endpoint\` overrides every region: an endpoint for the whole stack is used for all regions.
- A resource stays in the location where it was created. Its state records connection, region and project, so that
  refresh and delete use them. A new region or project of the stack or of a connection is for new resources only. A
  new region or project of the resource itself replaces it, and so does a connection to another location.
- A refresh or destroy that does not run the program uses the configuration of the last \`up\`, as with every
  Pulumi provider.
- \`pulumi import modelarts:index:Notebook dev prod/<id>\` imports through a connection, and
  \`npx pulumi-modelarts import --connection prod\` does so for all of the connection's notebooks.
- The plugin has \`connections\`, too, from the stack or as an argument of an explicit provider.

[decisions/places.md](decisions/places.md) has the reasons.
`;
}
