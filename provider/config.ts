/**
 * Stack configuration, environment and clouds.yaml → what the client needs to know. A value is taken
 * from the first place that has it: `modelarts:` stack configuration, HW_ names, OS_ names, and the
 * entry of clouds.yaml that OS_CLOUD names.
 */
import { readFileSync } from "node:fs";
import { ConfigurationError } from "./client/errors";
import { isLoopback, type Credentials, type Settings } from "./client/settings";
import type { PasswordLogin } from "./client/token";
import { readCloud } from "./clouds-yaml";

/** Where each key can be set besides the stack configuration, first come first served. */
export const environmentNames = {
  cloud: ["HW_CLOUD"],
  region: ["HW_REGION_NAME", "OS_REGION_NAME", "OS_REGION"],
  projectId: ["HW_PROJECT_ID", "OS_PROJECT_ID", "OS_TENANT_ID"],
  endpoint: ["MODELARTS_ENDPOINT"],
  authUrl: ["HW_AUTH_URL", "OS_AUTH_URL"],
  accessKey: ["HW_ACCESS_KEY", "OS_ACCESS_KEY"],
  secretKey: ["HW_SECRET_KEY", "OS_SECRET_KEY"],
  securityToken: ["HW_SECURITY_TOKEN", "OS_SECURITY_TOKEN"],
  token: ["HW_AUTH_TOKEN", "OS_AUTH_TOKEN", "OS_TOKEN"],
  userName: ["HW_USER_NAME", "OS_USERNAME"],
  userId: ["OS_USER_ID"],
  password: ["HW_USER_PASSWORD", "OS_PASSWORD"],
  domainName: ["HW_DOMAIN_NAME", "OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME"],
  projectName: ["HW_PROJECT_NAME", "OS_PROJECT_NAME", "OS_TENANT_NAME"],
  insecure: ["HW_INSECURE", "OS_INSECURE"],
  caCert: ["OS_CACERT"],
} as const;

export type ConfigKey = keyof typeof environmentNames;
export const configKeys = Object.keys(environmentNames) as ConfigKey[];

/** What each key is, for the reference and the plugin's schema. */
export const configMeanings: Record<ConfigKey, string> = {
  cloud: "`otc`, `huaweicloud`, `huaweicloud-eu` or a domain; by default the region tells",
  region: "e.g. `eu-de`, `cn-north-4`; not needed where `endpoint` is set",
  projectId: "the project's id; with a password its name is enough",
  endpoint: "scheme, host and port of ModelArts; by default made from region and cloud",
  authUrl: "IAM's address; by default made from region and cloud",
  accessKey: "access key",
  secretKey: "secret key",
  securityToken: "security token of a temporary access key",
  token: "a ready IAM token",
  userName: "IAM user name",
  userId: "IAM user id, instead of the name",
  password: "IAM password",
  domainName: "the account's name, for a login by password",
  projectName: "the project's name, for a login by password",
  insecure: "`true` takes any certificate",
  caCert: "further certificate authorities: a PEM file, or the PEM itself",
};

/** Keys whose values `pulumi config set` should be given `--secret` for. */
export const secretKeys: readonly ConfigKey[] = ["secretKey", "securityToken", "token", "password"];

export type Environment = Readonly<Record<string, string | undefined>>;
type Found = Partial<Record<ConfigKey, { value: string; rank: number }>>;

/**
 * @param stack reads a key of the `modelarts:` stack configuration.
 * @throws ConfigurationError, one for everything that is missing or wrong.
 */
export function readConfig(
  stack: (key: ConfigKey) => string | undefined,
  environment: Environment,
): Settings {
  const found = findAll(stack, environment);
  const value = (key: ConfigKey) => found[key]?.value;
  const problems: string[] = [];

  const credentials = pickCredentials(found);
  if (credentials === undefined) problems.push(missingCredentials(found));

  const domain = cloudDomain(value("cloud"), value("region"));
  const endpoint =
    value("endpoint") ?? (domain && `https://modelarts.${value("region")}.${domain}`);
  if (endpoint === undefined) {
    problems.push(missing("region", "the region (such as eu-de or cn-north-4)"));
  }
  const origin = endpoint === undefined ? undefined : checkedUrl("endpoint", endpoint, problems);

  if (credentials?.kind === "password") {
    problems.push(...missingForLogin(credentials));
  } else if (value("projectId") === undefined) {
    problems.push(missing("projectId", "the project id"));
  }
  const authUrl = credentials?.kind === "password" ? iamUrl(found, origin, problems) : undefined;
  const caCert = readCaCert(value("caCert"), problems);

  if (problems.length > 0 || origin === undefined || credentials === undefined) {
    throw new ConfigurationError(
      "ModelArts is not configured:\n" +
        problems.map((problem) => `  - ${problem}\n`).join("") +
        "All of it can also come from clouds.yaml, with OS_CLOUD naming the entry.",
    );
  }
  return {
    endpoint: origin.origin,
    authUrl,
    projectId: value("projectId"),
    credentials,
    insecure: /^(true|1|yes)$/i.test(value("insecure") ?? ""),
    caCert,
  };
}

function findAll(stack: (key: ConfigKey) => string | undefined, environment: Environment): Found {
  const cloud = readCloud(environment);
  const found: Found = {};
  for (const key of configKeys) {
    const names = environmentNames[key];
    const places = [stack(key), ...names.map((name) => environment[name]), cloud[key]];
    const index = places.findIndex((place) => place !== undefined && place !== "");
    if (index === -1) continue;
    found[key] = { value: places[index] ?? "", rank: rankOf(index, names[index - 1]) };
  }
  return found;
}

