/** docs/configuration.md: every key of the configuration, and where it can be set. */
import {
  configKeys,
  configMeanings,
  environmentNames,
  secretKeys,
} from "../../provider/config/keys";

export function configurationReference(): string {
  return `# Configuration

Made by \`npm run docs\` from \`provider/config/keys.ts\`. The first source that has a value counts: the stack
configuration, the environment variables in the given order, then the entry of clouds.yaml that \`OS_CLOUD\`
names. Of several complete sets of credentials, the set from the earlier source counts.

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

A resource or a function call at another location declares \`region\` and \`projectId\`. A project belongs to
one region, so declare both. For another account, or a location that many resources share, the stack has named
connections, each with any of the settings above:

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

- A connection's own settings count before the stack's and the environment's; what a resource declares counts
  before all of them. A connection that has any credential uses only its own credentials. Other settings that
  the connection lacks come from the stack and the environment.
- A configured \`endpoint\` counts before every region: if it is set for the whole stack, requests for all
  regions are sent to it.
- A resource stays at the location where it was created: its state records connection, region and project, and
  refresh and delete use them. A change of the stack's or a connection's region or project is for new resources.
  A region or project that the resource itself declares replaces the resource if it differs from the recorded
  one, and so does a connection that leads to another location.
- A refresh or destroy does not run the program, and uses the configuration of the last \`up\`, as with every
  provider of Pulumi. After a change of the configuration, add \`--run-program\`, or run \`pulumi up\` first.
- \`pulumi import modelarts:index:Notebook dev prod/<id>\` imports a notebook through a connection, and
  \`npx pulumi-modelarts import --connection prod\` imports all notebooks of the connection.
- The plugin has the setting \`connections\`, too, from the stack or as an argument of an explicit provider.

[decisions/locations.md](decisions/locations.md) gives the reasons.
`;
}
