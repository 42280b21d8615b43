/** Makes the state of a notebook from an answer and the inputs, and inputs from the state. */
import { isDeepStrictEqual } from "node:util";
import type { NotebookDetail } from "../../wire/notebook";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey } from "../../wire/shape";
import { defined, pick } from "../shared/objects";
import {
  appliedInputs,
  importedAs,
  recordOf,
  type AppliedInputs,
  type Inputs,
  type Retained,
  type State,
} from "./applied-inputs";
import { restingStatus } from "../../wire/facts/statuses";
import { answeredVolume, appliedVolumes } from "./data-volumes";
import { inputForms } from "./fields";
import { declarable, type NotebookInputs, type NotebookState } from "./inputs";
import { appliedLease, declarableLease, observedLease } from "./lease";
import { ownTags, tagMap } from "./tags";

/** What the state keeps of the inputs once they are applied. */
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
    dataVolumes: appliedVolumes(dataVolumes),
  };
}

/**
 * @param retained from the previous state, or from the new inputs.
 * @param now the service's time when the detail was read, in milliseconds since 1970 (UTC).
 */
export function stateOf(detail: NotebookDetail, retained: Retained, now: number): State {
  const inputs = inputKeys.map((key) => {
    const name = camelKey(key) as keyof NotebookInputs;
    const form = inputForms[name];
    const answered = form?.answered
      ? form.answered(detail, retained)
      : detail[name as keyof NotebookDetail];
    const isRetained = answered === undefined && notebookInputs[key].answered !== "always";
    return [name, isRetained ? retained[name] : (answered ?? undefined)];
  });
  const applied = appliedInputs(retained);
  return defined({
    ...detail,
    ...(Object.fromEntries(inputs) as Partial<NotebookState>),
    actionProgress: unfinished(detail.actionProgress),
    tags: tagMap(detail.tags) ?? retained.tags,
    desiredStatus: retained.desiredStatus,
    __inputs: recordOf({ ...applied, lease: observedLease(applied.lease, detail, now) }),
    __timeouts: retained.__timeouts,
    __reference: retained.__reference,
    __restart: detail.status === "RUNNING" ? undefined : retained.__restart,
    __import: detail.status === "CREATE_FAILED" ? importedAs(detail.id, retained) : undefined,
  });
}

/** Parts that inputs declare, and whose absence in an answer does not count as a change. */
export const COMPARED = ["flavor", "image", "endpoints", "volume"] as const;

/** What the answer lacks stays as it was known: otherwise a later change of it would not be seen. */
export function withUnanswered(state: State, known: Partial<State>): State {
  const unanswered = [...COMPARED, "imageId" as const].filter((name) => state[name] === undefined);
  const kept = unanswered.map((name) => [name, known[name] ?? undefined] as const);
  return defined({ ...state, ...Object.fromEntries(kept) });
}

/** Of a start that is over, every step says the same; the list would be a seventh of the state. */
function unfinished(steps: NotebookDetail["actionProgress"]): NotebookDetail["actionProgress"] {
  return steps?.every(({ status }) => status === "COMPLETED") ? undefined : steps;
}

/**
 * The inputs that declare exactly the notebook that the state describes; a refresh returns them. The API's
 * defaults are left out.
 */
export function inputsOf(state: State): Partial<Inputs> {
  const { tags } = appliedInputs(state);
  const inputs = inputKeys.map((key) => {
    const name = camelKey(key) as keyof NotebookInputs;
    const row: NotebookInput = notebookInputs[key];
    const form = inputForms[name];
    const value = form?.input ? form.input(state) : plainInput(name, row, state);
    return [name, isDeepStrictEqual(value, row.byDefault) ? undefined : value];
  });
  return defined({
    ...(Object.fromEntries(inputs) as Partial<NotebookInputs>),
    desiredStatus: state.desiredStatus && restingStatus(state.status),
    tags: tags && pick(state.tags ?? {}, tags),
    __timeouts: state.__timeouts,
  }) as Partial<Inputs>;
}

function plainInput(name: keyof NotebookInputs, row: NotebookInput, state: State): unknown {
  const value = state[name] as unknown;
  const isWhole = row.answered !== "seldom" || typeof value !== "object";
  return isWhole ? value : declarable(name, value ?? undefined);
}

/** The state after `pulumi import`: the program manages everything from then on, tags too. */
export function importedState(detail: NotebookDetail, now: number): State {
  const tags = Object.keys(ownTags(detail.tags) ?? {});
  // The lease is declared only if the API's answer shows what was requested.
  const lease = declarableLease(detail.lease);
  const applied = {
    // Most notebooks have no tags, and `tags: {}` would clutter the printed code.
    tags: tags.length > 0 ? tags : undefined,
    lease: lease && appliedLease(lease),
  };
  return stateOf(detail, { __inputs: applied, __import: detail.id }, now);
}
