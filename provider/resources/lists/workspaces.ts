/** Which workspaces a list looks in: the API lists one at a time, and undeclared only the default one. */
import { z } from "zod";
import type { Client } from "../../client/client";
import { AnswerError, ApiError } from "../../client/errors";
import { notPublishedCodes } from "../../wire/clouds";
import { DEFAULT_WORKSPACE, Workspace, type WorkspaceDetail } from "../../wire/workspace";

/** What a page of workspaces holds by default. Here `offset` counts pages, not records. */
const WORKSPACES_A_PAGE = 1000;
const MAX_PAGES = 20;

export interface Workspaces {
  /** None where the cloud has no workspaces: then one list has everything. */
  workspaces: WorkspaceDetail[];
  /** What is left out, and why. */
  gaps: string[];
}

/** What functions that list answer of this. */
export const covered = z.object({
  workspaces: z
    .array(Workspace)
    .describe("The workspaces that were looked in; none where the cloud has no workspaces."),
  gaps: z
    .array(z.string())
    .describe("What was not looked at, and why: a workspace that refused the list, for example."),
});

/** @param declared the only workspace that is wanted. */
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
    if (!isRefusal(error)) throw error;
    const code = error instanceof ApiError ? error.code : undefined;
    const isUnpublished = notPublishedCodes.includes(code ?? "");
    if (isUnpublished) return { workspaces: [], gaps: [] };
    return { workspaces: [byDefault], gaps: [`Workspaces but the default one: ${error.message}`] };
  }
}

/** @param filters under the API's own names in camel case. */
export async function everyWorkspace(
  client: Pick<Client, "listWorkspaces">,
  filters: { name?: string; enterpriseProjectId?: string } = {},
): Promise<WorkspaceDetail[]> {
  const found = new Map<string | undefined, WorkspaceDetail>();
  for (let offset = 0; offset < MAX_PAGES; offset++) {
    const query = { ...filters, limit: WORKSPACES_A_PAGE, offset };
    const { workspaces, totalCount = 0 } = await client.listWorkspaces({ query });
    const known = found.size;
    for (const workspace of workspaces) found.set(workspace.id, workspace);
    if (found.size >= totalCount || found.size === known) break;
  }
  return [...found.values()];
}

/**
 * True if the next try would be answered alike: what one list refuses need not keep the others from
 * being read.
 */
export function isRefusal(error: unknown): error is ApiError | AnswerError {
  if (error instanceof AnswerError) return true;
  if (!(error instanceof ApiError)) return false;
  const isTransient =
    error.status >= 500 || [408, 429].includes(error.status) || error.meaning === "retry";
  return !isTransient;
}

/** As sentences name a workspace: "team (7c3f…)". */
export function workspaceTitle({ id = "unknown", name }: WorkspaceDetail): string {
  return name === undefined ? id : `${name} (${id})`;
}
