/** Which of the simulator's faults take part in the model, and how they are asked for. */
import fc from "fast-check";
import { faultNames, faults, type Fault, type FaultName } from "pulumi-modelarts-simulator";
import type { OperationName } from "../../provider/wire/operations";
import type { PlannedFault } from "./world";

/** The operations that the engine's calls for a notebook send. */
const notebookOperations: readonly OperationName[] = [
  "createNotebook",
  "showNotebook",
  "updateNotebook",
  "startNotebook",
  "stopNotebook",
  "deleteNotebook",
  "renewLease",
  "createTags",
  "deleteTags",
  "listNotebooks",
];

/** Faults that can't take part, and why, by name: those that exist are left out. */
const unsuitable: Readonly<Record<string, string>> = {
  drip: "each answer takes seconds of real time, whatever the clock says",
  hang: "each answer takes the client's time limit of real time, whatever the clock says",
};

/** Of the faults that exist: why each of these can't take part. */
export const leftOut: Readonly<Partial<Record<FaultName, string>>> = Object.fromEntries(
  faultNames.flatMap((name) => {
    const { operation }: Fault = faults[name];
    if (operation !== undefined && !notebookOperations.includes(operation)) {
      return [[name, `no request for a notebook meets it, since it is about ${operation}`]];
    }
    const reason = unsuitable[name];
    return reason === undefined ? [] : [[name, reason]];
  }),
);

export const possibleFaults: readonly FaultName[] = faultNames.filter((name) => !(name in leftOut));

/** Lies that nobody can see through if they are told more often, or about another operation. */
export const bounds: Readonly<Record<string, Partial<PlannedFault>>> = {
  // Two answers that agree are the proof that a notebook is gone.
  notFoundYet: { times: 1 },
  // Nothing but its answer tells the id of a new notebook.
  wrongId: { operation: "showNotebook" },
};

/** In milliseconds of the sequence's clock. Other faults delay in real time, and take the least. */
const delays: Readonly<Record<string, number>> = {
  tooManyRequests: 2000,
  lateOperation: 2000,
  stuckStatus: 5 * 60_000,
  clockSkew: 10 * 60_000,
};
const LEAST_DELAY_MS = 3;

export function delayOf(name: FaultName): number {
  return delays[name] ?? LEAST_DELAY_MS;
}

/** A fault meets either the n-th request of the engine's operation, or the next request of one operation of the API. */
export function faultArbitrary(names: readonly FaultName[]): fc.Arbitrary<PlannedFault> {
  const times = fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: 5 }) },
  );
  const planned = fc.record({
    name: fc.constantFrom(...names),
    after: fc.nat(8),
    times,
    operation: fc.option(fc.constantFrom(...notebookOperations), { nil: undefined, freq: 2 }),
  });
  return planned.map(({ operation, ...rest }) => {
    const { operation: own }: Fault = faults[rest.name];
    const fault = { ...rest, delayMs: delayOf(rest.name), ...bounds[rest.name] };
    if (own !== undefined) return { ...fault, after: 0 };
    return operation === undefined || fault.operation !== undefined
      ? fault
      : { ...fault, after: 0, operation };
  });
}
