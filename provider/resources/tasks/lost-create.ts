/**
 * Sends the request that creates a resource. The request is not sent twice, since a second one might create, and bill,
 * a second resource: if the answer is lost, the resource is looked for. The journal tells the next run of a request
 * whose result the engine has not recorded. docs/decisions/lost-creates.md says why.
 */
import { ApiError, ConnectionError, isUnsure, ModelArtsError } from "../../client/errors";
import type { Sent } from "../../journal/creates";
import { digestOf } from "../../journal/journal";
import { withCode } from "../../wire/printable";
import {
  claimed,
  CLOCK_SKEW_MS,
  look,
  LOOKS_MS,
  unclaimed,
  type Created,
  type CreateRequest,
} from "./create-request";
import { findEarlier } from "./earlier-create";
import { lookAfter, type Task } from "./task";

/** @throws the error that lost the answer, with the text of `notFound` added, unless exactly one resource matches. */
export async function sendCreate<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
): Promise<Created<Answer>> {
  const { journalKey, name, body } = request;
  const key = journalKey && task.journal.creates.keyOf(journalKey, await task.client.projectId());
  const digest = digestOf(JSON.stringify(body));
  const earlier = await findEarlier(task, request, { key, digest, name, sentAt: task.clock.now() });
  if (earlier !== undefined) return earlier;
  const sent = { key, digest, name, sentAt: task.clock.now() };
  const { creates } = task.journal;
  const existing = await request.existing?.((id) => creates.isTaken(id, key));
  if (existing !== undefined) {
    claimed(task, request, existing.id, creates.adopt(sent, existing.id));
    task.log(
      withCode(
        `${name}: adopted ${request.noun} ${existing.id}, which is as the program declares it. If another stack has ` +
          "it, too, a destroy of either stack removes it for both",
        "modelarts/create-found",
      ),
    );
    return { ...existing, isOutdated: false };
  }
  try {
    return await sendOnce(task, request, sent);
  } catch (error) {
    creates.failed(sent);
    throw error;
  }
}

async function sendOnce<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  sent: Sent,
): Promise<Created<Answer>> {
  const { creates } = task.journal;
  creates.begin(sent);
  let answer: Answer;
  try {
    answer = await request.send();
  } catch (error) {
    if (isRefusal(error) || !isUnsure(error)) {
      // A request that was sent never ends with the signal's reason.
      const isCertain = error instanceof ModelArtsError || error === task.signal?.reason;
      if (isCertain) creates.refused(sent);
      throw error;
    }
    return findLost(task, request, sent, error);
  }
  const id = request.idOf(answer);
  if (id === undefined) {
    const noId = new ModelArtsError(
      "modelarts/unusable-answer",
      `${task.doing} failed: the answer does not have an id.`,
    );
    return findLost(task, request, sent, noId);
  }
  claimed(task, request, id, creates.answered(sent, id));
  return { id, detail: answer, isOutdated: false };
}

async function findLost<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  sent: Sent,
  error: ModelArtsError,
): Promise<Created<Answer>> {
  const { creates } = task.journal;
  creates.lost(sent);
  let similar: Answer[] | undefined;
  const found = await look(task, LOOKS_MS, async () => {
    const listed = await request.list(request.name, lookAfter(task).client).catch(() => undefined);
    if (listed === undefined) return undefined;
    const free = unclaimed(task, request, listed, sent.key);
    similar = free.map(({ detail }) => detail);
    // The client knows the service's time from the list's answer; the lost answer did not tell it.
    const since = task.client.serviceTime(sent.sentAt) - CLOCK_SKEW_MS;
    const matching = free.filter(
      ({ detail }) =>
        request.isCandidate(detail, request.name, { since, until: Infinity }) &&
        request.isEqual(detail),
    );
    const isFound = matching.length > 0 && !creates.isContested(sent, task.clock.now());
    return isFound ? matching : undefined;
  });
  const [only, ...others] = found ?? [];
  if (only === undefined || others.length > 0) {
    error.message += ` ${request.notFound(similar)}`;
    error.messageCode = "modelarts/create-unknown";
    throw error;
  }
  claimed(task, request, only.id, creates.adopt(sent, only.id));
  task.log(
    withCode(
      `${request.name}: the answer to the create request was lost; found it as ${only.id}`,
      "modelarts/create-found",
    ),
  );
  return { ...only, isOutdated: false };
}

/** True if the error proves that nothing was created. An error of the login came before the request. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ApiError) {
    return error.status < 500 || error.exchange.service === "iam";
  }
  if (error instanceof ConnectionError) return !error.isSent || error.exchange.service === "iam";
  return error instanceof ModelArtsError && error.cause !== undefined && isRefusal(error.cause);
}
