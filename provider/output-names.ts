/** Made from the wire schemas by "npm run docs". */
import type { KindName } from "./type-tokens";

type Names = Readonly<Record<KindName, readonly string[]>>;

/** The names of all outputs but the id. */
export const outputNames: Names = {
  Notebook: [
    "name",
    "description",
    "status",
    "failReason",
    "feature",
    "flavor",
    "image",
    "lease",
    "endpoints",
    "volume",
    "pool",
    "url",
    "token",
    "workspaceId",
    "billingItems",
    "user",
    "userId",
    "actionProgress",
    "tags",
    "customSpec",
    "affinity",
    "runUser",
    "dataVolumes",
    "userVpc",
    "ip",
    "isNeedCredentials",
    "jupyterVersion",
    "createAt",
    "updateAt",
    "connection",
    "region",
    "projectId",
    "imageId",
    "poolId",
    "hooks",
    "publicNetworkConfig",
    "desiredStatus",
  ],
};

/** Inputs to whose outputs the API adds something. */
export const grownOutputs: Names = {
  Notebook: ["lease", "endpoints", "volume", "runUser", "userVpc"],
};
