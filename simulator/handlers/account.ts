/** Workspaces, pools and quotas. Huawei Cloud only. */
import { features } from "pulumi-modelarts/wire/notebook";
import { ApiError } from "../answers/errors";
import { page, sort } from "../answers/page";
import { user } from "../state/account";
import type { Context, Handlers } from "./types";

/** The page size if the request names none. Source: "Querying Workspaces" (Huawei Cloud). */
const WORKSPACE_PAGE_SIZE = 1000;

export const account = ({ account, assumed }: Context) =>
  ({
    listWorkspaces({ query }) {
      const { name, enterprise_project_id, sort_by, order = "desc" } = query;
      const found = account
        .workspaces()
        .filter(
          (workspace) =>
            (name === undefined || workspace.name?.includes(name)) &&
            (enterprise_project_id === undefined ||
              workspace.enterprise_project_id === enterprise_project_id),
        );
      const sort_dir = order === "asc" ? "ASC" : "DESC";
      const sorted = sort(found, { sort_key: sort_by, sort_dir });
      // In this list the offset counts pages.
      const { limit = WORKSPACE_PAGE_SIZE, offset = 0 } = query;
      const rows = sorted.slice(offset * limit, (offset + 1) * limit);
      return { workspaces: rows, total_count: found.length, count: rows.length };
    },

    listPools({ query: { type, workspace_id, limit, offset } }) {
      const found = account.pools.filter(
        (pool) =>
          pool.type === type && (workspace_id === undefined || pool.workspace_id === workspace_id),
      );
      // A limit of 0 is the documented default: no limit.
      return page(found, { limit: limit || undefined, offset }, { page: assumed.page, first: 1 });
    },

    showQuota({ params }) {
      const name = features.find((feature) => feature === params.feature);
      if (name === undefined) {
        throw new ApiError("ModelArts.6336", `feature: must be one of ${features.join(", ")}.`);
      }
      return { name, enabled: true, ...account.quota(name), user_id: user.id };
    },
  }) satisfies Pick<Handlers, "listWorkspaces" | "listPools" | "showQuota">;
