/** The routes, derived from the operations table, and the log and headers of every answer. */
import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context as HonoContext } from "hono";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import { operations, type Operation, type OperationName } from "pulumi-modelarts/wire/operations";
import { ApiError } from "../answers/errors";
import type { Broken, Connection } from "../faults/fault";
import type { ReceivedRequest } from "./authenticate";
import { exchange, type ExchangeParts } from "./exchange";
import { loggedQuery, type LogEntry } from "./log";

interface Environment {
  Bindings: HttpBindings;
  Variables: { broken?: Broken };
}

export interface ServerParts extends ExchangeParts {
  admin: Hono;
  log: (entry: LogEntry) => void;
}

export function createApp(parts: ServerParts): Hono<Environment> {
  const app = new Hono<Environment>({ strict: false });
  app.use(finish(parts));
  app.route("/_simulator", parts.admin);
  for (const [name, operation] of routes(parts.cloud)) {
    const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
    app.on(operation.method, `${prefixes[operation.service]}${path}`, async (context) => {
      const params = context.req.param() as Record<string, string>;
      const received = await receivedRequest(context);
      const answer = await exchange(name, params, received, connectionOf(context), parts);
      if (answer instanceof Response) return answer;
      context.set("broken", answer);
      return new Response(null);
    });
  }
  app.notFound((context) => answerError(context, new ApiError(parts.cloud.notPublished)));
  app.onError((error, context) => answerError(context, error));
  return app;
}

const prefixes = { modelarts: "/v1/:project_id", iam: "/v3" };

/** Operations that not every cloud has, with their flag in `clouds.ts`. */
const cloudFlags: Partial<Record<OperationName, keyof Cloud>> = {
  createTags: "hasTags",
  deleteTags: "hasTags",
  listWorkspaces: "hasWorkspaces",
  listPools: "hasPools",
  showQuota: "hasQuotas",
};

/** The cloud's operations, those with the fewest path parameters first: `/notebooks/all` is not a notebook. */
function routes(cloud: Cloud): [OperationName, Operation][] {
  const entries = Object.entries(operations) as [OperationName, Operation][];
  const published = entries.filter(([name]) => {
    const flag = cloudFlags[name];
    return flag === undefined || cloud[flag] === true;
  });
  return published.sort(([, a], [, b]) => parameterCount(a.path) - parameterCount(b.path));
}

function parameterCount(path: string): number {
  return path.split("{").length - 1;
}

/** The path, the query and the body as the client sent them, since a signature is over these. */
async function receivedRequest(context: HonoContext<Environment>): Promise<ReceivedRequest> {
  const { incoming } = context.env;
  const { path, query } = splitUrl(incoming.url);
  return {
    method: context.req.method,
    path,
    query,
    headers: incoming.headers,
    body: Buffer.from(await context.req.arrayBuffer()),
  };
}

function connectionOf({ env: { incoming, outgoing } }: HonoContext<Environment>): Connection {
  return {
    closed: new Promise((resolve) => outgoing.once("close", resolve)),
    close: () => void incoming.socket.destroy(),
  };
}

function splitUrl(url = "/"): { path: string; query: URLSearchParams } {
  const end = url.indexOf("?");
  return end < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, end), query: new URLSearchParams(url.slice(end + 1)) };
}

/** Adds the headers of every answer and logs the request, before the answer is sent or the connection closed. */
function finish({ now, log }: ServerParts) {
  return async (context: HonoContext<Environment>, next: () => Promise<void>): Promise<void> => {
    const [time, began] = [new Date(now()).toISOString(), performance.now()];
    await next();
    const { incoming } = context.env;
    const { path, query } = splitUrl(incoming.url);
    context.res.headers.set("x-request-id", randomUUID());
    // A fault may have set another date.
    if (!context.res.headers.has("date")) {
      context.res.headers.set("date", new Date(now()).toUTCString());
    }
    log({
      time,
      method: context.req.method,
      path,
      query: loggedQuery(query),
      status: context.res.status,
      code: context.error instanceof ApiError ? context.error.code : null,
      ms: Math.round((performance.now() - began) * 1000) / 1000,
    });
    const broken = context.get("broken");
    if (broken === "dropped") incoming.socket.destroy();
    if (broken === "reset") incoming.socket.resetAndDestroy();
  };
}

function answerError(context: HonoContext<Environment>, thrown: Error): Response {
  const error =
    thrown instanceof ApiError ? thrown : new ApiError("ModelArts.0010", thrown.message);
  context.error ??= error;
  const service = context.req.path.startsWith("/v3/") ? "iam" : "modelarts";
  return Response.json(error.body(service), { status: error.status, headers: error.headers });
}
