/** Operations that this simulator does not have yet answer as the gateway does. */
import { ApiError } from "../errors";
import type { Handlers } from "./types";

const refuse = (): never => {
  throw new ApiError("APIGW.0101");
};

export const unpublished = () =>
  ({
    registerImage: refuse,
    showStorage: refuse,
    listWorkspaces: refuse,
    listPools: refuse,
    showQuota: refuse,
    listProjects: refuse,
    listAuthDomains: refuse,
  }) satisfies Partial<Handlers>;
