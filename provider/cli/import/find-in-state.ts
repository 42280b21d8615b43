/** `--from-tfstate`: finds the resources that Terraform manages by their ids, and says which are left out and why. */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import type { KindName } from "../../engine/type-tokens";
import type { Filter } from "../list/list-notebooks";
import { listWithProgress } from "../list/list-with-progress";
import type { Managed } from "../pulumi/stack";
import { count, printList, printMessage, printWarning } from "../terminal/messages";
import { logicalNames } from "./logical-names";
import { counted, failIfNoneIsReadable, printObstacles } from "./obstacles";
import { readResources } from "./read-resources";
import { isFiltered, type Found } from "./select-resources";
import type { TerraformResource, TerraformState } from "./terraform-state";

export interface Search {
  client: Client;
  /** The region that the client asks; undefined if only its endpoint is known. */
  region: string | undefined;
  filter: Filter;
  /** Logical names that the stack has already. */
  taken: Managed["names"];
}

/**
 * @returns `isComplete`: everything of the state was found, except what no longer exists or the filter leaves out.
 * @throws ModelArtsError if nothing was found.
 */
export async function findInState(
  { title, resources, otherCount }: TerraformState,
  { client, region, filter, taken }: Search,
): Promise<{ found: Found[]; isComplete: boolean }> {
  if (otherCount > 0) {
    printMessage(`Left with Terraform: ${count(otherCount, "resource")} of other types.`);
  }
  const { current, usable, unusable } = sortOut(resources, region);
  for (const [what, left] of unusable) warn(left, what);
  const matching = await filtered(usable, client, filter);
  warn(
    matching.filter(({ isTainted }) => isTainted),
    "marked as tainted. Terraform would replace what is tainted; Pulumi does not",
  );
  // All resources get names, so that a name does not depend on the region, the filters or earlier imports.
  const names = logicalNames(current.map(named), taken);
  const { found, isReadable } = await existing(client, matching, names);
  if (found.length === 0) {
    throw new ModelArtsError(
      "modelarts/nothing-to-import",
      `Nothing was imported: nothing of the Terraform state from ${title} was found. Check the project and the region.`,
    );
  }
  return { found, isComplete: isReadable && usable.length === resources.length };
}

/**
 * Another region is not named to the user: Terraform may have it from a sensitive variable.
 *
 * `current`: the first object of each id that Terraform keeps. `usable`: those of them in the client's region, since the
 * ids of another region mean nothing to the client. `unusable`: the others, by the reason for the user.
 */
function sortOut(resources: readonly TerraformResource[], region: string | undefined) {
  const firsts = new Map<string, TerraformResource>();
  for (const resource of resources) {
    if (!resource.isDeposed && !firsts.has(resource.id)) firsts.set(resource.id, resource);
  }
  const current = [...firsts.values()];
  const isElsewhere = ({ region: own = region }: TerraformResource) =>
    region !== undefined && own !== region;
  const unusable: [reason: string, resources: TerraformResource[]][] = [
    [
      "left out as deposed, which Terraform's next apply would delete. Delete by hand, or import with `pulumi import`",
      resources.filter(({ isDeposed }) => isDeposed),
    ],
    [
      "left out, since the state has the same id at another address",
      resources.filter((each) => !each.isDeposed && firsts.get(each.id) !== each),
    ],
    [
      `left out, not being in region ${region}. Run the command again with a --connection for the other region`,
      current.filter(isElsewhere),
    ],
  ];
  return { current, usable: current.filter((each) => !isElsewhere(each)), unusable };
}

/** With filters, those whose notebook is in the list, whoever owns it: Terraform may run as another user. */
async function filtered(
  resources: readonly TerraformResource[],
  client: Client,
  filter: Filter,
): Promise<readonly TerraformResource[]> {
  if (!isFiltered(filter)) return resources;
  const notebooks = await listWithProgress(client, { ...filter, allUsers: true });
  const ids = new Set<string | undefined>(notebooks.map(({ id }) => id));
  const matching = resources.filter(({ notebookId }) => ids.has(notebookId));
  const others = resources.filter((resource) => !matching.includes(resource));
  if (others.length > 0) printMessage(`${counted(others)} left out by the filters.`);
  return matching;
}

/** Reads the resources, and prints which of them can't be imported. */
async function existing(
  client: Client,
  resources: readonly TerraformResource[],
  names: ReadonlyMap<string, string>,
): Promise<{ found: Found[]; isReadable: boolean }> {
  const { statuses, obstacles } = await readResources(client, resources);
  failIfNoneIsReadable(resources, obstacles);
  printObstacles(
    resources.map((resource) => ({ ...resource, name: resource.address })),
    obstacles,
  );
  const reasons = [...obstacles.values()].map(({ kind }) => kind);
  if (reasons.includes("gone")) {
    printMessage(
      "What no longer exists may be in another project or account: then run the command again with its --connection.",
    );
  }
  const found = resources
    .filter(({ id }) => statuses.has(id))
    .map(({ kind, id, address }) => ({
      ...{ kind, id, name: names.get(id) ?? id },
      ...{ title: address, status: statuses.get(id) },
    }));
  return { found, isReadable: !reasons.includes("unreadable") };
}

/** Terraform may call a notebook and its mount the same; logical names tell them apart. */
function named(
  { kind, id, words }: TerraformResource,
  _: number,
  all: readonly TerraformResource[],
) {
  const isShared = all.some((other) => other.words === words && other.kind !== kind);
  return { id, name: isShared && kind !== "Notebook" ? `${words}-${suffixOf(kind)}` : words };
}

/** The last word of the class's name: `storage`, `image`. */
const suffixOf = (kind: KindName) => /[A-Z][a-z]+$/.exec(kind)?.[0].toLowerCase();

function warn(resources: readonly TerraformResource[], what: string): void {
  if (resources.length === 0) return;
  printWarning("modelarts/left-out", `${counted(resources)} ${what}:`);
  printList(resources.map(line));
}

function line({ address, id }: TerraformResource): string {
  return `${address} (${id})`;
}
