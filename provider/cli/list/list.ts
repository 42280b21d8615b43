/** The notebooks of a user or a project, in every workspace, CodeLab included; filtered. */
import type { NotebookDetail } from "../../wire/notebook";
import {
  everyNotebook,
  type Coverage,
  type ListingClient,
} from "../../resources/lists/notebook-lists";
import type { OnPage } from "../../resources/lists/pages";

export interface Tag {
  key: string;
  value: string;
}

export interface Filter {
  allUsers?: boolean;
  name?: string;
  status?: string;
  owner?: string;
  pool?: string;
  workspace?: string;
  tag?: readonly Tag[];
}

/** @param onPage told how many are known by now, and of how many. */
export async function listNotebooks(
  client: ListingClient,
  filter: Filter,
  onPage?: OnPage,
): Promise<{ notebooks: NotebookDetail[]; coverage: Coverage }> {
  const { allUsers, name, status, owner, pool: poolId, workspace: workspaceId } = filter;
  const filters = { allUsers, name, status, owner, poolId, workspaceId };
  const { notebooks, coverage } = await everyNotebook(client, filters, onPage);
  return { notebooks: notebooks.filter(hasTags(filter.tag)), coverage };
}

/** Only Huawei Cloud's list filters by tag, so what comes back is looked at. */
function hasTags(wanted: readonly Tag[] = []) {
  return ({ tags = [] }: NotebookDetail) =>
    wanted.every(({ key, value }) => tags.some((tag) => tag.key === key && tag.value === value));
}
