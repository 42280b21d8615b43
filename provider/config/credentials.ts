/** Which credentials the values that were found make, and what is missing for them. */
import type { Credentials } from "../client/settings";
import type { PasswordLogin } from "../client/token";
import type { Advice, Problem } from "./advice";
import type { FoundValues } from "./find-values";
import type { ConfigKey } from "./keys";

/** Of several complete sets of credentials, the one from the source that counts first; undefined: none is complete. */
export function pickCredentials(found: FoundValues): Credentials | undefined {
  const value = (key: ConfigKey) => found[key]?.value;
  const complete: { rank: number; credentials: Credentials }[] = [];
  const add = (credentials: Credentials, ...keys: ConfigKey[]) => {
    const rank = Math.min(...keys.map((key) => found[key]?.rank ?? Infinity));
    complete.push({ rank, credentials });
  };
  const [token, accessKey, secretKey, password] = [
    value("token"),
    value("accessKey"),
    value("secretKey"),
    value("password"),
  ];
  if (token !== undefined) add({ kind: "token", token }, "token");
  if (accessKey !== undefined && secretKey !== undefined) {
    const securityToken = securityTokenOf(found);
    add({ kind: "aksk", accessKey, secretKey, securityToken }, "accessKey", "secretKey");
  }
  if (password !== undefined && (value("userName") ?? value("userId")) !== undefined) {
    const login = {
      password,
      userName: value("userName"),
      userId: value("userId"),
      domainName: value("domainName"),
      projectId: value("projectId"),
      projectName: value("projectName"),
    };
    add({ kind: "password", ...login }, "password", "userName", "userId");
  }
  return complete.sort((a, b) => a.rank - b.rank)[0]?.credentials;
}

/** A security token from a source of a later rank than the keys belongs to other keys. */
function securityTokenOf(found: FoundValues): string | undefined {
  const rank = (key: ConfigKey) => found[key]?.rank ?? 0;
  const belongsToKeys = rank("securityToken") <= Math.max(rank("accessKey"), rank("secretKey"));
  return belongsToKeys ? found.securityToken?.value : undefined;
}

/** The problem where no set of credentials is complete. */
export function missingCredentials(found: FoundValues, { missing, waysToSet }: Advice): Problem {
  if (found.accessKey !== undefined) return missing("secretKey", "the secret key");
  if (found.secretKey !== undefined) return missing("accessKey", "the access key");
  if (found.userName ?? found.userId) return missing("password", "the password");
  if (found.password !== undefined) return missing("userName", "the user name");
  const sets: [string, ConfigKey[]][] = [
    ["an access key and a secret key", ["accessKey", "secretKey"]],
    ["a token", ["token"]],
    ["a user name and a password", ["userName", "password"]],
  ];
  const lines = sets.map(([what, keys]) => `      ${what}: ${keys.map(waysToSet).join("; ")}`);
  const text = ["credentials are missing; set one of", ...lines].join("\n");
  return { text, isMissing: true };
}

/** IAM's user names are unique only within their account, and each IAM token is for one project. */
export function missingForLogin(
  { userId, domainName, projectId, projectName }: PasswordLogin,
  { missing, waysToSet }: Advice,
): Problem[] {
  const problems: Problem[] = [];
  if ((userId ?? domainName) === undefined) {
    problems.push(missing("domainName", "the account's (domain's) name"));
  }
  if ((projectId ?? projectName) === undefined) {
    const byName = `or its name: ${waysToSet("projectName")}`;
    const { text } = missing("projectId", "the project id");
    problems.push({ text: `${text}; ${byName}`, isMissing: true });
  }
  return problems;
}
