/**
 * Every notebook of the account. One list of the API has the notebooks of one feature, and on Huawei
 * Cloud of one workspace; so there are several, and what they cover is answered, too.
 */
import type { z } from "zod";
import type { Client } from "../../client/client";
import { ApiError } from "../../client/errors";
import {
  CODELAB,
  features,
  type ListNotebooksQuery,
  type NotebookDetail,
} from "../../wire/notebook";
import type { Camel } from "../../wire/shape";
import { DEFAULT_WORKSPACE, type WorkspaceDetail } from "../../wire/workspace";
import type { OnPage } from "./pages";
import { union, type Sorting } from "./union";
import { isRefusal, workspacesToList, workspaceTitle } from "./workspaces";

export type NotebookFilters = Omit<
  Camel<z.input<typeof ListNotebooksQuery>>,
  "limit" | "offset"
> & { allUsers?: boolean };

export type ListingClient = Pick<Client, "listNotebooks" | "listAllNotebooks" | "listWorkspaces">;

/** What a list of notebooks looked at. */
export interface Coverage {
  /** The workspaces that were looked in. None where the cloud has no workspaces: nothing is left out. */
  workspaces: WorkspaceDetail[];
  /** Whether CodeLab notebooks are in the list wherever there are any. */
  hasCodeLab: boolean;
  /** What was not looked at, and why. */
  gaps: string[];
}

interface Part {
  /** Undefined where the cloud has no workspaces. */
  workspace: WorkspaceDetail | undefined;
  feature: string;
}

/** The billed ones first: that list has to be readable. */
const FEATURES = [...features.filter((each) => each !== CODELAB), CODELAB];

/** The order in which nothing is lost while notebooks come and go: see `everyRecord`. */
const NEWEST_FIRST = { sortKey: "create_at", sortDir: "DESC" } as const;

/**
 * Asks for the newest first. No page of the API names the keys that it sorts by, so a cloud that
 * refuses this one is asked without.
 */
export async function newestFirst<Answer>(
  ask: (sorting: Sorting) => Promise<Answer>,
): Promise<Answer> {
  return ask(NEWEST_FIRST).catch((error: unknown) => {
    const isRefused = error instanceof ApiError && error.status === 400 && isRefusal(error);
    if (!isRefused) throw error;
    return ask({});
  });
}

/** Undeclared, `feature` means every feature and `workspaceId` every workspace that is known. */
export async function everyNotebook(
  client: ListingClient,
  { allUsers, feature, workspaceId, sortKey, sortDir, ...filters }: NotebookFilters,
  onPage?: OnPage,
): Promise<{ notebooks: NotebookDetail[]; coverage: Coverage }> {
  const list = allUsers ? client.listAllNotebooks : client.listNotebooks;
  const { workspaces, gaps } = await workspacesToList(client, workspaceId);
  const wanted: readonly string[] = feature === undefined ? FEATURES : [feature];
  const places = workspaces.length === 0 ? [undefined] : workspaces;
  const parts = places.flatMap((workspace) => wanted.map((each) => ({ workspace, feature: each })));
  const isByAge = sortKey === undefined && sortDir === undefined;
  const sorting = isByAge ? NEWEST_FIRST : { sortKey: sortKey ?? NEWEST_FIRST.sortKey, sortDir };
  const { items, refused } = await union(
    parts,
    ({ workspace, feature: one }, range) => {
      const id = workspace?.id;
      // The default workspace is what a list without one is about, on every cloud.
      const where = id === DEFAULT_WORKSPACE && workspaceId === undefined ? undefined : id;
      const query = { ...filters, feature: one, workspaceId: where, ...range };
      const ask = (sorted: Sorting) => list({ query: { ...query, ...sorted } });
      return isByAge ? newestFirst(ask) : ask(sorting);
    },
    { what: "notebooks", sorting, onPage },
  );
  const isWhole = (here: (part: Part) => boolean) => !refused.some(({ part }) => here(part));
  return {
    notebooks: items,
    coverage: {
      workspaces: workspaces.filter((each) => isWhole(({ workspace }) => workspace === each)),
      hasCodeLab: wanted.includes(CODELAB) && isWhole((part) => part.feature === CODELAB),
      gaps: [...gaps, ...refused.map(({ part, reason }) => `${partTitle(part)}: ${reason}`)],
    },
  };
}

function partTitle({ workspace, feature }: Part): string {
  const what = feature === CODELAB ? "CodeLab notebooks" : "Notebooks";
  return workspace === undefined ? what : `${what} of workspace ${workspaceTitle(workspace)}`;
}
