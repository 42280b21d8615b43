/** docs/configuration.md: every key and where it can be set. */
import {
  configKeys,
  configMeanings,
  environmentNames,
  secretKeys,
} from "../../provider/config/keys";

export function configurationReference(): string {
  return `# Configuration

Made by \`npm run docs\` from \`provider/config/keys.ts\`. A value is taken from the first place that has it:
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

## Several places

A resource or a function that is somewhere else says so with \`region\` and \`projectId\`. A project belongs
to one region, so both belong together. For another account, or a place that many resources share, the stack
names connections, each with any of the settings above:

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

- A connection's own settings come before the stack's and the environment's; what a resource says comes
  before both. A connection that has any credential uses only its own; what else it lacks comes from the
  stack and the environment.
- \`endpoint\`, wherever it is set, counts before every region: set for the whole stack, it is asked for all
  regions.
- A resource stays where it was created: its state records connection, region and project, so that refresh
  and delete go there. A change of the stack's or a connection's region or project is for new resources. A
  region or project that the resource itself declares replaces it if it is another one, and so does a
  connection that leads elsewhere.
- A refresh or destroy that does not run the program takes the configuration of the last \`up\`, as with every
  provider of Pulumi.
- \`pulumi import modelarts:index:Notebook dev prod/<id>\` imports through a connection, and
  \`npx pulumi-modelarts import --connection prod\` does so for all of its notebooks.
- The plugin takes \`connections\` as well, from the stack or as an argument of an explicit provider.

[decisions/places.md](decisions/places.md) says why.
`;
}
