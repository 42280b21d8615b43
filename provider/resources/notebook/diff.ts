/** Compares the declared notebook with the live one, for a diff and for an adoption. Pure. */
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import type { NotebookDetail } from "../../wire/notebook";
import { diffOf, type Diff, type Row } from "../resource-kind";
import { appliedInputs, importedAs, type Inputs, type State } from "./applied-inputs";
import { changedFields, declaredValue, liveValue } from "./changed-fields";
import { inputsOf, retainedFrom, stateOf } from "./state";

/** The creation failed: the API can't repair the notebook, and a replacement loses no data. */
const REPLACED: Row = { path: "status", change: "replace" };
/** An update stopped the notebook, which has not been seen RUNNING since. */
const RESTARTED: Row = { path: "status", change: "status" };
/** The same, but the program wants the notebook STOPPED now: later runs must not start it. */
const NOT_RESTARTED: Row = { path: "status", change: "state" };

/** @param state the live notebook as it was last read. */
export function diff(state: Partial<State>, newInputs: Inputs): Diff {
  const changed = changedFields(newInputs, state);
  if (state.status === "CREATE_FAILED") {
    // An import must not lead to a change, even if the notebook's creation had failed.
    const isKept = importedAs(state.id ?? "", state) !== undefined && changed.length === 0;
    return diffOf(isKept ? [] : [REPLACED, ...changed]);
  }
  if (state.__restart !== true) return diffOf(changed);
  return diffOf([...changed, needsRestart(state, newInputs) ? RESTARTED : NOT_RESTARTED]);
}

/** The state's status does not count: it may have been read before the stop. */
export function needsRestart(
  { __restart }: Partial<State>,
  { desiredStatus }: Pick<Inputs, "desiredStatus">,
): boolean {
  return __restart === true && desiredStatus !== "STOPPED";
}

/**
 * Why the import option can't adopt an existing notebook: each difference, at its property.
 *
 * @param now the service's time, in milliseconds since 1970 (UTC).
 */
export function adoptionFailures(
  id: string,
  inputs: Inputs,
  detail: NotebookDetail,
  now: number,
): CheckFailure[] {
  const retained = retainedFrom(inputs);
  // The program has applied no lease yet, so the declared lease is compared with the live one.
  const lease = inputs.lease && (true as const);
  const state = stateOf(detail, { ...retained, __inputs: { ...retained.__inputs, lease } }, now);
  // Messages show the live value as a program would declare it: the API adds properties that can't be declared.
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
          ? "Declare this name: an undeclared name is made from the resource's logical name"
          : "Declare the live value, or import the notebook first and change it afterwards"),
      code: "modelarts/import-differs" as const,
    }));
}
