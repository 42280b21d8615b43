/**
 * One row a field: what a change of it leads to. `check`, `diff`, `update` and the reference in
 * docs/notebook.md follow from it.
 */
import { UNKNOWN } from "../../engine/unknown";
import { haveVolumesChanged, withoutSlash } from "./data-volumes";
import { restingStatus, type Carried, type NotebookInputs, type NotebookState } from "./inputs";
import { hasLeaseChanged } from "./lease";
import { hasTagChanges } from "./tags";
import { isWithin } from "../shared/subset";

export type Consequence =
  /** Updated while the notebook runs; some clouds may refuse that. */
  | "online"
  /** Updated while the notebook is stopped, or tried while it runs where the user allows it. */
  | "whitelist"
  /** Grown while the notebook runs, in steps. */
  | "disk"
  /** Updated while the notebook is stopped; one that runs is stopped and started again. */
  | "stopped"
  /** Renewed while the notebook runs; on a stopped one the next start brings it. */
  | "lease"
  /** Started or stopped. */
  | "status"
  /** Put on and taken off while the notebook runs or not, by operations of their own. */
  | "tags"
  /** The API can't change it: a new notebook takes the old one's place. */
  | "replace"
  /** The API alone sets it. */
  | "read";

export interface Field {
  /** The path in the inputs and in the state. */
  path: string;
  /** Which of the path's values the row is about, where it is not all of them. */
  of?: string;
  change: Consequence;
  /** What an undeclared field means. Without it, an undeclared field is left as it is. */
  undeclared?: unknown;
  /** What is compared; by default the path's value. */
  declared?: (inputs: Partial<NotebookInputs>) => unknown;
  /** The same of the live notebook. Undefined: the API did not answer it, which is no difference. */
  live?: (state: Partial<NotebookState>) => unknown;
  /** Whether the two differ, where comparing those is not it. */
  differs?: (inputs: Partial<NotebookInputs>, state: Partial<NotebookState & Carried>) => boolean;
}

/** A list as a set; also for what an unknown list is in a preview, a string. */
const sorted = (list: readonly string[] | undefined) =>
  Array.isArray(list) ? [...(list as string[])].sort() : (list ?? []);

const ssh = (endpoints: NotebookState["endpoints"]) =>
  endpoints?.find(({ service }) => service === "SSH");

/** NOTEBOOK endpoints are always there and hold nothing to set. An absent whitelist is an empty one. */
const whitelist = ({ endpoints }: Pick<NotebookState, "endpoints">) =>
  endpoints && (ssh(endpoints) ? sorted(ssh(endpoints)?.allowedAccessIps) : "no SSH");

/** Opening or closing SSH is no change of its key pairs, and undeclared ones are left as they are. */
const keyPairs = ({ endpoints }: Pick<NotebookState, "endpoints">) => {
  const names = ssh(endpoints)?.keyPairNames;
  return names && sorted(names);
};

/** The API takes and answers two names for a shared file system. */
const category = ({ volume }: Pick<NotebookState, "volume">) =>
  volume?.category === "SFS" ? "EFS" : volume?.category;

const capacityOf = (kind: string) => (notebook: Pick<NotebookState, "volume">) =>
  category(notebook) === kind ? notebook.volume?.capacity : undefined;

/** The API may answer a folder without the slash at its end. */
const folder =
  (key: "uri" | "mountPath") =>
  ({ volume }: Pick<NotebookState, "volume">) =>
    withoutSlash(volume?.[key]);

/**
 * What the API does not answer where there is none, and some clouds never: the state holds what was
 * declared, so that none is none.
 */
const orNone = (key: keyof NotebookState) => (state: Partial<NotebookState>) =>
  state[key] ?? "none";

/** A list, so that hooks are compared as a whole. */
const hooks = ({ hooks: declared }: Pick<NotebookInputs, "hooks">) =>
  ["preStart" as const, "postStart" as const].map((hook) => declared?.containerHooks[hook] ?? null);

