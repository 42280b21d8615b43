/** From an answer and what was declared to the state of a notebook, and from the state to inputs. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { CUSTOM_FLAVOR } from "../../wire/flavor";
import type { NotebookDetail } from "../../wire/notebook";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey } from "../../wire/shape";
import { defined } from "../shared/defined";
import {
  appliedInputs,
  importedAs,
  recordOf,
  type AppliedInputs,
  type Inputs,
  type NotebookCarried,
  type State,
} from "./applied-inputs";
import { answeredVolume, declaredVolumes } from "./data-volumes";
import { InputShape, type NotebookInputs, type NotebookState } from "./inputs";
import { appliedLease, declarableLease, leaseInput, observedLease } from "./lease";
import { ownTags, tagMap } from "./tags";
import { declaredVolume, volumeState } from "./volume";

/** What a new state takes from the previous state, or from the declaration that took effect. */
export type Retained = Partial<Omit<NotebookState, "id">> & NotebookCarried;

/** What a declaration leaves in the state once it has taken effect. */
export function retainedFrom(inputs: Inputs): Retained {
  const { dataVolumes, ...rest } = inputs;
  return {
    ...(rest as Retained),
    dataVolumes: dataVolumes?.map(answeredVolume),
    __inputs: appliedFrom(inputs),
  };
}

export function appliedFrom({
  tags,
  lease,
  customSpec,
  flavor,
  dataVolumes,
}: NotebookInputs): AppliedInputs {
  return {
    tags: tags && Object.keys(tags),
    lease: lease && appliedLease(lease),
    flavor: customSpec && flavor,
    dataVolumes,
  };
}

/** Inputs that an answer holds elsewhere, or in another form; null: the notebook has none. */
const answeredInputs: Record<string, (detail: NotebookDetail, retained: Retained) => unknown> = {
  imageId: ({ image }) => image?.id,
  poolId: ({ pool }) => pool?.id,
  volume: volumeState,
  // The API gives what is made to measure a flavor of its own.
  customSpec: ({ customSpec, flavor = CUSTOM_FLAVOR }, retained) =>
    customSpec ?? (flavor === CUSTOM_FLAVOR ? retained.customSpec : null),
};

/**
 * @param retained from the previous state, or from the new inputs.
 * @param now the service's time when the detail was read, in ms since 1970.
 */
export function stateOf(detail: NotebookDetail, retained: Retained, now: number): State {
  const inputs = inputKeys.map((key) => {
    const name = camelKey(key) as keyof Retained;
    const read = answeredInputs[name] ?? ((answer) => answer[name as keyof NotebookDetail]);
    const answered = read(detail, retained);
    const isRetained = answered === undefined && notebookInputs[key].answered !== "always";
    return [name, isRetained ? retained[name] : (answered ?? undefined)];
  });
  const applied = appliedInputs(retained);
  return defined({
    ...detail,
    ...(Object.fromEntries(inputs) as Partial<NotebookState>),
    tags: tagMap(detail.tags) ?? retained.tags,
    desiredStatus: retained.desiredStatus,
    __inputs: recordOf({ ...applied, lease: observedLease(applied.lease, detail, now) }),
    __timeouts: retained.__timeouts,
    __reference: retained.__reference,
    __restart: detail.status === "RUNNING" ? undefined : retained.__restart,
    __import: detail.status === "CREATE_FAILED" ? importedAs(detail.id, retained) : undefined,
  });
}

/** Inputs that a program declares in another form than the state has them. */
const declaredForms: Partial<Record<keyof NotebookInputs, (state: State) => unknown>> = {
  flavor: (state) =>
    state.flavor === CUSTOM_FLAVOR ? (appliedInputs(state).flavor ?? state.flavor) : state.flavor,
  volume: ({ volume }) => declaredVolume(volume),
  // NOTEBOOK endpoints are always there and hold nothing to set.
  endpoints: ({ endpoints }) => {
    const ssh = endpoints?.filter(({ service }) => service === "SSH");
    if (!ssh?.length) return undefined;
    return ssh.map(({ service, allowedAccessIps, keyPairNames }) => ({
      service,
      allowedAccessIps,
      keyPairNames,
    }));
  },
  lease: leaseInput,
  dataVolumes: (state) => declarable("dataVolumes", declaredVolumes(state)),
};

/**
 * The inputs that would declare a notebook as it is: what refresh compares with the program. What the
 * API fills in by default is left out.
 */
export function inputsOf(state: State): Partial<Inputs> {
  const { tags } = appliedInputs(state);
  const inputs = inputKeys.map((key) => {
    const name = camelKey(key) as keyof NotebookInputs;
    const row: NotebookInput = notebookInputs[key];
    const value =
      declaredForms[name]?.(state) ??
      (name in declaredForms ? undefined : plainForm(name, row, state));
    return [name, isDeepStrictEqual(value, row.byDefault) ? undefined : value];
  });
  return defined({
    ...(Object.fromEntries(inputs) as Partial<NotebookInputs>),
    desiredStatus: state.desiredStatus && restingStatus(state.status),
    tags: tags && pick(state.tags ?? {}, tags),
    __timeouts: state.__timeouts,
  }) as Partial<Inputs>;
}

function plainForm(name: keyof NotebookInputs, row: NotebookInput, state: State): unknown {
  const value = state[name] as unknown;
  const isWhole = row.answered !== "seldom" || typeof value !== "object";
  return isWhole ? value : declarable(name, value ?? undefined);
}

/** The API may answer more than can be declared, and less than it asks for; the latter can't be declared. */
function declarable(name: keyof NotebookInputs, value: object | undefined): object | undefined {
  const schema = InputShape.shape[name];
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const known =
    value !== undefined && inner instanceof z.ZodObject
      ? pick(value, Object.keys(inner.shape))
      : value;
  if (known === undefined || Object.keys(known).length === 0) return undefined;
  return schema.safeParse(known).success ? known : undefined;
}

/** What `pulumi import` finds is under its program from then on, tags too. */
export function importedState(detail: NotebookDetail, now: number): State {
  const tags = Object.keys(ownTags(detail.tags) ?? {});
  // What was asked for is declared as far as that can be told; else the code leaves the lease out.
  const lease = declarableLease(detail.lease);
  const applied = {
    // Most notebooks have none, and `tags: {}` would only clutter the printed code.
    tags: tags.length > 0 ? tags : undefined,
    lease: lease && appliedLease(lease),
  };
  return stateOf(detail, { __inputs: applied, __import: detail.id }, now);
}

/** Where a status leads that changes by itself. */
export function restingStatus(status: string | undefined): string | undefined {
  if (status === "CREATING" || status === "STARTING") return "RUNNING";
  return status === "STOPPING" ? "STOPPED" : status;
}

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