/** Stack configuration before HW_, before OS_, before clouds.yaml. */
function rankOf(index: number, name: string | undefined): number {
  if (index === 0) return 0;
  if (name === undefined) return 3;
  return name.startsWith("HW_") ? 1 : 2;
}

/** Of several complete sets, the one that is configured closest to the stack. */
function pickCredentials(found: Found): Credentials | undefined {
  const value = (key: ConfigKey) => found[key]?.value;
  const complete: { rank: number; credentials: Credentials }[] = [];
  const add = (credentials: Credentials, ...keys: ConfigKey[]) => {
    complete.push({ rank: Math.min(...keys.map((key) => found[key]?.rank ?? 9)), credentials });
  };
  const { token, accessKey, secretKey, password } = Object.fromEntries(
    configKeys.map((key) => [key, value(key)]),
  );
  if (token !== undefined) add({ kind: "token", token }, "token");
  if (accessKey !== undefined && secretKey !== undefined) {
    // One that is set farther away than the keys belongs to other keys, which these hide.
    const rank = (key: ConfigKey) => found[key]?.rank ?? 0;
    const isOurs = rank("securityToken") <= Math.max(rank("accessKey"), rank("secretKey"));
    const securityToken = isOurs ? value("securityToken") : undefined;
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

function missingCredentials(found: Found): string {
  if (found.accessKey !== undefined) return missing("secretKey", "the secret key");
  if (found.secretKey !== undefined) return missing("accessKey", "the access key");
  if (found.userName ?? found.userId) return missing("password", "the password");
  if (found.password !== undefined) return missing("userName", "the user name");
  const ways: [string, ConfigKey[]][] = [
    ["an access key and a secret key", ["accessKey", "secretKey"]],
    ["a token", ["token"]],
    ["a user name and a password", ["userName", "password"]],
  ];
  const lines = ways.map(
    ([what, keys]) => `      ${what}: ${keys.map((key) => places(key)).join("; ")}`,
  );
  return ["credentials are missing; set one of", ...lines].join("\n");
}

/** IAM's user names are unique within their account only, and its tokens are for one project. */
function missingForLogin({ userId, domainName, projectId, projectName }: PasswordLogin): string[] {
  const problems: string[] = [];
  if ((userId ?? domainName) === undefined) {
    problems.push(missing("domainName", "the account's (domain's) name"));
  }
  if ((projectId ?? projectName) === undefined) {
    const byName = `or its name: ${places("projectName")}`;
    problems.push(`${missing("projectId", "the project id")}; ${byName}`);
  }
  return problems;
}

function missing(key: ConfigKey, what: string): string {
  return `${what} is missing: ${places(key)}`;
}

function places(key: ConfigKey): string {
  const secret = secretKeys.includes(key) ? "--secret " : "";
  return `pulumi config set ${secret}modelarts:${key}, or ${environmentNames[key].join(", ")}`;
}

/** The regions tell the clouds apart, so `cloud` is needed for others only. */
function cloudDomain(cloud: string | undefined, region: string | undefined): string | undefined {
  if (region === undefined) return undefined;
  if (cloud !== undefined) return clouds[cloud.toLowerCase()] ?? cloud;
  if (["eu-de", "eu-nl"].includes(region)) return clouds["otc"];
  return region === "eu-west-101" ? "myhuaweicloud.eu" : clouds["huaweicloud"];
}

/** Short names for `modelarts:cloud`, which also takes a domain. */
const clouds: Readonly<Record<string, string>> = {
  otc: "otc.t-systems.com",
  opentelekomcloud: "otc.t-systems.com",
  huaweicloud: "myhuaweicloud.com",
  "huaweicloud-eu": "myhuaweicloud.eu",
};

/** IAM beside the endpoint; a simulator answers both, and must never see a password leave for a cloud. */
function iamUrl(found: Found, endpoint: URL | undefined, problems: string[]): string | undefined {
  const domain = cloudDomain(found.cloud?.value, found.region?.value);
  const given = found.authUrl?.value;
  const derived =
    endpoint !== undefined && isLoopback(endpoint.hostname)
      ? `${endpoint.origin}/v3`
      : domain && `https://iam.${found.region?.value}.${domain}/v3`;
  const url = given ?? derived;
  if (url === undefined) {
    problems.push(missing("authUrl", "IAM's address, or the region"));
    return undefined;
  }
  checkedUrl("authUrl", url, problems);
  const trimmed = url.replace(/\/+$/, "");
  return trimmed.endsWith("/v3") ? trimmed : `${trimmed}/v3`;
}

function checkedUrl(key: ConfigKey, text: string, problems: string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    problems.push(`modelarts:${key} must be a URL such as https://host, but is "${text}"`);
    return undefined;
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    problems.push(
      `modelarts:${key} must begin with https, since "${text}" is not on this machine ` +
        "and the credentials would travel in the clear",
    );
    return undefined;
  }
  return url;
}

/** OS_CACERT names a file; the stack configuration may also hold the PEM itself. */
function readCaCert(text: string | undefined, problems: string[]): string | undefined {
  if (text === undefined || text.includes("-----BEGIN")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(`modelarts:caCert names the file "${text}", which can't be read (${code})`);
    return undefined;
  }
}
