/**
 * The entry of clouds.yaml that OS_CLOUD names, with its secrets from secure.yaml. As with OpenStack's
 * clients, the first file that exists counts: OS_CLIENT_CONFIG_FILE, then clouds.yaml or clouds.yml in the
 * working folder, ~/.config/openstack and /etc/openstack.
 */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../client/errors";
import type { ConfigKey, Environment } from "./keys";

type Mapping = Readonly<Record<string, unknown>>;

/** The names of each key in the entry's `auth`. Some clients write them into the entry itself. */
const authNames: Partial<Record<ConfigKey, readonly string[]>> = {
  authUrl: ["auth_url"],
  accessKey: ["access_key", "ak"],
  secretKey: ["secret_key", "sk"],
  securityToken: ["security_token"],
  token: ["token"],
  userName: ["username"],
  userId: ["user_id"],
  password: ["password"],
  domainName: ["user_domain_name", "domain_name", "project_domain_name"],
  projectId: ["project_id", "tenant_id"],
  projectName: ["project_name", "tenant_name"],
};

/** @throws ConfigurationError if OS_CLOUD is set and no file has that cloud, or a file can't be read. */
export function readCloud(environment: Environment): Partial<Record<ConfigKey, string>> {
  const name = environment["OS_CLOUD"];
  if (name === undefined || name === "") return {};
  const folders = [".", join(homedir(), ".config", "openstack"), "/etc/openstack"];
  const candidates = [
    environment["OS_CLIENT_CONFIG_FILE"] ?? "",
    ...folders.flatMap((folder) => [join(folder, "clouds.yaml"), join(folder, "clouds.yml")]),
  ].filter(Boolean);
  const file = candidates.find(existsSync);
  const cloud = file === undefined ? undefined : readEntry(file, name);
  if (file === undefined || cloud === undefined) {
    throw new ConfigurationError(
      "modelarts/clouds-yaml",
      `OS_CLOUD names the cloud "${name}", but ` +
        (file === undefined
          ? `there is no clouds.yaml in any of ${candidates.join(", ")}.`
          : `${file} has no entry clouds.${name}.`) +
        " Add the entry, or unset OS_CLOUD.",
    );
  }
  const secureFile = join(dirname(file), "secure.yaml");
  const secure = existsSync(secureFile) ? readEntry(secureFile, name) : undefined;
  const all = {
    ...withoutEmpty(cloud),
    ...withoutEmpty(secure),
    ...authOf(cloud),
    ...authOf(secure),
  };
  const values = Object.entries(authNames).map(([key, names]) => {
    const texts = names.map((authName) => text(all[authName]));
    return [key, texts.find((value) => value !== undefined)];
  });
  return {
    ...(Object.fromEntries(values) as Partial<Record<ConfigKey, string>>),
    region: text(all["region_name"]) ?? firstRegion(all["regions"]),
    caCert: text(all["cacert"]),
    insecure: all["verify"] === false || all["insecure"] === true ? "true" : undefined,
  };
}

/** YAML may hold a number or a boolean. */
function text(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value : undefined;
}

/** An entry with several regions has a list of names, or of objects with a name. */
function firstRegion(regions: unknown): string | undefined {
  const first: unknown = Array.isArray(regions) ? regions[0] : undefined;
  return text(isMapping(first) ? first["name"] : first);
}

function authOf(entry: Mapping | undefined): Mapping {
  const auth = entry?.["auth"];
  return isMapping(auth) ? withoutEmpty(auth) : {};
}

/** An empty value must not hide a value of another source. */
function withoutEmpty(mapping: Mapping = {}): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(([, value]) => value !== null && value !== ""),
  );
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns undefined if the file has no such entry. */
function readEntry(file: string, name: string): Mapping | undefined {
  // Loaded here, since few programs have a clouds.yaml.
  const { LineCounter, parseDocument } = require("yaml") as typeof import("yaml");
  const lineCounter = new LineCounter();
  const document = parseDocument(contentOf(file), { lineCounter, prettyErrors: false });
  // The error must not contain the parser's messages, which may quote a password. An unquoted password that
  // begins with ! is a tag, which causes only a warning; one that begins with * is an alias.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line } = lineCounter.linePos(problem.pos[0]);
    throw new ConfigurationError(
      "modelarts/clouds-yaml",
      `${file} is not valid YAML: ${problem.code} in line ${line}.`,
    );
  }
  try {
    const content: unknown = document.toJS();
    const clouds = isMapping(content) ? content["clouds"] : undefined;
    const entry = isMapping(clouds) && Object.hasOwn(clouds, name) ? clouds[name] : undefined;
    return isMapping(entry) ? entry : undefined;
  } catch {
    throw new ConfigurationError(
      "modelarts/clouds-yaml",
      `${file} is not valid YAML: it has an alias without its anchor.`,
    );
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigurationError(
      "modelarts/clouds-yaml",
      `${file} can't be read: ${(error as Error).message}.`,
    );
  }
}
