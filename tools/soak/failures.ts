/** Tells the refusals that the product promises from failures. */
import type { WireNotebook } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import type { Step } from "../model/engine";
import { UnchangedError } from "../../provider/resources/shared/errors";

/**
 * Random programs ask for what can't be done: to grow the disk of a notebook that is stopped, and stays so, or to
 * shrink a disk. A check or an update then changes nothing and says so.
 *
 * @param inputs what the program declares.
 * @param book the notebook after the step, by the simulator's books.
 * @returns the reason; undefined if the books do not justify a refusal.
 */
export function refusalReason(
  { verb, error }: Pick<Step, "verb" | "error">,
  { volume, desiredStatus }: Inputs,
  book: WireNotebook | undefined,
): string | undefined {
  const [declared, live] = [volume?.capacity, book?.volume?.capacity];
  const isRefusal = verb === "check" || error instanceof UnchangedError;
  if (!isRefusal || declared === undefined || live === undefined) return undefined;
  if (declared < live) return "a disk does not shrink";
  const staysStopped = book?.status !== "RUNNING" && desiredStatus !== "RUNNING";
  return verb === "update" && declared > live && staysStopped
    ? "the disk of a stopped notebook does not grow"
    : undefined;
}
