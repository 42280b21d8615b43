/** The handlers' types, derived from the operations table: an operation without a handler does not compile. */
import type { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { OperationName, Operations } from "pulumi-modelarts/wire/operations";
import type { Catalog } from "../data/catalog";
import type { Tokens } from "../data/tokens";
import type { Account } from "../state/account";
import type { NotebookStore } from "../state/notebook-store";
import type { StatusStore } from "../state/status-store";
import type { WireMount } from "../wire";

/** `id` of `/notebooks/{id}/start`. */
type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

type Parsed<Row, Part extends "query" | "body"> =
  Row extends Record<Part, infer Shape>
    ? Shape extends z.ZodType
      ? z.output<Shape>
      : undefined
    : undefined;

export interface Request<Name extends OperationName> {
  params: Record<PathParameter<Operations[Name]["path"]>, string>;
  query: Parsed<Operations[Name], "query">;
  body: Parsed<Operations[Name], "body">;
}

/** An answer with a status and headers of its own; others have 200, or 204 if their body is undefined. */
export class Reply<Body> {
  constructor(
    readonly body: Body,
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

type Body<Name extends OperationName> = z.input<Operations[Name]["response"]>;

export type Answer<Name extends OperationName> = Body<Name> | Reply<Body<Name>>;

export type Handlers = {
  [Name in OperationName]: (request: Request<Name>) => Answer<Name>;
};

/** The simulated service that the handlers read and change. */
export interface Context {
  /** In milliseconds since 1970 (UTC). */
  now: () => number;
  notebooks: NotebookStore;
  catalog: Catalog;
  mounts: StatusStore<WireMount>;
  tokens: Tokens;
  account: Account;
  cloud: Cloud;
  assumed: AssumedValues;
}
