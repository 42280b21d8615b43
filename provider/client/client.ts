/** The API as methods, one for each row of the operations table and typed from it. */
import type { z } from "zod";
import { operations, type OperationName, type Operations } from "../wire/operations";
import type { Camel } from "../wire/shape";
import type { Pool } from "./pool";
import { Transport, type Input } from "./transport";
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

/** The path's parameters beside `query` and `body`, where the operation has them. */
type Call<Row extends { path: string }> = PathParameters<Row["path"]> &
  Part<Row, "query"> &
  Part<Row, "body"> & { signal?: AbortSignal };

/** IAM's operations are the transport's own business. */
type ApiOperation = {
  [Name in OperationName]: Operations[Name]["service"] extends "iam" ? never : Name;
}[OperationName];

export type Client = {
  [Name in ApiOperation]: (
    call: Call<Operations[Name]>,
  ) => Promise<Camel<z.output<Operations[Name]["response"]>>>;
} & {
  /** The project that is asked: what is configured, or what the login by password answered. */
  projectId(): Promise<string>;
  /**
   * The service's time, in ms since 1970, now or at a moment of the local clock. It comes from the Date
   * header of the last answer; before the first answer it is the local time.
   */
  serviceTime(local?: number): number;
  /** Closes the kept connections. */
  close(): Promise<void>;
};

/**
 * A client for one project. Its methods throw `ApiError`, `ConnectionError` or `AnswerError`.
 * Nothing is loaded or connected before the first call.
 *
 * @param pool connections that are shared with other clients of the same trust.
 */
export function createClient(settings: Settings, clock?: Clock, pool?: Pool): Client {
  const transport = new Transport(settings, clock, undefined, pool);
  const method = (name: OperationName) => (call: Input & Record<string, unknown>) => {
    const { query, body, signal, ...path } = call;
    return transport.send(operations[name], {
      query,
      body,
      signal,
      path: path as Record<string, string>,
    });
  };
  const methods = Object.keys(operations).map((name) => [name, method(name as OperationName)]);
  return {
    ...Object.fromEntries(methods),
    projectId: () => transport.projectId(),
    serviceTime: (local) => transport.serviceTime(local),
    close: () => transport.close(),
  } as Client;
}
