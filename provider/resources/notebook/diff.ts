/** How the declared notebook differs from the live one, and what that leads to. Pure. */
import { ModelArtsError } from "../../client/errors";
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import type { NotebookDetail } from "../../wire/notebook";
import { diffOf, isReplacing, type Diff, type Row } from "../resource-kind";
import { appliedInputs, importedAs, type Inputs, type State } from "./applied-inputs";
import { changedFields, declaredValue, liveValue } from "./changed-fields";
import { inputsOf, retainedFrom, stateOf } from "./state";

/** The creation failed: the API can't bring the notebook back, and nothing ever ran on it. */
const REPLACED: Row = { path: "status", change: "replace" };
/** An update stopped the notebook, and its start failed. */
const RESTARTED: Row = { path: "status", change: "status" };

/**
 * @param state the live notebook as it was last read.
 * @throws ModelArtsError where the declared disk is smaller than the live one.
 */
export function diff(state: Partial<State>, newInputs: Inputs): Diff {
  const changed = changedFields(newInputs, state);
  if (state.status === "CREATE_FAILED") {
    // An import changes nothing, whatever it finds.
    const isLeft = importedAs(state.id ?? "", state) !== undefined && changed.length === 0;
    return diffOf(isLeft ? [] : [REPLACED, ...changed]);
  }
  if (!changed.some(isReplacing)) rejectShrinking(state, newInputs, changed);
  return diffOf(needsRestart(state, newInputs) ? [...changed, RESTARTED] : changed);
}

export function needsRestart(
  { status, __restart }: Partial<State>,
  { desiredStatus }: Pick<Inputs, "desiredStatus">,
): boolean {
  return __restart === true && status !== "RUNNING" && desiredStatus !== "STOPPED";
}

/** `check` knows the declared size alone; this is for a disk that others have grown. */
function rejectShrinking(
  { name, volume: live }: Partial<State>,
  { volume }: Inputs,
  changed: readonly Row[],
): void {
  const [from, to] = [live?.capacity, volume?.capacity];
  const isDisk = changed.some(({ change }) => change === "disk");
  if (!isDisk || typeof from !== "number" || typeof to !== "number" || to >= from) return;
  throw new ModelArtsError(
    `Updating notebook ${name} is not possible: volume.capacity is ${to} GB in the program, and the disk has ` +
      `${from} GB. A disk only grows: declare at least ${from} GB.`,
  );
}

/** Why an existing notebook can't be adopted as the program declares it: each difference, at its property. */
export function adoptionFailures(
  id: string,
  inputs: Inputs,
  detail: NotebookDetail,
  now: number,
): CheckFailure[] {
  const retained = retainedFrom(inputs);
  // Nothing was applied yet, so that the lease is compared with what was asked for elsewhere.
  const lease = inputs.lease && (true as const);
  const state = stateOf(detail, { ...retained, __inputs: { ...retained.__inputs, lease } }, now);
  // The live value as a program would declare it: the API adds to it what can't be declared.
  const declarable = inputsOf({ ...state, __inputs: { ...appliedInputs(state), lease: true } });
  return changedFields(inputs, state)
    .map((field) => ({
      property: field.path,
      declared: JSON.stringify(declaredValue(field, inputs)),
      live: JSON.stringify(declaredValue(field, declarable) ?? liveValue(field, state)),
    }))
    .filter(({ declared }) => !declared.includes(UNKNOWN))
    .map(({ property, declared, live }) => ({
      property,
      reason:
        `the program says ${declared}, but notebook ${id} has ${live}. ` +
        (property === "name"
          ? "Declare this name: one that is not declared is made from the resource's logical name"
          : "Declare what it has, or import it first and change it afterwards"),
    }));
}
