/** One exchange, from the received request to the answer. The order of this file is the order of the exchange. */
import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import { operations, type OperationName } from "pulumi-modelarts/wire/operations";
import {
  changeAnswerByFault,
  changeNotebookByFault,
  delayByFault,
  failByFault,
  refuseByFault,
} from "../faults/apply-faults";
import type { Broken, Connection } from "../faults/fault";
import type { Faults } from "../faults/pending-faults";
import { Reply, type Answer, type Handlers } from "../handlers/types";
import type { Change } from "../state/history";
import type { NotebookStore } from "../state/notebook-store";
import type { StatusStore } from "../state/status-store";
import type { ReceivedRequest } from "./authenticate";
import { parseRequest, type BodyShapes } from "./parse-request";

export interface ExchangeParts {
  handlers: Handlers;
  notebooks: NotebookStore;
  /** The mounts and the saved images. */
  statusStores: readonly Pick<StatusStore<{ id?: string; name?: string }>, "fail" | "get">[];
  faults: Faults;
  history: Change[];
  bodies: BodyShapes;
  cloud: Cloud;
  /** In milliseconds since 1970 (UTC). */
  now: () => number;
  latencyMs: number;
  /** Called when a request was received, and again before its answer is sent. */
  onExchange: (moment: "received" | "answering", exchange: Exchange) => void;
  /** @throws ApiError if the request's credentials are missing or wrong. */
  authenticate: (request: ReceivedRequest) => void;
}

/** A request, as an observer of exchanges sees it. */
export interface Exchange {
  operation: OperationName;
  /** The name of the notebook that the request is about, or of the image; undefined if the request names none. */
  notebook: string | undefined;
}

/**
 * @param params the parameters of the path.
 * @returns the answer, or how the connection ends without one.
 * @throws ApiError if the request is refused.
 */
export async function exchange(
  name: OperationName,
  params: Record<string, string>,
  request: ReceivedRequest,
  connection: Connection,
  parts: ExchangeParts,
): Promise<Response | Broken> {
  if (parts.latencyMs > 0) await delay(parts.latencyMs);
  if (name !== "createToken") parts.authenticate(request);

  const { notebooks, statusStores, cloud, now } = parts;
  const notebook = notebooks.get(params["id"] ?? "")?.notebook;
  const named = nameOf(params["id"], parts) ?? request.query.get("name") ?? nameIn(request.body);
  const observed = { operation: name, notebook: named };
  parts.onExchange("received", observed);
  try {
    const faults = parts.faults.matching(name, named);
    const met = { notebook, cloud, now: now(), connection };
    const refusal = refuseByFault(faults, met);
    if (refusal !== undefined) return refusal;

    const perform = () => {
      const { parsed, reply, answeredId } = handle(name, params, request, parts);
      const notebookId = params["id"] ?? answeredId;
      note(parts, { operation: name, id: notebookId, name: named, ...parsed });
      changeNotebookByFault(faults, notebooks, notebookId, { ...met, now: now() });
      failByFault(faults, statusStores, answeredId);
      return reply;
    };
    const lateMs = delayByFault(faults);
    if (lateMs !== undefined) {
      notebooks.schedule(now() + lateMs, perform);
      return gatewayTimeout();
    }
    const { body, status, headers } = perform();
    const init = { status, headers };
    const answer = body === undefined ? new Response(null, init) : Response.json(body, init);
    return await changeAnswerByFault(faults, answer, met);
  } finally {
    parts.onExchange("answering", observed);
  }
}

/** Lets the operation take place. @throws ApiError if the request is refused. */
function handle(
  name: OperationName,
  params: Record<string, string>,
  request: ReceivedRequest,
  { handlers, bodies }: ExchangeParts,
) {
  const handler = handlers[name] as (request: unknown) => Answer<OperationName>;
  const parsed = parseRequest(name, request.query, request.body, bodies);
  const reply = replyOf(handler({ params, ...parsed }));
  return { parsed, reply, answeredId: (reply.body as { id?: string } | undefined)?.id ?? "" };
}

/** Notes a change in the books. Reads change nothing, and neither does a login. */
function note({ history, now }: ExchangeParts, change: Omit<Change, "at">): void {
  const { method, service } = operations[change.operation];
  if (method !== "GET" && service === "modelarts") history.push({ at: now(), ...change });
}

/** The name of the notebook or image with this id. */
function nameOf(
  id: string | undefined,
  { notebooks, statusStores }: Pick<ExchangeParts, "notebooks" | "statusStores">,
): string | undefined {
  if (id === undefined) return undefined;
  const notebook = notebooks.get(id)?.notebook;
  return notebook?.name ?? statusStores.map((store) => store.get(id)?.name).find(Boolean);
}

/** The name in the body of a create. A body that is not JSON is refused later. */
function nameIn(body: Buffer): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { name?: string } | null)?.name;
  } catch {
    return undefined;
  }
}

function gatewayTimeout(): Response {
  return new Response("<html><body>Gateway Time-out</body></html>", {
    status: 504,
    headers: { "content-type": "text/html" },
  });
}

function replyOf(answer: Answer<OperationName>) {
  return answer instanceof Reply ? answer : new Reply(answer, answer === undefined ? 204 : 200, {});
}
