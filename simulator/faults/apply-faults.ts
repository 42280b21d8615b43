/** Applies faults to one request, in the order in which the request meets them: before it, after it, to its answer. */
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { NotebookStore } from "../state/notebook-store";
import type { StatusStore } from "../state/status-store";
import type { WireNotebook } from "../wire";
import type { MatchingFault } from "./pending-faults";

type Faults = readonly MatchingFault[];

/** @throws ApiError of the first fault that refuses the request. */
export function refuseByFault(
  faults: Faults,
  notebook: WireNotebook | undefined,
  cloud: Cloud,
): void {
  for (const { fault, delayMs, spend } of faults) {
    const refusal = fault.refuse?.(notebook, delayMs, cloud);
    if (refusal === undefined) continue;
    spend();
    throw refusal;
  }
}

/** Changes the request's notebook; does nothing if there is none. */
export function changeNotebookByFault(
  faults: Faults,
  notebooks: NotebookStore,
  id: string,
  now: number,
): void {
  for (const { fault, spend } of faults) {
    const state = notebooks.stored(id);
    if (fault.changeNotebook === undefined || state === undefined) continue;
    spend();
    notebooks.put(fault.changeNotebook(state, now));
  }
}

/** Makes the request's mount or image fail later; does nothing if no store has the id. */
export function failByFault(
  faults: Faults,
  stores: readonly Pick<StatusStore<{ id?: string }>, "fail">[],
  id: string,
): void {
  for (const { fault, spend } of faults) {
    const { failureReason } = fault;
    if (failureReason === undefined) continue;
    if (stores.some((store) => store.fail(id, failureReason))) spend();
  }
}

/** @returns "dropped" if the connection is to be closed without an answer. */
export async function changeAnswerByFault(
  faults: Faults,
  answer: Response,
): Promise<Response | "dropped"> {
  let changed: Response = answer;
  let isDropped = false;
  for (const { fault, delayMs, spend } of faults) {
    if (fault.changeAnswer === undefined) continue;
    spend();
    const result = await fault.changeAnswer(changed, delayMs);
    if (result === "dropped") isDropped = true;
    else changed = result;
  }
  return isDropped ? "dropped" : changed;
}
