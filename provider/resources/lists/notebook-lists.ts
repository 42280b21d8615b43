/**
 * Every notebook of the project. One list of the API has the notebooks of one feature and, on Huawei Cloud, of
 * one workspace. So several lists are read, and the result says which workspaces and features they cover.
 */
import { CODELAB, DEFAULT_WORKSPACE } from "../../wire/facts/limits";
import type { z } from "zod";
import type { Client } from "../../client/client";
import { ApiError } from "../../client/errors";
import { features, type ListNotebooksQuery, type NotebookDetail } from "../../wire/notebook";
import type { Camel } from "../../wire/shape";
import type { WorkspaceDetail } from "../../wire/workspace";
import type { OnPage } from "./pages";
import { union, type Sorting } from "./union";
import { isRefusal, workspacesToList, workspaceTitle } from "./workspaces";

export type NotebookFilters = Omit<
  Camel<z.input<typeof ListNotebooksQuery>>,
  "limit" | "offset"
> & { allUsers?: boolean };

export type ListingClient = Pick<Client, "listNotebooks" | "listAllNotebooks" | "listWorkspaces">;

/** Which notebooks a result covers. */
export interface Coverage {
  /** The workspaces that were searched. Empty if the cloud has no workspaces: then no notebook is left out. */
  workspaces: WorkspaceDetail[];
  /** Whether CodeLab notebooks are included, from every workspace. */
  hasCodeLab: boolean;
  /** What was not searched, and why. */
  gaps: string[];
}

/** One list of the API. */
interface Part {
  /** Undefined if the cloud has no workspaces. */
  workspace: WorkspaceDetail | undefined;
  feature: string;
}

/** The feature of billed notebooks first: `union` fails if the first list can't be read. */
const FEATURES = [...features.filter((each) => each !== CODELAB), CODELAB];

/** The order in which no notebook is missed while others are created and deleted: see `everyRecord`. */
const NEWEST_FIRST = { sortKey: "create_at", sortDir: "DESC" } as const;

/**
 * Reads a list with the newest notebooks first. No API page names the valid sort keys, so if a cloud refuses
 * this key, the list is read without sorting.
 */
export async function newestFirst<Answer>(
  read: (sorting: Sorting) => Promise<Answer>,
): Promise<Answer> {
  return read(NEWEST_FIRST).catch((error: unknown) => {
    const isRefused = error instanceof ApiError && error.status === 400 && isRefusal(error);
    if (!isRefused) throw error;
    return read({});
  });
}

/**
 * @param filters without `feature`, notebooks of every feature are found; without `workspaceId`, those of
 * every workspace that can be listed.
 * @param onPage called after each page with the number of notebooks read so far, and their total number.
 * @throws the client's errors if the first list can't be read, or if an error is transient.
 */
export async function everyNotebook(
  client: ListingClient,
  { allUsers, feature, workspaceId, sortKey, sortDir, ...filters }: NotebookFilters,
  onPage?: OnPage,
): Promise<{ notebooks: NotebookDetail[]; coverage: Coverage }> {
  const list = allUsers ? client.listAllNotebooks : client.listNotebooks;
  const { workspaces, gaps } = await workspacesToList(client, workspaceId);
  const wanted: readonly string[] = feature === undefined ? FEATURES : [feature];
  const listed = workspaces.length === 0 ? [undefined] : workspaces;
  const parts = listed.flatMap((workspace) => wanted.map((each) => ({ workspace, feature: each })));
  const isByAge = sortKey === undefined && sortDir === undefined;
  const sorting = isByAge ? NEWEST_FIRST : { sortKey: sortKey ?? NEWEST_FIRST.sortKey, sortDir };
  const { items, refused } = await union(
    parts,
    ({ workspace, feature: one }, range) => {
      const id = workspace?.id;
      // On every cloud, a list without a workspace includes the default workspace.
      const listedId = id === DEFAULT_WORKSPACE && workspaceId === undefined ? undefined : id;
      const query = { ...filters, feature: one, workspaceId: listedId, ...range };
      const read = (sorted: Sorting) => list({ query: { ...query, ...sorted } });
      return isByAge ? newestFirst(read) : read(sorting);
    },
    { what: "notebooks", sorting, onPage },
  );
  const isCovered = (has: (part: Part) => boolean) => !refused.some(({ part }) => has(part));
  return {
    notebooks: items,
    coverage: {
      workspaces: workspaces.filter((each) => isCovered(({ workspace }) => workspace === each)),
      hasCodeLab: wanted.includes(CODELAB) && isCovered((part) => part.feature === CODELAB),
      gaps: [...gaps, ...refused.map(({ part, reason }) => `${partTitle(part)}: ${reason}`)],
    },
  };
}

function partTitle({ workspace, feature }: Part): string {
  const what = feature === CODELAB ? "CodeLab notebooks" : "Notebooks";
  return workspace === undefined ? what : `${what} of workspace ${workspaceTitle(workspace)}`;
}
