/** `--from-tfstate`: finds the resources that Terraform manages by their ids, and says which are left out and why. */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import type { KindName } from "../../engine/type-tokens";
import { listNotebooks, type Filter } from "../list/list-notebooks";
import type { Managed } from "../pulumi/stack";
import { count, printList, printMessage } from "../terminal/messages";
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
  const isElsewhere = (resource: TerraformResource) =>
    region !== undefined && resource.region !== undefined && resource.region !== region;
  const usable = resources.filter(isFirst);
  const [deposed, repeated, elsewhere] = [
    resources.filter(({ isDeposed }) => isDeposed),
    resources.filter((resource) => !resource.isDeposed && !usable.includes(resource)),
    usable.filter(isElsewhere),
  ];
  warn(
    deposed,
    "left out as deposed, which Terraform's next apply would delete. Delete by hand, or import with `pulumi import`",
  );
  warn(repeated, "left out, since the state has the same id at another address");
  warn(
    elsewhere,
    `left out, not being in region ${region}. Run the command again with a --connection for the other region`,
    (resource) => `${line(resource)} in ${resource.region}`,
  );
  const matching = await filtered(
    usable.filter((resource) => !isElsewhere(resource)),
    client,
    filter,
  );
  warn(
    matching.filter(({ isTainted }) => isTainted),
    "marked as tainted, which Terraform would replace. Pulumi imports it as it is",
  );

  const names = logicalNames(usable.map(named), taken);
  const wanted = matching.map((resource) => ({ ...resource, name: names.get(resource.id) ?? "" }));
  const { statuses, obstacles } = await readResources(client, wanted);
  failIfNoneIsReadable(wanted, obstacles);
  printObstacles(
    wanted.map((resource) => ({ ...resource, name: resource.address })),
    obstacles,
  );
  const reasons = [...obstacles.values()].map(({ kind }) => kind);
  if (reasons.includes("gone")) {
    printMessage(
      "What no longer exists may be in another project or account: then run the command again with its --connection.",
    );
  }
  const found = wanted
    .filter(({ id }) => statuses.has(id))
    .map(({ kind, id, name, address }) => ({
      ...{ kind, id, name },
      ...{ title: address, status: statuses.get(id) },
    }));
  if (found.length === 0) {
    throw new ModelArtsError(
      `Nothing was imported: nothing of the Terraform state from ${title} was found. Check the project and the region.`,
    );
  }
  const skipped = deposed.length + repeated.length + elsewhere.length;
  return { found, isComplete: skipped === 0 && !reasons.includes("unreadable") };
}

/** The first object with its id that is not deposed. */
function isFirst(resource: TerraformResource, _: number, all: readonly TerraformResource[]) {
  const current = all.filter(({ id, isDeposed }) => id === resource.id && !isDeposed);
  return current[0] === resource;
}

/** With filters, those whose notebook is in the list, whoever owns it: Terraform may run as another user. */
async function filtered(
  resources: readonly TerraformResource[],
  client: Client,
  filter: Filter,
): Promise<readonly TerraformResource[]> {
  if (!isFiltered(filter)) return resources;
  const { notebooks } = await listNotebooks(client, { ...filter, allUsers: true });
  const ids = new Set<string | undefined>(notebooks.map(({ id }) => id));
  const matching = resources.filter(({ notebookId }) => ids.has(notebookId));
  const others = resources.filter((resource) => !matching.includes(resource));
  if (others.length > 0) printMessage(`${counted(others)} left out by the filters.`);
  return matching;
}

/** Terraform may call a notebook and its mount the same; logical names tell them apart. */
function named(
  { kind, id, words }: TerraformResource,
  _: number,
  all: readonly TerraformResource[],
) {
  const isShared = all.some((other) => other.words === words && other.kind !== kind);
  return { id, name: isShared && kind !== "Notebook" ? `${words}-${SUFFIXES[kind]}` : words };
}

const SUFFIXES: Readonly<Record<Exclude<KindName, "Notebook">, string>> = {
  NotebookStorage: "storage",
  NotebookImage: "image",
  RegisteredImage: "image",
};

function warn(
  resources: readonly TerraformResource[],
  what: string,
  lineOf: (resource: TerraformResource) => string = line,
): void {
  if (resources.length === 0) return;
  printMessage(`warning: ${counted(resources)} ${what}:`);
  printList(resources.map(lineOf));
}

function line({ address, id }: TerraformResource): string {
  return `${address} (${id})`;
}
