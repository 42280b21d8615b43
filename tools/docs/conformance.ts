/** docs/conformance.md: how to run the checks, the assumptions, and the differences between the clouds. */
import {
  assumptionNames,
  assumptions,
  assumptionsOf,
  defaultOf,
  type Assumption,
  type AssumptionName,
} from "../../provider/wire/facts/assumptions";
import { cloudNames, clouds, type Cloud } from "../../provider/wire/facts/clouds";
import { MIN_LEASE_MS } from "../../provider/wire/facts/lease-time";
import { MIN_VOLUME_GB, VOLUME_STEP_GB } from "../../provider/wire/facts/limits";
import { NAME_PREFIX } from "../conformance/notebook-name";
import { cloudPace } from "../conformance/pace";

const MINUTE = 60_000;
const mostMinutes = (cloudPace.walkMs + cloudPace.changeMs) / MINUTE;

export function conformanceReference(): string {
  return `# Conformance

Made by \`npm run docs\` from \`tools/docs/conformance.ts\` and the tables in \`provider/wire/\`.

What [differs for a program](#what-differs-for-a-program) between the clouds, and how
[\`npm run conformance\`](#the-check) compares a cloud with what this project assumes.

## What differs for a program

| | ${cloudNames.map((name) => clouds[name].title).join(" | ")} | where it is missing |
| --- | ${cloudNames.map(() => "---").join(" | ")} | --- |
${forPrograms
  .map(
    ({ what, has, otherwise }) =>
      `| ${what} | ${cloudNames.map((name) => yes(has(clouds[name]))).join(" | ")} | ${otherwise} |`,
  )
  .join("\n")}

The cloud follows from the region ([configuration.md](configuration.md)). All other fields, updates, leases, imports and
policies are the same. [The last section](#how-the-clouds-differ) has the differences of the API, which programs do not
see.

## The check

Published sources contradict each other about some facts of the API, and say nothing about others. This project
works with every answer, but assumes one of them. \`npm run conformance\` finds out which answer a server gives.
Anyone with an account can run it.

\`\`\`sh
npm run conformance                         # the simulator of Huawei Cloud
npm run conformance -- --cloud otc          # the simulator of Open Telekom Cloud
npm run conformance -- --assume page=start  # the simulator with another answer: one result differs
\`\`\`

On a cloud, set the credentials as for the provider ([configuration.md](configuration.md)):

\`\`\`sh
export HW_ACCESS_KEY=… HW_SECRET_KEY=… HW_REGION_NAME=eu-de HW_PROJECT_ID=…
npm run conformance                                       # prints what it would create
npm run conformance -- --yes --key-pair my-key            # creates it and makes the checks
npm run conformance -- --yes --record conformance.json    # and records the run for a bug report
\`\`\`

If the environment has credentials, \`MODELARTS_ENDPOINT\` or \`OS_CLOUD\`, the run uses the configured server;
\`--simulator\` uses the simulator all the same. A server on this machine needs no \`--yes\`. Without credentials in
the environment, such a server gets dummy ones.

| Option | |
| --- | --- |
| \`--simulator\` | Uses the simulator, even if the environment configures a server. |
| \`--endpoint <url>\` | Uses this server, with the credentials in the environment. |
| \`--cloud otc\\|huawei\` | The server's cloud; by default derived from its host name. |
| \`--assume <name=value>\` | Chooses the simulator's value of an assumption. Repeat the option, or separate several values by commas. |
| \`--yes\` | Creates the notebook on a server where it costs something. |
| \`--all\` | Also makes the checks that cost more: \`grow-step\`. |
| \`--flavor <id>\`, \`--image <id>\` | By default the smallest CPU flavor with EVS, and the smallest public image for it. |
| \`--key-pair <name>\` | A key pair of yours. Without one the notebook has no SSH, and the checks of the whitelist are not made. |
| \`--record <file>\` | Writes all requests and answers to this file, without ids, names and secrets. |
| \`--replay <file>\` | Repeats the run in this file, with its server and options. Of the other options only \`--json\` is allowed. |
| \`--json [file]\` | Writes the results as JSON to this file, or to standard output (\`npm run --silent\`). |

## What it creates and costs

A run creates one notebook, called \`${NAME_PREFIX}<date>-<time>\`. Its description says that it may be deleted.
It has the smallest flavor, an EVS disk of ${MIN_VOLUME_GB} GB that may grow by 1 GB, and a lease of
${MIN_LEASE_MS / MINUTE} minutes. With \`--all\` the disk may grow by ${1.5 * VOLUME_STEP_GB} GB more.

- **Time.** A run usually takes 10 to 20 minutes, and at most ${mostMinutes}. It costs at most ${mostMinutes} minutes of
  the flavor, and the disk for that time. The run prints the flavor's billing code before it begins.
- **End.** The run deletes the notebook and its disk, even if a check or the run fails, or if it is interrupted
  (Ctrl-C, SIGTERM, SIGHUP). After a second signal it exits at once, and prints the notebook's id.
- **Lost answer.** If the answer to the create is lost, the run searches for the notebook by its name for a minute. If
  no list has the notebook, the run says that its creation is unknown, and ends with exit code 2. Then look for the
  notebook in the console.
- **Killed run.** The lease stops the notebook ${MIN_LEASE_MS / MINUTE} minutes after its last start or renewal. Its
  disk is billed until somebody deletes it. The next run names the notebooks that earlier runs left, and does not
  change them. Only the check of \`renew-off\` switches the lease off, for a moment.
- **Permissions.** A run needs modelarts:notebook:create, list, get, update, delete, start, stop and updateStopPolicy,
  and the permission to list images. It does not list workspaces; the provider does so to find the notebooks of every
  workspace, and needs modelarts:workspace:list. A run changes no other notebook.

## Results

| Result | Meaning |
| --- | --- |
| \`confirmed\` | The server behaves as assumed. |
| \`differs\` | The server behaves differently. The report has the expected and the actual answer, and the effect on users. |
| \`not tried\` | The check was not made. The report says why. |
| \`failed\` | The check failed: no answer, no permission, or a failed notebook. |

The exit code is 0 if nothing differs, 1 if something differs, 2 if a check or the run failed, and 130 if the
run was interrupted.

## Recordings

\`--record <file>\` keeps method, path, query, body, status and answer of every request, except for logins.
Placeholders replace ids, names, addresses, hosts, keys, tokens and every text in a field that is not known to have
only the API's own words. The same text always has the same placeholder, so that a reader can follow the run. Times,
statuses, error codes, flavors and public images stay. Read the file before you attach it to a bug report.

\`--replay <file>\` makes the checks on a recording. It needs no account, and has the results of the recorded run.

## The assumptions

| Name | Question | ${cloudNames.map((name) => clouds[name].title).join(" | ")} |
| --- | --- | ${cloudNames.map(() => "---").join(" | ")} |
${assumptionNames.map(row).join("\n")}

${assumptionNames.map(section).join("\n")}
## How the clouds differ

From \`provider/wire/facts/clouds.ts\`. These differences are documented, so no check is about them.

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
    const assumedFor = cloudNames.filter(
      (cloud) => assumptionsOf(cloud).includes(name) && defaultOf(name, cloud) === value,
    );
    const titles = assumedFor.map((each) => clouds[each].title).join(" and ");
    return `- \`${value}\`${titles === "" ? "" : ` (assumed for ${titles})`}: ${meaning}`;
  });
  return `### ${name}

${question}

${lines.join("\n")}

**Sources:** ${source}

**If the assumption is wrong:** ${ifWrong}
`;
}

