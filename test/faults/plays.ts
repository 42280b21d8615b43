/** How the matrix plays each of the simulator's faults. A new fault is played at each point (`pointsOf`) of every operation. */
import {
  faultNames,
  faults,
  type FaultName,
  type FaultRequest,
  type PendingFault,
} from "pulumi-modelarts-simulator";
import { operations, type OperationName } from "../../provider/wire/operations";

interface Play {
  times?: number;
  delayMs?: number;
  /** The requests for which the fault changes anything; all by default. */
  at?: (request: OperationName) => boolean;
  /** Nothing is answered for so long that a case needs short timeouts. */
  isSlow?: boolean;
  /** A refusal that a further try can't change: it may end an operation. */
  isLasting?: boolean;
  /** A token that is not accepted any more is renewed after a login by password only. */
  login?: "password";
}

const isList = (request: OperationName) => request.startsWith("list");
const hasId = (request: OperationName) => operations[request].path.includes("{id}");
const isChange = (request: OperationName) => operations[request].method !== "GET";
const isShow = (request: OperationName) => request.startsWith("show");
/** The notebook passes through a status. */
const isStatusChange = (request: OperationName) =>
  ["createNotebook", "startNotebook", "stopNotebook", "deleteNotebook"].includes(request);
const hasStatus = (request: OperationName) =>
  isShow(request) || isList(request) || isStatusChange(request);

/** Longer than the timeouts of the matrix, and shorter than the shortest lease, after which a notebook stops. */
export const FOREVER_MS = 600_000;

/** Those that differ from `{}`, once and at every point. Several plays of one fault are several cases. */
const plays: Partial<Record<FaultName, readonly Play[]>> = {
  // Where no id is asked for, nothing can show that the answered one is wrong.
  wrongId: [{ at: (request) => "echoes" in operations[request] && hasId(request) }],
  frozen: [{ at: isStatusChange }],
  busyOnce: [{}, { times: 4 }],
  tooManyRequests: [{}, { times: 8, delayMs: 500 }],
  serverError: [{}, { times: 4 }],
  badGateway: [{}, { times: 4 }],
  resetBefore: [{}, { times: 4 }],
  dropConnection: [{}, { times: 3 }],
  lateOperation: [{ at: isChange, delayMs: 1500 }],
  hang: [{ isSlow: true }],
  drip: [{ isSlow: true, delayMs: 200 }],
  slowBody: [{ delayMs: 500 }],
  stuckStatus: [
    { at: isStatusChange, delayMs: 1500 },
    { at: isStatusChange, delayMs: FOREVER_MS, isSlow: true },
  ],
  earlierStatus: [{ at: hasStatus }, { at: hasStatus, times: 5 }],
  unknownStatus: [{ at: hasStatus }, { at: isShow, times: 5 }],
  missingRows: [{ at: isList }],
  duplicateRows: [{ at: isList }],
  changedTotal: [{ at: isList }],
  clockSkew: [{ delayMs: 3_600_000 }],
  notFoundYet: [{}, { times: 2 }],
  tokenExpired: [{ login: "password" }],
  tokenInvalid: [{ login: "password" }],
  unauthorized: [{ isLasting: true }],
  forbidden: [{ isLasting: true }],
  // The gateway's own 404 and these codes say that the endpoint, the project or the pool is wrong.
  gateway404: [{ isLasting: true }],
  projectMismatch: [{ isLasting: true }],
  projectMissing: [{ isLasting: true }],
  poolMissing: [{ isLasting: true }],
};

export interface Point {
  request: OperationName;
  /** 0: the first such request of the operation. */
  nth: number;
  /** Requests of the operation before this one. */
  index: number;
}

export interface Hit {
  /** For the name of a case, e.g. `serverError-x4`. */
  title: string;
  fault: FaultRequest;
  isSlow: boolean;
  login: "password" | undefined;
  /** How many bad answers a read gets that must not end the operation; undefined: the fault may end it. */
  badReads: number | undefined;
}

/** Every play of every fault at one request of an operation. */
export function hitsAt({ request, nth }: Pick<Point, "request" | "nth">): Hit[] {
  return faultNames.flatMap((name) => {
    const { operation: only } = faults[name];
    if (only !== undefined && only !== request) return [];
    return (plays[name] ?? [{}])
      .filter(({ at }) => at?.(request) ?? true)
      .map(({ times, delayMs, isSlow = false, isLasting = false, login }, index) => ({
        title: [name, times && `x${times}`, index > 0 && !times && "long"]
          .filter(Boolean)
          .join("-"),
        isSlow,
        login,
        badReads: isChange(request) || isLasting || isSlow ? undefined : (times ?? 1),
        fault: { name, operation: request, after: nth, times, delayMs },
      }));
  });
}

/** The first, the second and the last request of each operation of the API in a trace, in its order. */
export function pointsOf(trace: readonly OperationName[]): Point[] {
  const indexes = new Map<OperationName, number[]>();
  for (const [index, request] of trace.entries()) {
    indexes.set(request, [...(indexes.get(request) ?? []), index]);
  }
  return [...indexes]
    .flatMap(([request, all]) =>
      all
        .map((index, nth) => ({ request, nth, index }))
        .filter(({ nth }) => nth < 2 || nth === all.length - 1),
    )
    .sort((a, b) => a.index - b.index);
}

/** True if a fault that was asked for has not happened. */
export function isUntouched(asked: FaultRequest, pending: readonly PendingFault[]): boolean {
  return pending.some(
    ({ name, notebook, times, after }) =>
      name === asked.name &&
      notebook === asked.notebook &&
      // The first request that meets the fault makes `after` negative; what the fault does not apply to leaves `times`.
      (after >= 0 || (times !== Infinity && times === (asked.times ?? 1))),
  );
}
