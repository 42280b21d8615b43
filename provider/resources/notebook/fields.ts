/**
 * What a change of each field leads to, one row a field. The rows of inputs follow from `notebookInputs`
 * (wire/), the rows of outputs from `Notebook` (wire/). Here is what those can't say: fields within fields,
 * and what is compared where the plain values are not.
 */
import { UNKNOWN } from "../../engine/unknown";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey, camelKeys, camelShape } from "../../wire/shape";
import { Notebook } from "../../wire/notebook";
import type { Consequence, Row } from "../resource-kind";
import { isSubset } from "../shared/subset";
import { haveVolumesChanged, withoutSlash } from "./data-volumes";
import type { State } from "./applied-inputs";
import type { NotebookInputs, NotebookState, UpdateBody } from "./inputs";
import { hasLeaseChanged } from "./lease";
import { restingStatus } from "./state";
import { hasTagChanges } from "./tags";

export interface Field extends Row {
  /** What an undeclared field means. Without it, an undeclared field is left as it is. */
  undeclared?: unknown;
  /** What is compared; by default the path's value. */
  declared?: (inputs: Partial<NotebookInputs>) => unknown;
  /** The same of the live notebook. Undefined: the API did not answer it, which is no difference. */
  live?: (state: Partial<NotebookState>) => unknown;
  /** Whether the two differ, where comparing those is not it. */
  differs?: (inputs: Partial<NotebookInputs>, state: Partial<State>) => boolean;
  /** What an update calls the field, where the name is another one. */
  sentAs?: keyof UpdateBody;
}

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

/** A list as a set; also for what an unknown list is in a preview, a string. */
const sorted = (list: readonly string[] | undefined) =>
  Array.isArray(list) ? [...(list as string[])].sort() : (list ?? []);

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

/** Undefined where a declaration holds no hooks; a list, so that hooks are compared as a whole. */
const hooks = ({ hooks: declared }: Pick<NotebookInputs, "hooks">) =>
  ["preStart" as const, "postStart" as const].map((hook) => declared?.containerHooks[hook] ?? null);

/** How the values of an input are compared, where not as they are. */
const comparisons: Partial<Record<keyof NotebookInputs, Omit<Field, "path" | "change">>> = {
  description: { live: ({ description }) => description ?? "" },
  // What is made to measure has a flavor of the API's own.
  flavor: {
    declared: ({ flavor, customSpec }) => (customSpec === undefined ? flavor : undefined),
  },
  endpoints: { undeclared: "no SSH", declared: whitelist, live: whitelist },
  hooks: { declared: hooks, live: hooks },
  dataVolumes: { differs: haveVolumesChanged },
  lease: { differs: hasLeaseChanged },
};

/** Fields within inputs, each behind the row of its input. */
const innerFields: Partial<Record<keyof NotebookInputs, readonly Field[]>> = {
  endpoints: [
    { path: "endpoints.keyPairNames", change: "replace", declared: keyPairs, live: keyPairs },
  ],
  volume: [
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
    { path: "volume.dewSecretName", change: "stopped", sentAs: "dewSecretName" },
  ],
};

/** Inputs that a create does not ask for. */
const ownFields: readonly Field[] = [
  { path: "tags", change: "tags", differs: hasTagChanges },
  { path: "desiredStatus", change: "status", live: ({ status }) => restingStatus(status) },
];

const consequences: Record<NotebookInput["update"], Consequence> = {
  online: "online",
  whitelist: "whitelist",
  stopped: "stopped",
  lease: "lease",
  never: "replace",
};

function inputFields(key: keyof typeof notebookInputs): readonly Field[] {
  const path = camelKey(key) as keyof NotebookInputs;
  const { update, answered, cleared }: NotebookInput = notebookInputs[key];
  const inner = innerFields[path] ?? [];
  if (path === "volume") return inner; // The volume is compared part by part.
  const field: Field = {
    path,
    change: consequences[update],
    undeclared: cleared,
    // What the API does not answer was never declared, if the state does not hold it.
    ...(answered !== "always" && { live: (state) => state[path as keyof NotebookState] ?? "none" }),
    ...comparisons[path],
  };
  return [field, ...inner];
}

const ofInputs = [...inputKeys.flatMap(inputFields), ...ownFields];
const roots = new Set(ofInputs.map(({ path }) => path.split(".", 1)[0]));

export const fields: readonly Field[] = [
  ...ofInputs,
  ...Object.keys(camelShape(Notebook).shape)
    .filter((path) => !roots.has(path))
    .map((path): Field => ({ path, change: "read" })),
];

/** The rows that differ: what has to be done so that the live notebook becomes the declared one. */
export function changedFields(
  inputs: Partial<NotebookInputs>,
  state: Partial<NotebookState>,
): Field[] {
  return fields.filter((field) => field.change !== "read" && isChanged(field, inputs, state));
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
  return declared !== undefined && live !== undefined && !isSubset(declared, live);
}

/**
 * What an unknown value may turn out to change: what its own row says, if it has one. A preview must
 * not announce a replacement because the key pairs might differ, too.
 */
function isFirstGuess(field: Field, root: string): boolean {
  return field.path === root || !fields.some(({ path }) => path === root);
}

export function declaredValue(field: Field, inputs: Partial<NotebookInputs>): unknown {
  const value = field.declared ? field.declared(inputs) : at(field.path.split("."), inputs);
  return value ?? field.undeclared;
}

export function liveValue(field: Field, state: Partial<NotebookState>): unknown {
  return field.live ? field.live(state) : at(field.path.split("."), state);
}

/** What an update sends for fields that differ. A disk, a lease and tags change by requests of their own. */
export function updateBody(changed: readonly Field[], inputs: NotebookInputs): UpdateBody {
  return Object.fromEntries(
    changed
      .filter(({ change }) => sentConsequences.includes(change))
      .map(({ path, sentAs = path }) => [
        sentAs,
        at(path.split("."), inputs) ?? clearedValues.get(path),
      ]),
  );
}

const sentConsequences: readonly Consequence[] = ["online", "whitelist", "stopped"];

/** What clears an input that a program no longer declares. */
const clearedValues: ReadonlyMap<string, unknown> = new Map(
  inputKeys.map((key) => [
    camelKey(key),
    camelKeys((notebookInputs[key] as NotebookInput).cleared),
  ]),
);

function at(path: readonly string[], root: object): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], root);
}
