/**
 * Which workspaces to search, and the pools of a workspace. A list of the API has one workspace; without a name, only
 * the default one.
 */
import { DEFAULT_WORKSPACE } from "../../wire/facts/limits";
import { z } from "zod";
import type { Client } from "../../client/client";
import { ApiError, isNotPublished } from "../../client/errors";
import { everyRecord, incompleteList } from "./pages";
import type { Camel } from "../../wire/shape";
import {
  Workspace,
  type ListPoolsQuery,
  type Pool,
  type WorkspaceDetail,
} from "../../wire/workspace";

/** The default size of a page of workspaces. In this list `offset` counts pages, not records. */
const WORKSPACES_PER_PAGE = 1000;
const MAX_PAGES = 20;

export interface Workspaces {
  /** Empty if the cloud has no workspaces: then one list has all records. */
  workspaces: WorkspaceDetail[];
  /** What was not searched, and why. */
  gaps: string[];
}

/** The part of a function's result that says what was searched. */
export const searched = z.object({
  workspaces: z
    .array(Workspace)
    .describe("The workspaces that were searched; empty if the cloud has no workspaces."),
  gaps: z
    .array(z.string())
    .describe("What was not searched, and why: for example a workspace that you may not list."),
});

/**
 * The default workspace first.
 *
 * @param declared the id of the only workspace to search; undefined: every workspace that can be listed.
 * @throws the client's errors if they are transient.
 */
export async function workspacesToList(
  client: Pick<Client, "listWorkspaces">,
  declared: string | undefined,
): Promise<Workspaces> {
  if (declared !== undefined) return { workspaces: [{ id: declared }], gaps: [] };
  const byDefault = { id: DEFAULT_WORKSPACE, name: "default" };
  try {
    const known = await everyWorkspace(client);
    const own = known.find(({ id }) => id === DEFAULT_WORKSPACE) ?? byDefault;
    const others = known.filter(({ id }) => id !== undefined && id !== DEFAULT_WORKSPACE);
    return { workspaces: [own, ...others], gaps: [] };
  } catch (error) {
    if (isNotPublished(error)) return { workspaces: [], gaps: [] };
    if (!isRefusal(error)) throw error;
    return { workspaces: [byDefault], gaps: [`Workspaces but the default one: ${error.message}`] };
  }
}

/** @param filters the API's filters in camel case. @throws the client's errors, or ModelArtsError if workspaces are missing. */
export async function everyWorkspace(
  client: Pick<Client, "listWorkspaces">,
  filters: { name?: string; enterpriseProjectId?: string } = {},
): Promise<WorkspaceDetail[]> {
  const found = new Map<string | undefined, WorkspaceDetail>();
  for (let offset = 0; ; offset++) {
    const query = { ...filters, limit: WORKSPACES_PER_PAGE, offset };
    const { workspaces, totalCount = 0 } = await client.listWorkspaces({ query });
    const known = found.size;
    for (const workspace of workspaces) found.set(workspace.id, workspace);
    if (found.size >= totalCount) return [...found.values()];
    const isStuck = found.size === known || offset === MAX_PAGES;
    if (isStuck) throw incompleteList("workspaces", totalCount, found.size);
  }
}

/** The API calls a pool's id `pool_id`; a public pool may have only a `logic_cluster_id`. */
export async function everyPool(
  client: Pick<Client, "listPools">,
  filters: Omit<Camel<z.output<typeof ListPoolsQuery>>, "limit" | "offset">,
): Promise<Camel<z.output<typeof Pool>>[]> {
  const page = async (range: object) => {
    const { data, total } = await client.listPools({ query: { ...filters, ...range } });
    const named = data.map((pool) => ({ id: pool.poolId ?? pool.logicClusterId, pool }));
    return { data: named, total };
  };
  return (await everyRecord(page, "resource pools")).map(({ pool }) => pool);
}

/**
 * True if the API refuses the list, and would refuse it again: for example, for lack of permission. Such an error of
 * one list need not keep the other lists from being read. An answer that can't be used is no refusal: a list with
 * unknown content must not look like a list that the user may not see.
 */
export function isRefusal(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  const isTransient =
    error.status >= 500 || [408, 429].includes(error.status) || error.meaning === "retry";
  return !isTransient;
}

/** The name of a workspace in messages: "team (7c3f…)". */
export function workspaceTitle({ id = "unknown", name }: WorkspaceDetail): string {
  return name === undefined ? id : `${name} (${id})`;
}
