/** IAM's token call. */
import { createHash } from "node:crypto";
import { SUBJECT_TOKEN } from "pulumi-modelarts/wire/token";
import { ApiError } from "../errors";
import { Reply, type Context, type Handlers } from "./types";

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
  }) satisfies Pick<Handlers, "createToken">;

/** Any project is there; one that is asked for by name has always the same id. */
function idOf(projectName: string): string {
  return createHash("md5").update(projectName).digest("hex");
}
