/** docs/rights.md: which IAM actions a user needs, with policies to copy. */
import { iamActions, isRead } from "../../provider/wire/facts/iam-actions";
import { operations, type OperationName } from "../../provider/wire/operations";
import { tableOf } from "./simulator-readme";

export function rightsReference(): string {
  const named = Object.entries(iamActions);
  const rows = named.map(([operation, action]) => {
    const { doing } = operations[operation as OperationName];
    return [doing, `\`${action}\``, isRead(operation) ? "yes" : ""];
  });
  const all = named.map(([, action]) => action);
  const reads = named.filter(([name]) => isRead(name)).map(([, action]) => action);
  return `# Rights

Which actions a user of IAM must be allowed, for the credentials that Pulumi uses. Sources: the page "Permissions and
Supported Actions" of each cloud's ModelArts API reference. \`npx pulumi-modelarts doctor\` tries the reads.

${tableOf(["what", "action", "reads only"], rows)}

Reading a lease, listing flavors, tags and mounts need no action of their own by identity policy. A create also depends
on the services whose parts it names: keys (\`kps\`), secrets (\`csms\`), images (\`swr\`), buckets (\`obs\`), networks (\`vpc\`)
and file systems (\`sfsturbo\`). Listing workspaces, and registering or deleting images, need
rights whose names we have not found published. Without the right to list workspaces, lists have the default workspace only,
and say so. \`modelarts:previewChecks\` lists flavors, images, workspaces, pools and the quota; it does without what it may
not read, and says so.

## To manage notebooks

A custom policy for the project of the notebooks:

${policy(all)}

## To audit

Enough for refreshes of existing stacks, \`pulumi-modelarts list\` and \`pulumi-modelarts-policies audit\`. No notebook can
be created, changed, started, stopped or deleted with it. Tags and mounts need no action by identity policy, so it
does not deny them:

${policy(reads)}

Without \`modelarts:notebook:listAllNotebooks\`, an audit needs \`--own\` and sees only the user's own notebooks.
`;
}

function policy(actions: readonly string[]): string {
  const content = { Version: "1.1", Statement: [{ Effect: "Allow", Action: actions }] };
  return `\`\`\`json\n${JSON.stringify(content, null, 2)}\n\`\`\``;
}
