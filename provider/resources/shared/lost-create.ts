/**
 * Finds the resource of a create request whose answer was lost. Names are not unique: if more than one resource
 * matches, or none does, the user has to look. docs/decisions/lost-creates.md says why.
 */
import type { Context } from "./task";

/**
 * How much older than the request a resource may seem and still count as created by it, in milliseconds. The API's
 * Date header has whole seconds and arrives late; without that header, the local clock is used.
 */
export const CLOCK_SKEW_MS = 10_000;

/** The ids of resources whose create requests this process got an answer to: none of these was lost. */
const answered = new Set<string>();

export function recordAnswered(id: string): void {
  answered.add(id);
}

export interface LostCreate<Found extends { id?: string }> {
  /** When the request was sent, by the local clock, in milliseconds since 1970 (UTC). */
  sentAt: number;
  /** The error of the request whose answer was lost. */
  error: Error;
  /** Lists the resources that the request may have created. */
  list(): Promise<Found[]>;
  /** @param since the request's time by the service's clock minus CLOCK_SKEW_MS, in milliseconds since 1970 (UTC). */
  isMade(found: Found, since: number): boolean;
  /** The message for the user if the resource is found. */
  foundNote(id: string): string;
  /** The sentences to add to the error if not. `similar` is undefined if the list could not be read. */
  notFound(similar: readonly Found[] | undefined): string;
}

/** @throws the given error, with the text of `notFound` added, unless exactly one resource matches. */
export async function findLostCreate<Found extends { id?: string }>(
  { client, log }: Context,
  { sentAt, error, list, isMade, foundNote, notFound }: LostCreate<Found>,
): Promise<Found & { id: string }> {
  const listed = await list().catch(() => undefined);
  const similar = listed?.filter(({ id }) => id !== undefined && !answered.has(id));
  // The client knows the service's time from the list's answer; the lost answer did not tell it.
  const since = client.serviceTime(sentAt) - CLOCK_SKEW_MS;
  const [only, ...others] = similar?.filter((found) => isMade(found, since)) ?? [];
  if (only?.id === undefined || others.length > 0) {
    error.message += ` ${notFound(similar)}`;
    throw error;
  }
  recordAnswered(only.id);
  log(foundNote(only.id));
  return { ...only, id: only.id };
}
