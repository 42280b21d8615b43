/** An operation and its arguments → the request to send. */
import type { Operation } from "../wire/operations";
import { write, writeQuery } from "../wire/shape";
import { ModelArtsError, type Exchange } from "./errors";
import type { Repetition } from "./retry";
import { percentEncode } from "./sign";

/** When requests end at the latest. */
export interface Bounds {
  /** Ends a read at once, and a change that was sent a few seconds later; no further request is sent. */
  signal?: AbortSignal;
  /** By the client's clock, in milliseconds since 1970 (UTC). By default `Settings.readTimeoutMs` from now. */
  deadline?: number;
  /** Is called before a request is sent again although it may have taken effect, now or later. */
  onUnsure?: () => void;
}

/** The arguments of one call of an operation. */
export interface Input extends Bounds {
  /** Values of the path's parameters. */
  path?: Readonly<Record<string, string>>;
  query?: object;
  body?: object;
}

export interface Request {
  exchange: Exchange;
  operation: Operation;
  repetition: Repetition;
  url: URL;
  /** Names and values, not encoded. */
  query: readonly (readonly [string, string])[];
  /** JSON. */
  body: string | undefined;
  signal: AbortSignal | undefined;
  onUnsure: (() => void) | undefined;
  deadline: number;
}

/**
 * @param input with the deadline.
 * @param base the URL that the operation's path follows.
 * @throws ModelArtsError if a value of the path is not possible in a URL.
 */
export function requestFor(
  operation: Operation,
  input: Input & { deadline: number },
  base: string,
): Request {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.path?.[name] ?? "";
    // URLs drop empty and dot segments: the request would be about another resource.
    if (!/^\.{0,2}$/.test(value)) return percentEncode(value);
    throw new ModelArtsError(
      "modelarts/invalid-input",
      `${operation.doing} failed: "${value}" is no ${name}.`,
    );
  });
  const query =
    operation.query === undefined
      ? []
      : Object.entries(writeQuery(operation.query, input.query ?? {}));
  const search = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  const url = new URL(`${base}${path}${search.length === 0 ? "" : `?${search.join("&")}`}`);
  const { doing, method, service, gone } = operation;
  return {
    exchange: { doing, method, path: url.pathname, service, gone },
    operation,
    repetition: repetitionOf(operation),
    url,
    query,
    body: input.body === undefined ? undefined : JSON.stringify(write(input.body)),
    signal: input.signal,
    onUnsure: input.onUnsure,
    deadline: input.deadline,
  };
}

/** A login is a POST request, but changes nothing. */
function repetitionOf({ method, service, idempotent }: Operation): Repetition {
  if (method === "GET" || service === "iam") return "read";
  return idempotent ? "idempotent" : "once";
}
