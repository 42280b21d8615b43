/** The keys of the configuration: where each can be set, and what it is. */

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
  onlineUpdates: ["MODELARTS_ONLINE_UPDATES"],
  stopToRename: ["MODELARTS_STOP_TO_RENAME"],
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
  onlineUpdates:
    "`true` sends a changed whitelist while the notebook runs, and stops the notebook only if ModelArts " +
    "does not take the change",
  stopToRename:
    "`true` allows a notebook to be stopped and started again for a changed name or description, where " +
    "ModelArts refuses the change while the notebook runs",
};

/** What `connections` holds, beside the keys. */
export const connectionsMeaning =
  "further places by their names, each an object of the other settings; a resource names one in `connection`";

/** Keys whose values `pulumi config set` should be given `--secret` for. */
export const secretKeys: readonly ConfigKey[] = ["secretKey", "securityToken", "token", "password"];

/** Keys whose values are true or false. */
export const switchKeys = [
  "insecure",
  "onlineUpdates",
  "stopToRename",
] as const satisfies ConfigKey[];
export type SwitchKey = (typeof switchKeys)[number];

/** Keys that say who asks. A connection that has one of them takes none of them from elsewhere. */
export const credentialKeys: readonly ConfigKey[] = [
  ...secretKeys,
  "accessKey",
  "userName",
  "userId",
];
