/** Which declared fields differ from the live notebook, and what an update sends for them. Pure. */
import { UNKNOWN } from "../../engine/unknown";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey, camelKeys } from "../../wire/shape";
import { consequences } from "../resource-kind";
import { valueAt } from "../shared/objects";
import { isSubset } from "../shared/subset";
import { fields, type Field } from "./fields";
import type { NotebookInputs, NotebookState, UpdateBody } from "./inputs";

/** The fields whose declared value differs from the live one. */
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
  if (valueAt(inputs, [root]) === UNKNOWN) return countsAsChanged(field, root);
  if (field.differs !== undefined) return field.differs(inputs, state);
  const declared = declaredValue(field, inputs);
  const live = liveValue(field, state);
  return declared !== undefined && live !== undefined && !isSubset(declared, live);
}

/**
 * An unknown value counts as a change of the field's own row, if there is one, and not of rows of inner properties.
 * An unknown `endpoints` counts as a whitelist change, not as a key pair change, which would replace the notebook.
 */
function countsAsChanged(field: Field, root: string): boolean {
  return field.path === root || !fields.some(({ path }) => path === root);
}

export function declaredValue(field: Field, inputs: Partial<NotebookInputs>): unknown {
  const value = field.declared ? field.declared(inputs) : valueAt(inputs, field.path.split("."));
  return value ?? field.undeclared;
}

export function liveValue(field: Field, state: Partial<NotebookState>): unknown {
  return field.live ? field.live(state) : valueAt(state, field.path.split("."));
}

/** The body of an update for the changed fields. A disk, a lease and tags have separate requests. */
export function updateBody(changed: readonly Field[], inputs: NotebookInputs): UpdateBody {
  return Object.fromEntries(
    changed
      .filter(({ change }) => consequences[change].isInUpdateBody)
      .map(({ path, sentAs = path }) => [
        sentAs,
        valueAt(inputs, path.split(".")) ?? clearedValues.get(path),
      ]),
  );
}

/** The values that clear an input which the program no longer declares. */
const clearedValues: ReadonlyMap<string, unknown> = new Map(
  inputKeys.map((key) => [
    camelKey(key),
    camelKeys((notebookInputs[key] as NotebookInput).cleared),
  ]),
);
