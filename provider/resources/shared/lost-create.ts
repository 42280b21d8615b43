/**
 * After a create whose answer was lost: whether the resource was made all the same. Names are not unique, so
 * what is found has to be ours beyond doubt, or the user has to look. docs/decisions/lost-creates.md says why.
 */
import type { Context } from "./task";

/**
 * How far the API's clock may be behind for a resource to count as made just now, in ms: its Date header
 * names whole seconds and comes late, and without one this machine's clock is all there is.
 */
export const CLOCK_SKEW_MS = 10_000;

/** Ids that this process made and whose answers it got: never somebody else's lost one. */
const answered = new Set<string>();

export function recordAnswered(id: string): void {
  answered.add(id);
}

export interface LostCreate<Found extends { id?: string }> {
  /** When the create was sent, in ms since 1970 by this machine's clock. */
  sentAt: number;
  /** The error that lost the answer. */
  error: Error;
  /** Resources that may be the one; those whose answers were got are left out. */
  list(): Promise<Found[]>;
  /** @param since the service's time of the create, in ms since 1970, with the clocks' skew taken off. */
  isMade(found: Found, since: number): boolean;
  /** The line for the user once the resource is found. */
  foundNote(id: string): string;
  /** Sentences for the error otherwise. `similar` is undefined where the list could not be read. */
  notFound(similar: readonly Found[] | undefined): string;
}

/** @throws the error that lost the answer, saying what was found, unless exactly one resource matches. */
export async function findLostCreate<Found extends { id?: string }>(
  { client, log }: Context,
  { sentAt, error, list, isMade, foundNote, notFound }: LostCreate<Found>,
): Promise<Found & { id: string }> {
  const listed = await list().catch(() => undefined);
  const similar = listed?.filter(({ id }) => id !== undefined && !answered.has(id));
  // The list's answer tells what time it is there, which an answer that was lost did not.
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
