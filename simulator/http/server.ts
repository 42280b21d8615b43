/** The routes, made from the operations table, and what every request goes through. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context as HonoContext } from "hono";
import type { Cloud } from "pulumi-modelarts/wire/clouds";
import { operations, type Operation, type OperationName } from "pulumi-modelarts/wire/operations";
import { check, type strictBodies } from "./check";
import { ApiError } from "../answers/errors";
import { Reply, type Answer, type Handlers } from "../handlers/types";
import { loggedQuery, type LogEntry } from "./log";
import type { ReceivedRequest } from "./signature";
import type { PassingStore } from "../state/passing";
import type { NotebookStore } from "../state/store";
import type { Faults } from "../faults/asked-faults";

interface Environment {
  Bindings: HttpBindings;
  Variables: { dropped?: boolean };
}

export interface ServerParts {
  handlers: Handlers;
  store: NotebookStore;
  /** What else takes its time: mounts and saved images. */
  passing: readonly Pick<PassingStore<{ id?: string }>, "fail">[];
  faults: Faults;
  admin: Hono;
  /** The bodies that are stricter than the table has them. */
  bodies: ReturnType<typeof strictBodies>;
  cloud: Cloud;
  now: () => number;
  latencyMs: number;
  /** @throws ApiError if the request may not pass. */
  authenticate: (request: ReceivedRequest) => void;
  log: (entry: LogEntry) => void;
}

export function createApp(parts: ServerParts): Hono<Environment> {
  const app = new Hono<Environment>({ strict: false });
  app.use(logged(parts));
  app.route("/_simulator", parts.admin);
  for (const [name, operation] of routes(parts.cloud)) {
    const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
    app.on(operation.method, `${prefixes[operation.service]}${path}`, (context) =>
      exchange(name, context, parts),
    );
  }
  app.notFound((context) => answerError(context, new ApiError(parts.cloud.notPublished)));
  app.onError((error, context) => answerError(context, error));
  return app;
}

const prefixes = { modelarts: "/v1/:project_id", iam: "/v3" };

/** The operations that not every cloud has, each with its flag in `clouds.ts`. */
const onlyWhere: Partial<Record<OperationName, keyof Cloud>> = {
  createTags: "hasTags",
  deleteTags: "hasTags",
  listWorkspaces: "hasWorkspaces",
  listPools: "hasPools",
  showQuota: "hasQuotas",
};

/** The cloud's operations, paths without a parameter first: `/notebooks/all` is not a notebook. */
function routes(cloud: Cloud): [OperationName, Operation][] {
  const entries = Object.entries(operations) as [OperationName, Operation][];
  const published = entries.filter(([name]) => {
    const flag = onlyWhere[name];
    return flag === undefined || cloud[flag] === true;
  });
  return published.sort(([, a], [, b]) => parameters(a.path) - parameters(b.path));
}

function parameters(path: string): number {
  return path.split("{").length;
}

async function exchange(
  name: OperationName,
  context: HonoContext<Environment>,
  parts: ServerParts,
): Promise<Response> {
  const { handlers, store, now } = parts;
  if (parts.latencyMs > 0) await delay(parts.latencyMs);
  const request = await received(context);
  if (name !== "createToken") parts.authenticate(request);

  const params = context.req.param() as Record<string, string>;
  const notebook = store.get(params["id"] ?? "")?.notebook;
  const faults = parts.faults.of(name, notebook?.name ?? nameIn(request.body));
  for (const { fault, delayMs, spend } of faults) {
    const refusal = fault.refuse?.(notebook, delayMs, parts.cloud);
    if (refusal === undefined) continue;
    spend();
    throw refusal;
  }

  const handle = handlers[name] as (request: unknown) => Answer<OperationName>;
  const answer = handle({ params, ...check(name, request.query, request.body, parts.bodies) });
  const reply =
    answer instanceof Reply ? answer : new Reply(answer, answer === undefined ? 204 : 200, {});

  const id = params["id"] ?? (reply.body as { id?: string } | undefined)?.id ?? "";
  for (const { fault, spend } of faults) {
    const state = store.peek(id);
    if (fault.affect === undefined || state === undefined) continue;
    spend();
    store.put(fault.affect(state, now()));
  }

  const made = (reply.body as { id?: string } | undefined)?.id ?? "";
  for (const { fault, spend } of faults) {
    const { failsWith } = fault;
    if (failsWith === undefined) continue;
    if (parts.passing.some((each) => each.fail(made, failsWith))) spend();
  }

  const { body, ...init } = reply;
  let response = body === undefined ? new Response(null, init) : Response.json(body, { ...init });
  for (const { fault, delayMs, spend } of faults) {
    if (fault.spoil === undefined) continue;
    spend();
    const spoilt = await fault.spoil(response, delayMs);
    if (spoilt === "dropped") context.set("dropped", true);
    else response = spoilt;
  }
  return response;
}

/** What a notebook that is asked for would be called; a body that is none is refused later. */
function nameIn(body: Buffer): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { name?: string } | null)?.name;
  } catch {
    return undefined;
  }
}

/** The path, the query and the body as they came: a signature is over these. */
async function received(context: HonoContext<Environment>): Promise<ReceivedRequest> {
  const { incoming } = context.env;
  const { path, query } = target(incoming.url);
  return {
    method: context.req.method,
    path,
    query,
    headers: incoming.headers,
    body: Buffer.from(await context.req.arrayBuffer()),
  };
}

function target(url = "/"): { path: string; query: URLSearchParams } {
  const end = url.indexOf("?");
  return end < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, end), query: new URLSearchParams(url.slice(end + 1)) };
}

/** Logs the request before its answer is sent, or before its connection is dropped. */
function logged({ now, log }: ServerParts) {
  return async (context: HonoContext<Environment>, next: () => Promise<void>): Promise<void> => {
    const [time, began] = [new Date(now()).toISOString(), performance.now()];
    await next();
    const { incoming } = context.env;
    const { path, query } = target(incoming.url);
    context.res.headers.set("x-request-id", randomUUID());
    context.res.headers.set("date", new Date(now()).toUTCString());
    log({
      time,
      method: context.req.method,
      path,
      query: loggedQuery(query),
      status: context.res.status,
      code: context.error instanceof ApiError ? context.error.code : null,
      ms: Math.round((performance.now() - began) * 1000) / 1000,
    });
    if (context.get("dropped")) incoming.socket.destroy();
  };
}

function answerError(context: HonoContext<Environment>, thrown: Error): Response {
  const error =
    thrown instanceof ApiError ? thrown : new ApiError("ModelArts.0010", thrown.message);
  context.error ??= error;
  const service = context.req.path.startsWith("/v3/") ? "iam" : "modelarts";
  return Response.json(error.body(service), { status: error.status, headers: error.headers });
}
