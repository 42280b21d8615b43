/** Lists notebooks for a command: those of a user or of the project, in every workspace, with filters. */
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
  /** True lists the notebooks of all users of the project. */
  allUsers?: boolean;
  /** A part of the name. */
  name?: string;
  status?: string;
  /** A user's id. */
  owner?: string;
  /** A dedicated pool's id. */
  pool?: string;
  /** A workspace's id. */
  workspace?: string;
  /** Tags that a notebook must all have. */
  tag?: readonly Tag[];
}

/**
 * @param onPage called after each page with the number of notebooks read so far, and their total number.
 * @throws the client's errors.
 */
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

/** Only Huawei Cloud's list can filter by tag, so tags are compared here. */
function hasTags(required: readonly Tag[] = []) {
  return ({ tags = [] }: NotebookDetail) =>
    required.every(({ key, value }) => tags.some((tag) => tag.key === key && tag.value === value));
}
