/**
 * Stack configuration, environment and clouds.yaml → what the client needs to know. A value is taken
 * from the first place that has it: the resource itself, its named connection, `modelarts:` stack
 * configuration, HW_ names, OS_ names, and the entry of clouds.yaml that OS_CLOUD names.
 */
import { readFileSync } from "node:fs";
import { ConfigurationError } from "../client/errors";
import { isLoopback, type Credentials, type Settings } from "../client/settings";
import type { PasswordLogin } from "../client/token";
import { readCloud } from "./clouds-yaml";
import { domains, REGION, type CloudName, type Domain } from "../wire/clouds";
import {
  configKeys,
  credentialKeys,
  environmentNames,
  secretKeys,
  switchKeys,
  type ConfigKey,
  type SwitchKey,
} from "./keys";

export * from "./keys";

export type Environment = Readonly<Record<string, string | undefined>>;
export type Values = Readonly<Partial<Record<ConfigKey, string>>>;

/** What is closer than the stack's configuration. */
export interface Nearer {
  /** The resource's own. */
  own?: Pick<Values, "region" | "projectId">;
  connection?: { name: string; values: Values };
}

/** `from` is how the user calls the place that the value comes from. */
type Found = Partial<Record<ConfigKey, { value: string; rank: number; from: string }>>;

/**
 * @param stack reads a key of the `modelarts:` stack configuration.
 * @throws ConfigurationError, one for everything that is missing or wrong.
 */
export function readConfig(
  stack: (key: ConfigKey) => string | undefined,
  environment: Environment,
  nearer: Nearer = {},
): Settings {
  const found = findAll(stack, environment, nearer);
  const value = (key: ConfigKey) => found[key]?.value;
  const problems: string[] = [];
  const advice = adviceFor(nearer.connection?.name);
  const { missing } = advice;

  const credentials = pickCredentials(found);
  if (credentials === undefined) problems.push(missingCredentials(found, advice));

  const region = checkedRegion(found, problems);
  const domain = domainOf(value("cloud"), region);
  const endpoint = value("endpoint") ?? (domain && `https://modelarts.${region}.${domain.domain}`);
  if (endpoint === undefined && value("region") === undefined) {
    problems.push(missing("region", "the region (such as eu-de or cn-north-4)"));
  }
  const origin =
    endpoint === undefined ? undefined : checkedUrl("endpoint", endpoint, found, problems);

  if (credentials?.kind === "password") {
    problems.push(...missingForLogin(credentials, advice));
  } else if (value("projectId") === undefined) {
    problems.push(missing("projectId", "the project id"));
  }
  const authUrl =
    credentials?.kind === "password" ? iamUrl(found, origin, problems, advice) : undefined;
  const caCert = readCaCert(found, problems);
  const [insecure, onlineUpdates, stopToRename] = switchKeys.map((key) =>
    readSwitch(key, found, problems),
  );

  if (problems.length > 0 || origin === undefined || credentials === undefined) {
    throw new ConfigurationError(notConfigured(problems, nearer.connection?.name));
  }
  return {
    endpoint: origin.origin,
    region: value("region"),
    authUrl,
    projectId: value("projectId"),
    credentials,
    insecure: insecure === true,
    caCert,
    updates: { onlineUpdates, stopToRename },
  };
}

/** How close each place is to the resource. */
const ranks = { own: 0, connection: 1, stack: 2, HW: 3, OS: 4, cloudsYaml: 5 };

