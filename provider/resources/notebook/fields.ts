/**
 * The fields of a notebook: what a change of each leads to, and how each is compared, read back and declared. An
 * input whose plain value says all that needs nothing here: its row follows from `notebookInputs` (wire/). The rows
 * of outputs follow from `Notebook` (wire/).
 */
import { CUSTOM_FLAVOR } from "../../wire/flavor";
import { Notebook, type NotebookDetail } from "../../wire/notebook";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey, camelShape } from "../../wire/shape";
import { restingStatus } from "../../wire/statuses";
import type { Consequence, Row } from "../resource-kind";
import { appliedInputs, type Retained, type State } from "./applied-inputs";
import { declaredVolumes, haveVolumesChanged, withoutSlash } from "./data-volumes";
import { declarable, type NotebookInputs, type NotebookState, type UpdateBody } from "./inputs";
import { hasLeaseChanged, leaseInput } from "./lease";
import { hasTagChanges } from "./tags";
import { declaredVolume, volumeState } from "./volume";

export interface Field extends Row {
  /** What an undeclared field means. Without this, an undeclared field is left as it is. */
  undeclared?: unknown;
  /** The declared value to compare; by default the value at the path. */
  declared?: (inputs: Partial<NotebookInputs>) => unknown;
  /** The live value to compare. Undefined: the API did not answer the field, which is no difference. */
  live?: (state: Partial<NotebookState>) => unknown;
  /** Whether declared and live value differ, where comparing the two values does not tell. */
  differs?: (inputs: Partial<NotebookInputs>, state: Partial<State>) => boolean;
  /** The field's name in an update, where that is another one. */
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

/** NOTEBOOK endpoints are always there and hold nothing to set. */
function sshEndpoints({ endpoints }: State): object[] | undefined {
  const found = endpoints?.filter(({ service }) => service === "SSH");
  if (!found?.length) return undefined;
  return found.map(({ service, allowedAccessIps, keyPairNames }) => ({
    service,
    allowedAccessIps,
    keyPairNames,
  }));
}

/** The row of an input beside its row in `notebookInputs`. */
interface InputForm extends Omit<Field, "path" | "change"> {
  /**
   * What the state takes of an answer, where the answer has the input elsewhere or in another form; null: the
   * notebook has none.
   */
  answered?(detail: NotebookDetail, retained: Retained): unknown;
  /** What a program would declare, where that is not the state's value. */
  input?(state: State): unknown;
  /** Properties of the input whose change leads to something else. */
  inner?: readonly Field[];
}

export const inputForms: Partial<Record<keyof NotebookInputs, InputForm>> = {
  description: { live: ({ description }) => description ?? "" },

  flavor: {
    // A machine made to measure has a flavor of the API's own.
    declared: ({ flavor, customSpec }) => (customSpec === undefined ? flavor : undefined),
    input: (state) =>
      state.flavor === CUSTOM_FLAVOR ? (appliedInputs(state).flavor ?? state.flavor) : state.flavor,
  },

  imageId: { answered: ({ image }) => image?.id },

  poolId: { answered: ({ pool }) => pool?.id },

  volume: {
    // The size of a disk that the API does not answer is not known: others may have grown the disk.
    answered: (detail, retained) => volumeState(detail, retained) ?? null,
    input: ({ volume }) => declaredVolume(volume),
    inner: [
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
  },

  endpoints: {
    undeclared: "no SSH",
    declared: whitelist,
    live: whitelist,
    input: sshEndpoints,
    inner: [
      { path: "endpoints.keyPairNames", change: "replace", declared: keyPairs, live: keyPairs },
    ],
  },

  hooks: { declared: hooks, live: hooks },

  customSpec: {
    // A notebook that changes to a standard flavor loses what was made to measure.
    answered: ({ customSpec, flavor = CUSTOM_FLAVOR }, retained) =>
      customSpec ?? (flavor === CUSTOM_FLAVOR ? retained.customSpec : null),
  },

  dataVolumes: {
    differs: haveVolumesChanged,
    input: (state) => declarable("dataVolumes", declaredVolumes(state)),
  },

  lease: { differs: hasLeaseChanged, input: leaseInput },
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
  const { inner = [], input: _, answered: __, ...compared } = inputForms[path] ?? {};
  if (path === "volume") return inner; // The volume is compared property by property.
  const field: Field = {
    path,
    change: consequences[update],
    undeclared: cleared,
    // What the API does not answer was never declared, if the state does not hold it.
    ...(answered !== "always" && { live: (state) => state[path as keyof NotebookState] ?? "none" }),
    ...compared,
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
