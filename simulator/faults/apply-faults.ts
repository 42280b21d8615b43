/** Applies faults to one request, in the order in which the request meets them: before it, after it, to its answer. */
import type { NotebookStore } from "../state/notebook-store";
import type { StatusStore } from "../state/status-store";
import type { Broken, Met } from "./fault";
import type { MatchingFault } from "./pending-faults";

type Faults = readonly MatchingFault[];
/** The request, without what each fault says for itself. */
type Request = Omit<Met, "delayMs">;

/**
 * What is answered instead of the operation; undefined if no fault refuses the request.
 *
 * @throws ApiError of the first fault that refuses the request with one.
 */
export function refuseByFault(faults: Faults, request: Request): Response | Broken | undefined {
  for (const { fault, delayMs, spend } of faults) {
    const refusal = fault.refuse?.({ ...request, delayMs });
    if (refusal === undefined) continue;
    spend();
    if (refusal instanceof Error) throw refusal;
    return refusal;
  }
  return undefined;
}

/** How much later the operation is to take place, in milliseconds; undefined: now. */
export function delayByFault(faults: Faults): number | undefined {
  const late = faults.find(({ fault }) => fault.isLate);
  late?.spend();
  return late?.delayMs;
}

/** Changes the request's notebook; does nothing if there is none. */
export function changeNotebookByFault(
  faults: Faults,
  notebooks: NotebookStore,
  id: string,
  request: Request,
): void {
  for (const { fault, delayMs, spend } of faults) {
    const state = notebooks.stored(id);
    if (fault.changeNotebook === undefined || state === undefined) continue;
    spend();
    notebooks.put(fault.changeNotebook(state, { ...request, delayMs }));
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

export async function changeAnswerByFault(
  faults: Faults,
  answer: Response,
  request: Request,
): Promise<Response | Broken> {
  let changed: Response = answer;
  let broken: Broken | undefined;
  for (const { fault, delayMs, spend } of faults) {
    if (fault.changeAnswer === undefined) continue;
    spend();
    const result = await fault.changeAnswer(changed, { ...request, delayMs });
    if (typeof result === "string") broken ??= result;
    else changed = result;
  }
  return broken ?? changed;
}