function findAll(
  stack: (key: ConfigKey) => string | undefined,
  environment: Environment,
  { own = {}, connection }: Nearer,
): Found {
  const cloud = readCloud(environment);
  const named: Values = connection?.values ?? {};
  const isOneself = credentialKeys.some((key) => named[key]);
  const found: Found = {};
  for (const key of configKeys) {
    const names = environmentNames[key];
    const places: [value: string | undefined, rank: number, from: string][] = [
      [(own as Values)[key], ranks.own, key],
      [named[key], ranks.connection, `modelarts:connections.${connection?.name}.${key}`],
      [stack(key), ranks.stack, `modelarts:${key}`],
      ...names.map((name): [string | undefined, number, string] => [
        environment[name],
        name.startsWith("HW_") ? ranks.HW : ranks.OS,
        name,
      ]),
      [cloud[key], ranks.cloudsYaml, `${key} of clouds.yaml`],
    ];
    const isOthers = isOneself && credentialKeys.includes(key);
    const [value, rank = 0, from = ""] =
      places.find(([text, at]) => text && !(isOthers && at > ranks.connection)) ?? [];
    if (value !== undefined) found[key] = { value, rank, from };
  }
  // A project that the connection names is not the one whose id stands elsewhere.
  if (named.projectName && (found.projectId?.rank ?? 0) > ranks.connection) delete found.projectId;
  return found;
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

function missingCredentials(found: Found, { missing, places }: Advice): string {
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
function missingForLogin(
  { userId, domainName, projectId, projectName }: PasswordLogin,
  { missing, places }: Advice,
): string[] {
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

/** Where what is missing can be set: in the connection that was asked for, or else for the stack. */
function adviceFor(connection: string | undefined) {
  const places = (key: ConfigKey): string => {
    const secret = secretKeys.includes(key) ? "--secret " : "";
    return connection === undefined
      ? `pulumi config set ${secret}modelarts:${key}, or ${environmentNames[key].join(", ")}`
      : `pulumi config set --path ${secret}modelarts:connections.${connection}.${key}`;
  };
  const missing = (key: ConfigKey, what: string) => `${what} is missing: ${places(key)}`;
  return { places, missing };
}

type Advice = ReturnType<typeof adviceFor>;

function notConfigured(problems: readonly string[], connection: string | undefined): string {
  const lines = problems.map((problem) => `  - ${problem}\n`).join("");
  return connection === undefined
    ? `ModelArts is not configured:\n${lines}` +
        "All of it can also come from clouds.yaml, with OS_CLOUD naming the entry."
    : `The connection "${connection}" is not configured:\n${lines}` +
        "What is no credential can also be set for the whole stack or in the environment.";
}

function checkedRegion({ region }: Found, problems: string[]): string | undefined {
  if (region === undefined || REGION.test(region.value)) return region?.value;
  problems.push(`${region.from} must be a region such as eu-de, but is "${region.value}"`);
  return undefined;
}

/** The regions tell the clouds apart, so `cloud` is needed for others only. */
function domainOf(
  cloud: string | undefined,
  region: string | undefined,
): Pick<Domain, "domain" | "iamHost"> | undefined {
  if (region === undefined) return undefined;
  const rows = cloud === undefined ? domains : domainsOfCloud[cloud.toLowerCase()];
  if (rows === undefined) return { domain: cloud ?? "" };
  return rows.find(({ regions }) => regions.test(region)) ?? rows[0];
}

const domainsOf = (cloud: CloudName) => domains.filter((row) => row.cloud === cloud);

/** Short names for `modelarts:cloud`, which also takes a domain. */
const domainsOfCloud: Readonly<Record<string, readonly Domain[]>> = {
  otc: domainsOf("otc"),
  opentelekomcloud: domainsOf("otc"),
  huaweicloud: domainsOf("huawei"),
  "huaweicloud-eu": domainsOf("huawei").filter(({ domain }) => domain === "myhuaweicloud.eu"),
};

/** IAM beside the endpoint; a simulator answers both, and must never see a password leave for a cloud. */
function iamUrl(
  found: Found,
  endpoint: URL | undefined,
  problems: string[],
  { missing }: Advice,
): string | undefined {
  const { value: region = "" } = found.region ?? {};
  const domain = REGION.test(region) ? domainOf(found.cloud?.value, region) : undefined;
  const given = found.authUrl?.value;
  const derived =
    endpoint !== undefined && isLoopback(endpoint.hostname)
      ? `${endpoint.origin}/v3`
      : domain && `https://${domain.iamHost?.(region) ?? `iam.${region}.${domain.domain}`}/v3`;
  const url = given ?? derived;
  if (url === undefined) {
    // A region that is none is a problem of its own already.
    if (found.region === undefined)
      problems.push(missing("authUrl", "IAM's address, or the region"));
    return undefined;
  }
  checkedUrl("authUrl", url, found, problems);
  const trimmed = url.replace(/\/+$/, "");
  return trimmed.endsWith("/v3") ? trimmed : `${trimmed}/v3`;
}

/** @param text what was found, or follows from the region. */
function checkedUrl(
  key: ConfigKey,
  text: string,
  found: Found,
  problems: string[],
): URL | undefined {
  const from = found[key]?.from ?? `modelarts:${key}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (text.includes("@")) {
    problems.push(`${from} must hold no credentials: they have settings of their own`);
    return undefined; // Not quoted, either.
  }
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    problems.push(`${from} must be a URL such as https://host, but is "${text}"`);
    return undefined;
  }
  // The version is part of every path; people paste it along.
  if (key === "endpoint" && !/^\/(v1\/?)?$/.test(`${url.pathname}${url.search}${url.hash}`)) {
    problems.push(`${from} must end with its host, as ${url.origin} does`);
    return undefined;
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    problems.push(
      `${from} must begin with https, since "${text}" is not on this machine ` +
        "and the credentials would travel in the clear",
    );
    return undefined;
  }
  return url;
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

function readSwitch(key: SwitchKey, found: Found, problems: string[]): boolean {
  const { value: text = "false", from } = found[key] ?? {};
  const flag = flags.get(text.toLowerCase());
  if (flag === undefined) problems.push(`${from} must be true or false, but is "${text}"`);
  return flag ?? false;
}

/** OS_CACERT names a file; the stack configuration may also hold the PEM itself. */
function readCaCert({ caCert }: Found, problems: string[]): string | undefined {
  const { value: text, from } = caCert ?? {};
  if (text === undefined || text.includes("-----BEGIN")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(`${from} names the file "${text}", which can't be read (${code})`);
    return undefined;
  }
}