const yesOrNo = (is: boolean) => (is ? "yes" : "no");
const code = (text: string) => `\`${text}\``;

/** The rows of the table. A new field of `Cloud` without a row does not compile. */
/** What users notice. Inputs are documented for one cloud only by the words "Huawei Cloud only". */
const forPrograms: readonly {
  what: string;
  has: (cloud: Cloud) => boolean;
  otherwise: string;
}[] = [
  {
    what: "tags of notebooks",
    has: ({ hasTags }) => hasTags,
    otherwise:
      "declare no `tags`: the notebook is created, and then `up` fails; filters by tag find nothing",
  },
  {
    what: "exemptions from policies as tags",
    has: ({ hasTags }) => hasTags,
    otherwise: "write them into the pack's file: [policies.md](policies.md#exemptions)",
  },
  {
    what: "another machine starts a notebook that a killed update has stopped",
    has: ({ hasTags }) => hasTags,
    otherwise: "keep the journal between runs: [teams.md](teams.md#killed-runs)",
  },
  {
    what: "`getWorkspaces`, several workspaces",
    has: ({ hasWorkspaces }) => hasWorkspaces,
    otherwise: "the function fails; lists have the whole project",
  },
  {
    what: "`getPools`",
    has: ({ hasPools }) => hasPools,
    otherwise: "the function fails; `poolId` works",
  },
  {
    what: "`getQuotas`",
    has: ({ hasQuotas }) => hasQuotas,
    otherwise: "the function fails",
  },
  {
    what: 'inputs that [notebook.md](notebook.md) marks with "Huawei Cloud only"',
    has: (cloud) => cloud === clouds.huawei,
    otherwise: "leave them out: they are not documented there",
  },
  {
    what: "Chinese characters in names",
    has: ({ name }) => name.test("\u4e00"),
    otherwise: "letters, digits, `-` and `_`",
  },
];

const yes = (has: boolean) => (has ? "yes" : "no");

const differences: Record<
  Exclude<keyof Cloud, "title">,
  { what: string; of: (cloud: Cloud) => string }
> = {
  notebookPageSizes: {
    what: "Page sizes of the notebook lists",
    of: ({ notebookPageSizes }) => notebookPageSizes?.join(", ") ?? "any",
  },
  workspaceParameter: {
    what: "Query parameter of the notebook lists that names a workspace",
    of: ({ workspaceParameter }) => code(workspaceParameter),
  },
  listsWorkspace: {
    what: "Workspace of the notebook lists, if a request names none",
    of: ({ listsWorkspace }) =>
      listsWorkspace === undefined ? "every workspace" : code(listsWorkspace),
  },
  listsImages: {
    what: "Image type of the image list, if a request names none",
    of: ({ listsImages }) => (listsImages === undefined ? "every type" : code(listsImages)),
  },
  name: {
    what: "Characters of a notebook's name",
    of: ({ name }) =>
      `letters, digits, \`-\`, \`_\`${name.test("\u4e00") ? ", Chinese characters" : ""}`,
  },
  notPublished: {
    what: "The gateway's error code for an unknown path",
    of: ({ notPublished }) => code(notPublished),
  },
  forceDelete: {
    what: "Where the deletion of an image requests that of the content in SWR",
    of: ({ forceDelete }) => `in the ${forceDelete}`,
  },
  hasWorkspaces: { what: "Workspaces", of: ({ hasWorkspaces }) => yesOrNo(hasWorkspaces) },
  hasPools: { what: "List of dedicated pools", of: ({ hasPools }) => yesOrNo(hasPools) },
  hasQuotas: { what: "Quotas", of: ({ hasQuotas }) => yesOrNo(hasQuotas) },
  hasTags: { what: "Tags", of: ({ hasTags }) => yesOrNo(hasTags) },
};
