/** What messages tell the user to do before the next up, as far as it is more than "run the command again". */
import { rmSync } from "node:fs";
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

/**
 * A create that can't tell which notebooks an earlier request has made names them: "delete those that no stack has and nobody needs",
 * and if none of them is the user's, the file of the journal.
 *
 * @param isLost whether an id belongs to a notebook that a failed create has made.
 * @param isForeign whether it belongs to a colleague's, or to one that the state has under another resource.
 * @returns false if the message does not ask for this, or names a notebook that is neither.
 */
export function followMessage(
  message: string,
  notebooks: Simulator["notebooks"],
  isLost: (id: string) => boolean,
  isForeign: (id: string) => boolean,
): boolean {
  const [, file, listed] =
    /delete the file (\S+\.json)\. .* run `pulumi up` again: (.*)\.$/.exec(message) ?? [];
  if (file === undefined || listed === undefined) return false;
  const named = listed.split(", ");
  if (!named.every((id) => isLost(id) || isForeign(id))) return false;
  const lost = named.filter(isLost);
  for (const id of lost) notebooks.remove(id);
  if (lost.length === 0) rmSync(file);
  return true;
}
