/** docs/conformance.md: how to run the checks, what each assumption changes, how the clouds differ. */
import {
  assumptionNames,
  assumptions,
  assumptionsOf,
  defaultOf,
  type Assumption,
  type AssumptionName,
} from "../../provider/wire/assumptions";
import { cloudNames, clouds, type Cloud } from "../../provider/wire/clouds";
import { MIN_LEASE_MS } from "../../provider/wire/lease-time";

import { NAME_PREFIX } from "../conformance/notebook-name";
import { cloudPace } from "../conformance/pace";
import { MIN_VOLUME_GB, VOLUME_STEP_GB } from "../../provider/wire/limits";

const MINUTE = 60_000;
const mostMinutes = (cloudPace.walkMs + cloudPace.changeMs) / MINUTE;

export function conformanceReference(): string {
  return `# Conformance

Made by \`npm run docs\` from \`tools/docs/conformance.ts\` and the tables in \`provider/wire/\`.

Published sources contradict each other about some facts of the API, and leave others open. This project
works with either answer, and takes one of them to be right. \`npm run conformance\` finds out which answer
a server gives. Anyone with an account can run it.

\`\`\`sh
npm run conformance                         # the simulator, as Huawei Cloud
npm run conformance -- --cloud otc          # the simulator, as Open Telekom Cloud
npm run conformance -- --assume page=start  # the simulator with one fact changed: one result differs
\`\`\`

On a cloud, set the credentials as for the provider ([configuration.md](configuration.md)):

\`\`\`sh
export HW_ACCESS_KEY=… HW_SECRET_KEY=… HW_REGION_NAME=eu-de HW_PROJECT_ID=…
npm run conformance                                       # says what it would create, and ends
npm run conformance -- --yes --key-pair my-key            # creates it
npm run conformance -- --yes --record conformance.json    # and keeps the exchange for a bug report
\`\`\`

As soon as credentials, \`MODELARTS_ENDPOINT\` or \`OS_CLOUD\` are in the environment, the configured server is
asked; \`--simulator\` asks the simulator all the same. A server on this machine needs no \`--yes\`, and without
credentials it gets some of no worth.

| Option | |
| --- | --- |
| \`--simulator\` | Asks the simulator, whatever the environment says |
| \`--endpoint <url>\` | Asks this server, with the environment's credentials |
| \`--cloud otc\\|huawei\` | The cloud that the server belongs to; by default derived from its host name |
| \`--assume <name=value>\` | How the simulator is to behave; values may be repeated or separated by commas |
| \`--yes\` | Begins on a server where the notebook costs something |
| \`--all\` | Also makes the checks that cost more: \`grow-step\` |
| \`--flavor <id>\`, \`--image <id>\` | By default the smallest CPU flavor with EVS, and the smallest public image for it |
| \`--key-pair <name>\` | A key pair of yours; without one there is no SSH, and the whitelist checks are not tried |
| \`--record <file>\` | Writes every exchange, without ids, names and secrets |
| \`--replay <file>\` | Repeats a recorded run, with its server and options; only \`--json\` goes with this |
| \`--json [file]\` | The results as JSON; without a file to standard output (\`npm run --silent\`) |

## What it creates and costs

One notebook, called \`${NAME_PREFIX}<date>-<time>\`, whose description says what it is and that it may
be deleted. It has the smallest flavor, an EVS disk of ${MIN_VOLUME_GB} GB that may grow by 1 GB, and a lease
of ${MIN_LEASE_MS / MINUTE} minutes. With \`--all\` the disk may grow by ${1.5 * VOLUME_STEP_GB} GB more.

- A run usually takes 10 to 20 minutes and at most ${mostMinutes}: it costs at most ${mostMinutes} minutes of
  the flavor, and its disk for that time. The run says the flavor's billing code before it begins.
- The notebook is deleted at the end, with its disk, also if a check or the run fails, or if the run is
  interrupted (Ctrl-C, SIGTERM, SIGHUP). A second signal gives up, and the run says the notebook's id.
- If the create's answer is lost, the run looks for the notebook by its name for a minute. If no list shows
  the notebook, the run says that its creation is unknown, and ends with 2: look for it in the console.
- If the run is killed, the lease stops the notebook ${MIN_LEASE_MS / MINUTE} minutes after its last start or
  renewal. Its disk is billed until somebody deletes it. The next run says which notebooks of earlier runs are
  still there, and leaves them alone. Only the check of \`renew-off\` takes the lease away, for a moment.
- It needs the rights modelarts:notebook:create, list, get, update, delete, start, stop and
  updateStopPolicy, and the right to list images. A run lists no workspaces: listing them, as the provider
  does to find notebooks in every workspace, needs modelarts:workspace:list. Other notebooks are never changed.

## Results

| Result | Meaning |
| --- | --- |
| \`confirmed\` | The server behaves as assumed. |
| \`differs\` | The server behaves otherwise. The report says what was expected, what was answered, and the effect on users. |
| \`not tried\` | The check was not made. The report says why. |
| \`failed\` | The check could not be made: no answer, no right, or the notebook failed. |

The exit code is 0 if nothing differs, 1 if something differs, 2 if a check or the run failed, and 130 if the
run was interrupted.

## Recordings

\`--record <file>\` keeps method, path, query, body, status and answer of every request but logins. Ids, names,
addresses, hosts, keys, tokens and every text in a field that is not known to be the API's own word are
replaced by stand-ins. The same text has the same stand-in everywhere, so that the exchange can still be
followed. Times, statuses, error codes, flavors and public images stay. Read the file before you attach it to
a bug report all the same.

\`--replay <file>\` runs the checks on a recording. It needs no account, and gives the results of the recorded
run.

## The assumptions

| Name | Question | ${cloudNames.map((name) => clouds[name].title).join(" | ")} |
| --- | --- | ${cloudNames.map(() => "---").join(" | ")} |
${assumptionNames.map(row).join("\n")}

${assumptionNames.map(section).join("\n")}
## How the clouds differ

From \`provider/wire/clouds.ts\`. These differences are documented, so that no check asks for them.

| | ${cloudNames.map((name) => clouds[name].title).join(" | ")} |
| --- | ${cloudNames.map(() => "---").join(" | ")} |
${Object.values(differences)
  .map(({ what, of }) => `| ${what} | ${cloudNames.map((name) => of(clouds[name])).join(" | ")} |`)
  .join("\n")}
`;
}

