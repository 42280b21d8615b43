/** Functions about the account: pools, quotas and workspaces. Huawei Cloud only. */
import { z } from "zod";
import { ModelArtsError, isNotPublished } from "../../client/errors";
import { features } from "../../wire/notebook";
import { openEnum } from "../../wire/shape";
import {
  ListPoolsQuery,
  ListWorkspacesQuery,
  Pool,
  poolTypes,
  Quota,
  Workspace,
} from "../../wire/workspace";
import { define } from "./function";
import { everyPool, everyWorkspace } from "../lists/workspaces";

export const getPools = define({
  description:
    "The resource pools that notebooks can run in, with the flavors of each pool. Huawei Cloud only.",
  inputs: z.object({
    type: ListPoolsQuery.shape.type
      .optional()
      .describe("`DEDICATED` pools are your own, `MANAGED` pools are public. By default both."),
    workspaceId: ListPoolsQuery.shape.workspace_id.describe(
      "The id of the workspace; `0` is the default one.",
    ),
  }),
  outputs: z.object({ pools: z.array(Pool).describe("The pools that were found.") }),
  async run({ client }, { type, workspaceId }) {
    // The API requires a type, and lists the pools of one type at a time.
    const lists = (type === undefined ? poolTypes : [type]).map((each) =>
      onHuaweiCloud(() => everyPool(client, { type: each, workspaceId })),
    );
    return { pools: (await Promise.all(lists)).flat() };
  },
});

export const getQuotas = define({
  description:
    "How many notebooks of a feature you may have, and how many you have. Huawei Cloud only.",
  inputs: z.object({
    feature: openEnum(features)
      .optional()
      .describe("`NOTEBOOK` (default) notebooks are billed, `DEFAULT` ones are CodeLab."),
  }),
  outputs: Quota,
  run: ({ client }, { feature = "NOTEBOOK" }) => onHuaweiCloud(() => client.showQuota({ feature })),
});

export const getWorkspaces = define({
  description: "The workspaces that you can use. Huawei Cloud only.",
  inputs: z.object({
    name: ListWorkspacesQuery.shape.name.describe("A part of the name."),
    enterpriseProjectId: ListWorkspacesQuery.shape.enterprise_project_id.describe(
      "The id of the enterprise project that the workspaces belong to.",
    ),
  }),
  outputs: z.object({ workspaces: z.array(Workspace).describe("The workspaces that were found.") }),
  async run({ client }, filters) {
    return { workspaces: await onHuaweiCloud(() => everyWorkspace(client, filters)) };
  },
});

/** @throws ModelArtsError that says so if the cloud has no such operation, or what `ask` throws. */
async function onHuaweiCloud<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!isNotPublished(error)) throw error;
    const { doing, method, path } = error.exchange;
    throw new ModelArtsError(
      "modelarts/not-on-this-cloud",
      `${doing} failed: this endpoint has no such operation (${error.code}). Huawei Cloud has one, ` +
        "Open Telekom Cloud has none. On Huawei Cloud, check modelarts:endpoint and modelarts:region. " +
        `[${method} ${path}]`,
      { cause: error },
    );
  }
}
