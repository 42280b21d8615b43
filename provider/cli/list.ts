/** The notebooks of a user or a project, all pages of them, filtered. */
import type { Client } from "../client/client";
import type { NotebookDetail } from "../wire/notebook";
import { everyRecord } from "../lifecycle/pages";

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
  client: Pick<Client, "listNotebooks" | "listAllNotebooks">,
  filter: Filter,
  onPage?: (done: number, total: number) => void,
): Promise<NotebookDetail[]> {
  const list = filter.allUsers ? client.listAllNotebooks : client.listNotebooks;
  const { name, status, owner, pool: poolId, workspace: workspaceId } = filter;
  const found = await everyRecord(
    (range) => list({ query: { name, status, owner, poolId, workspaceId, ...range } }),
    "notebooks",
    onPage,
  );
  return found.filter(hasTags(filter.tag));
}

/** Only Huawei Cloud's list filters by tag, so what comes back is looked at. */
function hasTags(wanted: readonly Tag[] = []) {
  return ({ tags = [] }: NotebookDetail) =>
    wanted.every(({ key, value }) => tags.some((tag) => tag.key === key && tag.value === value));
}
