/** One exchange, from the received request to the answer. The order of this file is the order of the exchange. */
import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { OperationName } from "pulumi-modelarts/wire/operations";
import {
  changeAnswerByFault,
  changeNotebookByFault,
  failByFault,
  refuseByFault,
} from "../faults/apply-faults";
import type { Faults } from "../faults/pending-faults";
import { Reply, type Answer, type Handlers } from "../handlers/types";
import type { NotebookStore } from "../state/notebook-store";
import type { StatusStore } from "../state/status-store";
import type { ReceivedRequest } from "./authenticate";
import { parseRequest, type BodyShapes } from "./parse-request";

export interface ExchangeParts {
  handlers: Handlers;
  notebooks: NotebookStore;
  /** The mounts and the saved images. */
  statusStores: readonly Pick<StatusStore<{ id?: string }>, "fail">[];
  faults: Faults;
  bodies: BodyShapes;
  cloud: Cloud;
  /** In milliseconds since 1970 (UTC). */
  now: () => number;
  latencyMs: number;
  /** @throws ApiError if the request's credentials are missing or wrong. */
  authenticate: (request: ReceivedRequest) => void;
}

/**
 * @param params the parameters of the path.
 * @returns the answer; "dropped" if the connection is to be closed without an answer.
 * @throws ApiError if the request is refused.
 */
export async function exchange(
  name: OperationName,
  params: Record<string, string>,
  request: ReceivedRequest,
  parts: ExchangeParts,
): Promise<Response | "dropped"> {
  const { handlers, notebooks, statusStores, cloud, now } = parts;
  if (parts.latencyMs > 0) await delay(parts.latencyMs);
  if (name !== "createToken") parts.authenticate(request);

  const notebook = notebooks.get(params["id"] ?? "")?.notebook;
  const faults = parts.faults.matching(name, notebook?.name ?? nameIn(request.body));
  refuseByFault(faults, notebook, cloud);

  const handle = handlers[name] as (request: unknown) => Answer<OperationName>;
  const parsed = parseRequest(name, request.query, request.body, parts.bodies);
  const reply = replyOf(handle({ params, ...parsed }));

  const { id: answeredId = "" } = (reply.body ?? {}) as { id?: string };
  changeNotebookByFault(faults, notebooks, params["id"] ?? answeredId, now());
  failByFault(faults, statusStores, answeredId);

  const { body, status, headers } = reply;
  const init = { status, headers };
  const answer = body === undefined ? new Response(null, init) : Response.json(body, init);
  return changeAnswerByFault(faults, answer);
}

/** The name of the notebook that a create asks for. A body that is not JSON is refused later. */
function nameIn(body: Buffer): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { name?: string } | null)?.name;
  } catch {
    return undefined;
  }
}

function replyOf(answer: Answer<OperationName>) {
  return answer instanceof Reply ? answer : new Reply(answer, answer === undefined ? 204 : 200, {});
}
