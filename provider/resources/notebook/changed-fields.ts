/** Which fields of a declared notebook differ from the live one, and what an update sends for them. Pure. */
import { UNKNOWN } from "../../engine/unknown";
import { inputKeys, notebookInputs, type NotebookInput } from "../../wire/notebook-inputs";
import { camelKey, camelKeys } from "../../wire/shape";
import type { Consequence } from "../resource-kind";
import { isSubset } from "../shared/subset";
import { fields, type Field } from "./fields";
import type { NotebookInputs, NotebookState, UpdateBody } from "./inputs";

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
