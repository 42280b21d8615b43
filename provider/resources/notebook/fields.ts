/**
 * The fields of a notebook: what a change of each leads to, and how each is compared, read back and declared. This
 * file has only the inputs whose comparison or conversion is not the default; the other rows are derived from
 * `notebookInputs` and `Notebook` (wire/).
 */
import { CUSTOM_FLAVOR } from "../../wire/flavor";
import { Notebook, type NotebookDetail } from "../../wire/notebook";
import {
  inputKeys,
  notebookInputs,
  volumeUpdates,
  type NotebookInput,
} from "../../wire/notebook-inputs";
import { camelKey, camelShape } from "../../wire/shape";
import { restingStatus } from "../../wire/facts/statuses";
import type { Consequence, Row } from "../resource-kind";
import { appliedInputs, type Retained, type State } from "./applied-inputs";
import { declaredVolumes, haveVolumesChanged, withoutSlash } from "./data-volumes";
import { declarable, type NotebookInputs, type NotebookState, type UpdateBody } from "./inputs";
import { hasLeaseChanged, leaseInput } from "./lease";
import { withoutMarker } from "./marker";
import { hasTagChanges } from "./tags";
import { declaredVolume, volumeState } from "./volume";

export interface Field extends Row {
  /** The value of an undeclared field. Without this, an undeclared field is no difference. */
  undeclared?: unknown;
  /** The declared value to compare; by default the value at the path. */
  declared?: (inputs: Partial<NotebookInputs>) => unknown;
  /** The live value to compare. Undefined: the API did not return the field, which is no difference. */
  live?: (state: Partial<NotebookState>) => unknown;
  /** Compares the field, if the two values alone are not enough for that. */
  differs?: (inputs: Partial<NotebookInputs>, state: Partial<State>) => boolean;
  /** The field's name in an update, if it has another name there. */
  sentAs?: keyof UpdateBody;
}

const ssh = (endpoints: NotebookState["endpoints"]) =>
  endpoints?.find(({ service }) => service === "SSH");

/** Only SSH endpoints are compared: every notebook has its NOTEBOOK endpoint. A missing whitelist is an empty one. */
const whitelist = ({ endpoints }: Pick<NotebookState, "endpoints">) =>
  endpoints && (ssh(endpoints) ? sorted(ssh(endpoints)?.allowedAccessIps) : "no SSH");

/** Opening or closing SSH does not change its key pairs, and undeclared key pairs are no difference. */
const keyPairs = ({ endpoints }: Pick<NotebookState, "endpoints">) => {
  const names = ssh(endpoints)?.keyPairNames;
  return names && sorted(names);
};

/** The order of the list has no meaning. In a preview, an unknown list is a string, which stays as it is. */
const sorted = (list: readonly string[] | undefined) =>
  Array.isArray(list) ? [...(list as string[])].sort() : (list ?? []);

/** The API uses two names for the same shared file system (SFS and EFS). */
const category = ({ volume }: Pick<NotebookState, "volume">) =>
  volume?.category === "SFS" ? "EFS" : volume?.category;

const capacityOf = (kind: string) => (notebook: Pick<NotebookState, "volume">) =>
  category(notebook) === kind ? notebook.volume?.capacity : undefined;

/** The API may return a folder without the slash at its end. */
const folder =
  (key: "uri" | "mountPath") =>
  ({ volume }: Pick<NotebookState, "volume">) =>
    withoutSlash(volume?.[key]);

/** A list with both hooks, null for a missing one, so that a removed hook is a difference. */
const hooks = ({ hooks: declared }: Pick<NotebookInputs, "hooks">) =>
  ["preStart" as const, "postStart" as const].map((hook) => declared?.containerHooks[hook] ?? null);

/** Only SSH endpoints can be declared with values; every notebook has its NOTEBOOK endpoint. */
function sshEndpoints({ endpoints }: State): object[] | undefined {
  const found = endpoints?.filter(({ service }) => service === "SSH");
  if (!found?.length) return undefined;
  return found.map(({ service, allowedAccessIps, keyPairNames }) => ({
    service,
    allowedAccessIps,
    keyPairNames,
  }));
}

/** What an input needs in addition to its row in `notebookInputs`. */
interface InputForm extends Omit<Field, "path" | "change"> {
  /**
   * Reads the input from an answer that holds it under another name or in another form. Null: the notebook has no
   * such value; undefined: the API did not return it.
   */
  answered?(detail: NotebookDetail, retained: Retained): unknown;
  /** The value that a program would declare, if it is not the state's value. */
  input?(state: State): unknown;
  /** Inner properties whose change has another consequence than a change of the input. */
  inner?: readonly Field[];
}

export const inputForms: Partial<Record<keyof NotebookInputs, InputForm>> = {
  description: {
    answered: ({ description }) => withoutMarker(description),
    live: ({ description }) => description ?? "",
  },

  flavor: {
    // With `customSpec`, the API sets a flavor of its own.
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
        change: volumeUpdates.storage_new_size.update,
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
      {
        path: "volume.dewSecretName",
        change: volumeUpdates.dew_secret_name.update,
        sentAs: "dewSecretName",
      },
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
    // A notebook that changes to a standard flavor loses its `customSpec`.
    answered: ({ customSpec, flavor = CUSTOM_FLAVOR }, retained) =>
      customSpec ?? (flavor === CUSTOM_FLAVOR ? retained.customSpec : null),
  },

  dataVolumes: {
    differs: haveVolumesChanged,
    input: (state) => declarable("dataVolumes", declaredVolumes(state)),
  },

  lease: { differs: hasLeaseChanged, input: leaseInput },
};

/** Inputs that are not part of a create request. */
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
  if (path === "volume") return inner; // Only the volume's properties are compared, never the whole volume.
  const field: Field = {
    path,
    change: consequences[update],
    undeclared: cleared,
    // If neither the API nor the state has the input, it is treated as undeclared so far.
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
