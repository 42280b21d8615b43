/** A handler's types, made from the operations table: an operation without a handler won't compile. */
import type { z } from "zod";
import type { OperationName, Operations } from "pulumi-modelarts/wire/operations";
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";
import type { Cloud } from "pulumi-modelarts/wire/clouds";
import type { Account } from "../state/account";
import type { Catalog } from "../data/catalog";
import type { PassingStore } from "../state/passing";
import type { NotebookStore } from "../state/store";
import type { Tokens } from "../data/tokens";
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

/** An answer that isn't a plain 200. */
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

/** What the handlers work on. */
export interface Context {
  now: () => number;
  store: NotebookStore;
  catalog: Catalog;
  mounts: PassingStore<WireMount>;
  tokens: Tokens;
  account: Account;
  cloud: Cloud;
  assumed: AssumedValues;
}