export const fields = [
  { path: "name", change: "online" },
  {
    path: "description",
    change: "online",
    undeclared: "",
    live: ({ description }) => description ?? "",
  },
  {
    path: "flavor",
    change: "stopped",
    // What is made to measure has a flavor of the API's own.
    declared: ({ flavor, customSpec }) => (customSpec === undefined ? flavor : undefined),
  },
  { path: "customSpec", change: "stopped", live: orNone("customSpec") },
  { path: "imageId", change: "stopped" },
  {
    path: "endpoints",
    change: "whitelist",
    undeclared: "no SSH",
    declared: whitelist,
    live: whitelist,
  },
  { path: "endpoints.keyPairNames", change: "replace", declared: keyPairs, live: keyPairs },
  { path: "volume.category", change: "replace", declared: category, live: category },
  { path: "volume.ownership", change: "replace" },
  {
    path: "volume.capacity",
    of: "EVS",
    change: "disk",
    declared: capacityOf("EVS"),
    live: capacityOf("EVS"),
  },
  {
    path: "volume.capacity",
    of: "EFS",
    change: "replace",
    declared: capacityOf("EFS"),
    live: capacityOf("EFS"),
  },
  { path: "volume.uri", change: "replace", declared: folder("uri"), live: folder("uri") },
  { path: "volume.id", change: "replace" },
  {
    path: "volume.mountPath",
    change: "replace",
    declared: folder("mountPath"),
    live: folder("mountPath"),
  },
  { path: "volume.readOnly", change: "replace" },
  { path: "volume.dewSecretName", change: "stopped" },
  { path: "lease", change: "lease", differs: hasLeaseChanged },
  { path: "hooks", change: "stopped", declared: hooks, live: hooks },
  { path: "affinity", change: "stopped", live: orNone("affinity") },
  { path: "dataVolumes", change: "stopped", differs: haveVolumesChanged },
  {
    path: "publicNetworkConfig",
    change: "stopped",
    live: orNone("publicNetworkConfig"),
  },
  { path: "tags", change: "tags", differs: hasTagChanges },
  {
    path: "desiredStatus",
    change: "status",
    live: ({ status }) => restingStatus(status),
  },
  { path: "runUser", change: "replace", live: orNone("runUser") },
  { path: "userVpc", change: "replace", live: orNone("userVpc") },
  { path: "feature", change: "replace" },
  { path: "poolId", change: "replace", live: orNone("poolId") },
  { path: "workspaceId", change: "replace" },
  { path: "id", change: "read" },
  { path: "status", change: "read" },
  { path: "failReason", change: "read" },
  { path: "image", change: "read" },
  { path: "pool", change: "read" },
  { path: "url", change: "read" },
  { path: "token", change: "read" },
  { path: "billingItems", change: "read" },
  { path: "user", change: "read" },
  { path: "userId", change: "read" },
  { path: "actionProgress", change: "read" },
  { path: "ip", change: "read" },
  { path: "isNeedCredentials", change: "read" },
  { path: "jupyterVersion", change: "read" },
  { path: "createAt", change: "read" },
  { path: "updateAt", change: "read" },
] as const satisfies readonly Field[];

export type FieldPath = (typeof fields)[number]["path"];

/** A field of the inputs or of the state without a row does not compile. */
type Root<Path extends string> = Path extends `${infer Head}.${string}` ? Head : Path;
type Forgotten = Exclude<keyof NotebookState | keyof NotebookInputs, Root<FieldPath>>;
true satisfies Forgotten extends never ? true : Forgotten;

/** The rows that differ: what has to be done so that the live notebook becomes the declared one. */
export function changedFields(
  inputs: Partial<NotebookInputs>,
  state: Partial<NotebookState>,
): (Field & { path: FieldPath })[] {
  const rows: readonly (Field & { path: FieldPath })[] = fields;
  return rows.filter((field) => field.change !== "read" && isChanged(field, inputs, state));
}

function isChanged(
  field: Field,
  inputs: Partial<NotebookInputs>,
  state: Partial<NotebookState>,
): boolean {
  const [root = ""] = field.path.split(".", 1);
  if (at([root], inputs) === UNKNOWN) return isFirstGuess(field, root);
  if (field.differs !== undefined) return field.differs(inputs, state);
  const declared = declaredValue(field, inputs);
  const live = liveValue(field, state);
  return declared !== undefined && live !== undefined && !isWithin(declared, live);
}

/**
 * What an unknown value may turn out to change: what its own row says, if it has one. A preview must
 * not announce a replacement because the key pairs might differ, too.
 */
function isFirstGuess(field: Field, root: string): boolean {
  const rows: readonly Field[] = fields;
  return field.path === root || !rows.some(({ path }) => path === root);
}

export function declaredValue(field: Field, inputs: Partial<NotebookInputs>): unknown {
  const value = field.declared ? field.declared(inputs) : at(field.path.split("."), inputs);
  return value ?? field.undeclared;
}

export function liveValue(field: Field, state: Partial<NotebookState>): unknown {
  return field.live ? field.live(state) : at(field.path.split("."), state);
}

function at(path: readonly string[], root: object): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], root);
}
