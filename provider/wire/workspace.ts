/** Workspaces, pools and quotas. Huawei Cloud only. */
import { z } from "zod";
import { Flavor } from "./flavor";
import { page } from "./page";
import { cloudText, openEnum, textOrNumber, timestamp, type Camel } from "./shape";

/** A workspace. Source: "Querying Workspaces" (Huawei Cloud). */
export const Workspace = z.object({
  id: textOrNumber().optional().describe("The workspace's id; `0` is the default one."),
  name: cloudText().optional().describe("The workspace's name."),
  description: z.string().optional().describe("What the workspace is for."),
  owner: z.string().optional().describe("The name of the user who created the workspace."),
  auth_type: openEnum(["PUBLIC", "PRIVATE", "INTERNAL"])
    .optional()
    .describe(
      "Who may use the workspace: `PUBLIC` everyone in the account, `PRIVATE` its creator, `INTERNAL` named users.",
    ),
  enterprise_project_id: z.string().optional().describe("The enterprise project's id."),
  enterprise_project_name: z.string().optional().describe("The enterprise project's name."),
  status: openEnum(["NORMAL", "CREATE_FAILED", "DELETING", "DELETE_FAILED"])
    .optional()
    .describe("The workspace's status; a `NORMAL` one can be used."),
  status_info: cloudText()
    .optional()
    .describe("Why creating or deleting the workspace failed, if it did."),
  create_time: timestamp()
    .optional()
    .describe("When the workspace was created, in milliseconds since 1970 (UTC)."),
  update_time: timestamp()
    .optional()
    .describe("When the workspace was last updated, in milliseconds since 1970 (UTC)."),
});

/** A workspace under the names that programs use. */
export type WorkspaceDetail = Camel<z.output<typeof Workspace>>;

/** The fields of this page have other names than those of the other lists. */
export const WorkspacePage = z.object({
  workspaces: z.array(Workspace),
  total_count: z.number().optional(),
  count: z.number().optional(),
});

/** In this list `offset` counts pages, not records. Source: "Querying Workspaces" (Huawei Cloud). */
export const ListWorkspacesQuery = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  name: z.string().optional(),
  enterprise_project_id: z.string().optional(),
  filter_accessible: z.stringbool().or(z.boolean()).optional(),
  sort_by: z.enum(["name", "update_time", "status"]).optional(),
  order: z.enum(["asc", "desc"]).optional(),
});

export const poolTypes = ["MANAGED", "DEDICATED"] as const;

/** A resource pool that notebooks can run in. Source: ListAuthoringClusters (Huawei Cloud). */
export const Pool = z
  .object({
    pool_id: z.string().optional().describe("The pool's id, for `poolId` of a notebook."),
    name: z.string().optional().describe("The pool's name, if the API answers it."),
    logic_cluster_id: z.string().optional().describe("The id of the logical pool."),
    type: openEnum(poolTypes)
      .optional()
      .describe("`MANAGED` pools are public, `DEDICATED` pools are your own."),
    status: openEnum(["PENDING", "INITIALIZING", "INITIALIZE_FAILED", "ACTIVE", "MIGRATING"])
      .optional()
      .describe("The pool's status; an `ACTIVE` one can be used."),
    workspace_id: textOrNumber()
      .optional()
      .describe("The pool's workspace; `0` is the default one."),
    is_allow_root: z
      .boolean()
      .optional()
      .describe("Whether notebooks in the pool may run as root."),
    flavors: z.array(Flavor).optional().describe("The flavors of the pool."),
  })
  .meta({ title: "Pool" });

export const PoolPage = page(Pool);

export const ListPoolsQuery = z.object({
  type: z.enum(poolTypes),
  workspace_id: z.string().optional(),
  limit: z.coerce.number().int().min(0).optional(),
  offset: z.coerce.number().int().min(0).optional(),
});

/** How many notebooks a user may have, and how many the user has. Source: ListFeatures (Huawei Cloud). */
export const Quota = z.object({
  name: cloudText().optional().describe("The feature, e.g. `NOTEBOOK`."),
  enabled: z.boolean().optional().describe("Whether the user may create such notebooks at all."),
  quota: z.number().optional().describe("How many the user may have."),
  used: z.number().optional().describe("How many the user has."),
  user_id: z.string().optional().describe("The id of the user whose quota it is."),
});
