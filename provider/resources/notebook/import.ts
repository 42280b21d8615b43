/**
 * `new Notebook(name, args, { import: id })`: an existing notebook comes under the program as it is. As
 * in the engine's own imports, nothing is changed: what the program declares must be what is there.
 */
import { z } from "zod";
import { uuid } from "../shared/import-id";
import type { NotebookDetail } from "../../wire/notebook";
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import { changedFields, declaredValue, liveValue } from "./fields";
import { heldBy, inputsOf, stateOf, type Carried, type NotebookInputs } from "./inputs";
import { look } from "./read-notebook";
import type { Context } from "../shared/wait";

/**
 * Reads the notebook and says why it can't be adopted: every difference, at its property. No failures:
 * it can.
 *
 * @throws ApiError, ConnectionError or AnswerError if it can't be read.
 */
export async function examine(
  context: Context,
  id: string,
  inputs: NotebookInputs & Carried,
): Promise<{ detail?: NotebookDetail; failures: CheckFailure[] }> {
  const found = await findImport(context, id);
  // The option is no property, and the engine would print the value of one that isn't there.
  if (typeof found === "string") {
    return {
      failures: [{ property: "", reason: `the import option can't be followed: ${found}` }],
    };
  }
  const now = context.client.serviceTime();
  return { detail: found, failures: differences(id, inputs, found, now) };
}

/** The notebook that an import names; or why it can't be had, as half a sentence. */
export async function findImport(
  context: Context,
  given: string,
): Promise<NotebookDetail | string> {
  const id = uuid(given);
  if (!z.regexes.guid.test(id)) {
    return `the id must be a UUID, such as the console shows, but is "${id}"`;
  }
  const detail = await look(context, id);
  if (detail === undefined) {
    return (
      `there is no notebook ${id} in this project and region. ` +
      "Check the id, modelarts:projectId and modelarts:region"
    );
  }
  return detail.status === "DELETING" ? `notebook ${id} is being deleted` : detail;
}

function differences(
  id: string,
  inputs: NotebookInputs & Carried,
  detail: NotebookDetail,
  now: number,
): CheckFailure[] {
  // Nothing was applied yet, so that the lease is compared with what was asked for elsewhere.
  const state = stateOf(detail, { ...heldBy(inputs), __lease: inputs.lease && true }, now);
  // The live value as a program would declare it: the API adds to it what can't be declared.
  const declarable = inputsOf({ ...state, __lease: true });
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
        property === "name" && inputs.__hasAutomaticName
          ? `must be declared: without it the notebook would be called ${declared}, ` +
            `but notebook ${id} is called ${live}`
          : `the program says ${declared}, but notebook ${id} has ${live}. ` +
            "Declare what it has, or import it first and change it afterwards",
    }));
}
