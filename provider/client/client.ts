/** The API as methods, one for each row of the operations table and typed from it. */
import type { z } from "zod";
import { operations, type OperationName, type Operations } from "../wire/operations";
import type { Camel } from "../wire/shape";
import type { Pool } from "./pool";
import type { Bounds, Input } from "./request";
import { Transport } from "./transport";
import type { Settings } from "./settings";
import type { Clock } from "./clock";

type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & PathParameters<Rest>
  : unknown;

type Part<Row, Key extends "query" | "body"> = Row extends {
  [K in Key]: infer Shape extends z.ZodType;
}
  ? { [K in Key]?: Camel<z.input<Shape>> }
  : unknown;

/** The path's parameters, and `query` and `body` if the operation has them. */
type Call<Row extends { path: string }> = PathParameters<Row["path"]> &
  Part<Row, "query"> &
  Part<Row, "body"> &
  Bounds;

/** Only the transport calls IAM's operations. */
type ApiOperation = {
  [Name in OperationName]: Operations[Name]["service"] extends "iam" ? never : Name;
}[OperationName];

export type Client = {
  [Name in ApiOperation]: (
    call: Call<Operations[Name]>,
  ) => Promise<Camel<z.output<Operations[Name]["response"]>>>;
} & {
  /**
   * The id of the project that requests are sent to: the configured one, or the one that the login by
   * password answered. @throws the client's errors if the login fails.
   */
  projectId(bounds?: Bounds): Promise<string>;
  /**
   * The service's time, in milliseconds since 1970 (UTC), now or at `local`, a moment of the local clock. It
   * is counted from the Date header of the last answer; before the first answer it is the local time.
   */
  serviceTime(local?: number): number;
  /**
   * The same client with bounds for all of its requests together. The deadline is by default that of a single read:
   * `Settings.readTimeoutMs` from now. The signal is by default this client's own.
   */
  within(bounds: Bounds): Client;
  /** Closes the connections. The client can be used again and opens new ones then. */
  close(): Promise<void>;
};

/**
 * A client for one project. It loads and connects nothing before the first call. Its methods throw
 * `ApiError`, `ConnectionError` or `AnswerError`.
 *
 * @param pool connections to share with other clients that trust the same certificate authorities.
 */
export function createClient(settings: Settings, clock?: Clock, pool?: Pool): Client {
  const transport = new Transport(settings, clock, undefined, pool);
  const method = (name: OperationName) => (call: Input & Record<string, unknown>) => {
    const { query, body, signal, deadline, onUnsure, ...path } = call;
    return transport.send(operations[name], {
      query,
      body,
      signal,
      deadline,
      onUnsure,
      path: path as Record<string, string>,
    });
  };
  const client: Client = {
    ...methods((name) => method(name)),
    projectId: (bounds) => transport.projectId(bounds),
    serviceTime: (local) => transport.serviceTime(local),
    within: (bounds) => boundClient(client, { deadline: transport.readDeadline(), ...bounds }),
    close: () => transport.close(),
  };
  return client;
}

/** @param client its methods are looked up at each call. */
function boundClient(client: Client, bounds: Bounds): Client {
  const { signal } = bounds;
  return {
    ...methods((name) => (call) => client[name as ApiOperation]({ ...bounds, ...call } as never)),
    projectId: (more) => client.projectId({ ...bounds, ...more }),
    serviceTime: (local) => client.serviceTime(local),
    within: (more) => client.within({ signal, ...more }),
    close: () => client.close(),
  };
}

function methods(
  method: (name: OperationName) => (call: Input & Record<string, unknown>) => Promise<unknown>,
): Pick<Client, ApiOperation> {
  const entries = Object.keys(operations).map((name) => [name, method(name as OperationName)]);
  return Object.fromEntries(entries) as Pick<Client, ApiOperation>;
}
