/** IAM: tokens, projects and accounts. */
import { createHash } from "node:crypto";
import { SUBJECT_TOKEN } from "pulumi-modelarts/wire/token";
import { ApiError } from "../answers/errors";
import { user } from "../state/account";
import { Reply, type Context, type Handlers } from "./types";

/** The project that the list shows if the request names none. */
const DEFAULT_PROJECT = "simulated";

export const iam = ({ tokens }: Context) =>
  ({
    createToken({ body }) {
      const { identity, scope } = body.auth;
      const { name, id, password } = identity.password.user;
      const token = tokens.issue(name ?? id, password);
      if (token === undefined) {
        throw new ApiError("APIGW.0301", "The user name or password is wrong.");
      }
      const { project } = scope;
      const expires_at = new Date(token.expiresAt).toISOString();
      const answer = {
        token: {
          expires_at,
          project: {
            id: project.id ?? idOf(project.name ?? ""),
            ...(project.name !== undefined && { name: project.name }),
          },
        },
      };
      return new Reply(answer, 201, { [SUBJECT_TOKEN]: token.value });
    },

    listProjects({ query: { name = DEFAULT_PROJECT } }) {
      const { id: domain_id } = user.domain;
      const own = { id: idOf(name), name, description: "", enabled: true, is_domain: false };
      return { projects: [{ ...own, domain_id, parent_id: domain_id }] };
    },

    listAuthDomains: () => ({ domains: [{ ...user.domain, enabled: true, description: "" }] }),
  }) satisfies Pick<Handlers, "createToken" | "listProjects" | "listAuthDomains">;

/** Every project exists. The same name always has the same id. */
function idOf(projectName: string): string {
  return createHash("md5").update(projectName).digest("hex");
}