function row(name: AssumptionName): string {
  const values = cloudNames.map((cloud) =>
    assumptionsOf(cloud).includes(name) ? `\`${defaultOf(name, cloud)}\`` : "–",
  );
  return `| [\`${name}\`](#${name}) | ${assumptions[name].question} | ${values.join(" | ")} |`;
}

function section(name: AssumptionName): string {
  const { question, values, source, ifWrong }: Assumption = assumptions[name];
  const lines = Object.entries(values).map(([value, meaning]) => {
    const taken = cloudNames.filter(
      (cloud) => assumptionsOf(cloud).includes(name) && defaultOf(name, cloud) === value,
    );
    const who = taken.map((each) => clouds[each].title).join(" and ");
    return `- \`${value}\`${who === "" ? "" : ` (taken to be right for ${who})`}: ${meaning}`;
  });
  return `### ${name}

${question}

${lines.join("\n")}

**Sources:** ${source}

**If the value that is taken to be right is wrong:** ${ifWrong}
`;
}

const yesOrNo = (is: boolean) => (is ? "yes" : "no");
const code = (text: string) => `\`${text}\``;

/** A row for each field, so that a new one does not compile without its words. */
const differences: Record<
  Exclude<keyof Cloud, "title">,
  { what: string; of: (cloud: Cloud) => string }
> = {
  notebookPageSizes: {
    what: "Page sizes of the notebook lists",
    of: ({ notebookPageSizes }) => notebookPageSizes?.join(", ") ?? "no range is named",
  },
  workspaceParameter: {
    what: "Query parameter of the notebook lists that names a workspace",
    of: ({ workspaceParameter }) => code(workspaceParameter),
  },
  listsWorkspace: {
    what: "Workspace that a list without one is about",
    of: ({ listsWorkspace }) =>
      listsWorkspace === undefined ? "every workspace" : code(listsWorkspace),
  },
  listsImages: {
    what: "Image type that an image list without one is about",
    of: ({ listsImages }) => (listsImages === undefined ? "every type" : code(listsImages)),
  },
  name: {
    what: "Characters of a notebook's name",
    of: ({ name }) =>
      `letters, digits, \`-\`, \`_\`${name.test("\u4e00") ? ", Chinese characters" : ""}`,
  },
  notPublished: {
    what: "The gateway's error code for a path that does not exist",
    of: ({ notPublished }) => code(notPublished),
  },
  forceDelete: {
    what: "How the deletion of an image is told to delete the content in SWR",
    of: ({ forceDelete }) => `in the ${forceDelete}`,
  },
  hasWorkspaces: { what: "Workspaces", of: ({ hasWorkspaces }) => yesOrNo(hasWorkspaces) },
  hasPools: { what: "List of dedicated pools", of: ({ hasPools }) => yesOrNo(hasPools) },
  hasQuotas: { what: "Quotas", of: ({ hasQuotas }) => yesOrNo(hasQuotas) },
  hasTags: { what: "Tags", of: ({ hasTags }) => yesOrNo(hasTags) },
};
