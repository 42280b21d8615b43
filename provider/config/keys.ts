/** The keys of the configuration: where each can be set, and what each means. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variables of each key, in the order in which they are tried. */
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
  onlineUpdates: ["MODELARTS_ONLINE_UPDATES"],
  stopToRename: ["MODELARTS_STOP_TO_RENAME"],
  readTimeout: ["MODELARTS_READ_TIMEOUT"],
  maxConnections: ["MODELARTS_MAX_CONNECTIONS"],
  createMarker: ["MODELARTS_CREATE_MARKER"],
  previewChecks: ["MODELARTS_PREVIEW_CHECKS"],
} as const;

export type ConfigKey = keyof typeof environmentNames;
export const configKeys = Object.keys(environmentNames) as ConfigKey[];

/** The values of one source, such as a named connection. */
export type Values = Readonly<Partial<Record<ConfigKey, string>>>;

/** What each key means, for docs/configuration.md and the plugin's schema. */
export const configMeanings: Record<ConfigKey, string> = {
  cloud:
    "`otc`, `huaweicloud`, `huaweicloud-eu` or the cloud's domain; by default it follows from the region",
  region: "the region, e.g. `eu-de`, `cn-north-4`; not needed if `endpoint` is set",
  projectId: "the project's id; with a password, `projectName` is enough",
  endpoint: "scheme, host and port of ModelArts; by default made from region and cloud",
  authUrl: "the address of IAM; by default made from region and cloud",
  accessKey: "the access key (AK)",
  secretKey: "the secret key (SK)",
  securityToken: "the security token of a temporary access key",
  token: "an IAM token",
  userName: "the IAM user's name",
  userId: "the IAM user's id, instead of the name",
  password: "the IAM user's password",
  domainName: "the account's name, for a login by password",
  projectName: "the project's name, for a login by password",
  insecure: "`true` accepts any TLS certificate",
  caCert: "further certificate authorities: the name of a PEM file, or its content",
  onlineUpdates:
    "`true` sends a changed whitelist while the notebook runs, and stops the notebook only if ModelArts " +
    "refuses the change",
  stopToRename:
    "`true` allows a notebook to be stopped and started again for a changed name or description, if " +
    "ModelArts refuses the change while the notebook runs",
  readTimeout:
    "how long a refresh, an import or a function may take, with all tries, e.g. `30s` or `5m`; `2m` by default. " +
    "`customTimeouts` are for create, update and delete",
  maxConnections:
    "how many connections to one host are open at the same time, at least 1; 32 by default. Further requests " +
    "wait for their turn",
  createMarker:
    "`true` ends the description of each new notebook with a marker, by which a run on another machine finds " +
    "the notebook of a run that was killed",
  previewChecks:
    "`true` asks ModelArts, before anything is changed, whether the flavor, the image and the quota allow a new " +
    "notebook, or a changed flavor or image",
};

/** What the setting `connections` means. */
export const connectionsMeaning =
  "named connections, each an object of the other settings; a resource names one of them in `connection`";

/** Keys whose values `pulumi config set` should store with `--secret`. */
export const secretKeys: readonly ConfigKey[] = ["secretKey", "securityToken", "token", "password"];

/** Keys whose values are true or false. */
export const switchKeys = [
  "insecure",
  "onlineUpdates",
  "stopToRename",
  "createMarker",
  "previewChecks",
] as const satisfies ConfigKey[];
export type SwitchKey = (typeof switchKeys)[number];

/** Keys of credentials. A connection that has one of them takes none of them from another source. */
export const credentialKeys: readonly ConfigKey[] = [
  ...secretKeys,
  "accessKey",
  "userName",
  "userId",
];
