/**
 * Sends the request that creates a resource. If the answer is lost, searches for the resource: a second request
 * might create, and bill, a second one. Names are not unique: if more than one resource matches, or none does, the
 * user has to look. docs/decisions/lost-creates.md says why.
 */
import { isUnsure, ModelArtsError } from "../../client/errors";
import type { Task } from "./task";

/**
 * How much older than the request a resource may seem and still count as created by it, in milliseconds. The API's
 * Date header has whole seconds and arrives late; without that header, the local clock is used.
 */
export const CLOCK_SKEW_MS = 10_000;

/** The ids of resources whose create requests this process got an answer to: none of these was lost. */
const answered = new Set<string>();

export interface CreateRequest<Answer extends { id?: string }> {
  /** Sends the request, once. */
  send(): Promise<Answer>;
  /** Lists the resources that the request may have created. */
  list(): Promise<Answer[]>;
  /** @param since the request's time by the service's clock minus CLOCK_SKEW_MS, in milliseconds since 1970 (UTC). */
  isMade(found: Answer, since: number): boolean;
  /** The message for the user if the resource is found. */
  foundNote(id: string): string;
  /** The sentences to add to the error if not. `similar` is undefined if the list could not be read. */
  notFound(similar: readonly Answer[] | undefined): string;
}

/** @throws the error that lost the answer, with the text of `notFound` added, unless exactly one resource matches. */
export async function sendCreate<Answer extends { id?: string }>(
  task: Task,
  request: CreateRequest<Answer>,
): Promise<Answer & { id: string }> {
  const sentAt = task.clock.now();
  try {
    const created = await request.send();
    if (created.id !== undefined) return recordAnswered({ ...created, id: created.id });
  } catch (error) {
    if (!isUnsure(error)) throw error;
    return findCreated(task, request, sentAt, error);
  }
  const nameless = new ModelArtsError(`${task.doing} failed: the answer does not have an id.`);
  return findCreated(task, request, sentAt, nameless);
}

async function findCreated<Answer extends { id?: string }>(
  { client, log }: Task,
  { list, isMade, foundNote, notFound }: CreateRequest<Answer>,
  sentAt: number,
  error: Error,
): Promise<Answer & { id: string }> {
  const listed = await list().catch(() => undefined);
  const similar = listed?.filter(({ id }) => id !== undefined && !answered.has(id));
  // The client knows the service's time from the list's answer; the lost answer did not tell it.
  const since = client.serviceTime(sentAt) - CLOCK_SKEW_MS;
  const [only, ...others] = similar?.filter((found) => isMade(found, since)) ?? [];
  if (only?.id === undefined || others.length > 0) {
    error.message += ` ${notFound(similar)}`;
    throw error;
  }
  log(foundNote(only.id));
  return recordAnswered({ ...only, id: only.id });
}

function recordAnswered<Answer extends { id: string }>(answer: Answer): Answer {
  answered.add(answer.id);
  return answer;
}
