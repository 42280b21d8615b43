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

## Checks before a change

Without further settings, a preview sends no request: a flavor that is sold out is found by \`pulumi up\`, when other
notebooks may exist already. With

\`\`\`sh
pulumi config set modelarts:previewChecks true
\`\`\`

ModelArts is asked first. A check that fails ends the preview, and names up to five values that are nearest:

\`\`\`text
error: … resource 'dev': property flavor value {modelarts.vm.cpu.4u} has a problem: is not offered in this project and
region. Nearest: modelarts.vm.cpu.2u, modelarts.vm.cpu.8u [modelarts:previewChecks] [modelarts/preview-check]
\`\`\`

| of a notebook | what is checked |
| --- | --- |
| that is new, or replaces another one | The flavor exists, is not sold out and has the architecture of the image. With \`poolId\`, the dedicated pool has the flavor. The image exists and did not fail to be built. |
| that is new | The quota allows one notebook more, with all new ones of the run. Notebooks that the run deletes count, since they are deleted last. |
| that is updated | The same as of a new one, but only of \`flavor\` and \`imageId\`, and only if they change. |

- A run reads each list once for all of its notebooks: flavors, images (a list for each workspace and one of the
  built-in ones), the quota and, for notebooks in a pool, the pools. An image that is in no list is read by its id. A
  \`pulumi up\` with its preview is two runs. If no notebook is new and no flavor or image changes, nothing is read.
- A list that can't be read within 15 seconds, or at all, does not end the preview. One warning names the lists
  and the reason, and what needs them is not checked. [rights.md](rights.md) says what reading needs.
- Not checked are values that are not known before the update, the flavor of a notebook with \`customSpec\` (only the
  architecture is), a flavor in a pool that the list of pools does not have, and a notebook that an earlier, killed run
  may have created.
- Pools and quotas exist on Huawei Cloud alone, and the quota is that of notebooks with the feature \`NOTEBOOK\`. On Open
  Telekom Cloud neither is checked, nor is a flavor with \`poolId\`.
- An update is checked with the flavors and images of the location that is configured now. If the notebook is elsewhere
  (see above), declare its \`region\` and \`projectId\`.

[decisions/preview-checks.md](decisions/preview-checks.md) gives the reasons.
`;
}
