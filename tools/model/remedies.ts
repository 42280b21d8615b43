/** What messages tell the user to do before the next up, as far as it is more than "run the command again". */
import type { Simulator } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import type { Expected } from "./expectation";

/**
 * Deletes a notebook whose deletion has failed, pays for a frozen one, and declares a size and a status with which
 * the disk can have the declared size.
 *
 * @returns the inputs that the program declares from now on.
 */
export function repair(
  notebooks: Simulator["notebooks"],
  id: string,
  inputs: Inputs,
  expected: Expected,
): Inputs {
  const book = notebooks.get(id);
  if (book === undefined) return inputs;
  if (book.status === "DELETE_FAILED") {
    notebooks.remove(id);
    return inputs;
  }
  if (book.status === "FROZEN" || book.status === "ERROR") {
    notebooks.change(id, { status: "STOPPED" });
    expected.runs = new Set([true, false]);
  }
  const { volume } = inputs;
  const size = book.volume?.capacity ?? 0;
  if (volume?.capacity === undefined || volume.category !== book.volume?.category) return inputs;
  if (volume.capacity < size) return { ...inputs, volume: { ...volume, capacity: size } };
  const canGrow = volume.capacity === size || !mayBeStopped(inputs, expected);
  return canGrow ? inputs : { ...inputs, desiredStatus: "RUNNING" };
}

export function mayBeStopped({ desiredStatus }: Inputs, { runs }: Expected): boolean {
  return desiredStatus === undefined ? runs.has(false) : desiredStatus === "STOPPED";
}
