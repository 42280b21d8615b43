/** What a kind tells of its create request, and which of the listed resources the request may have created. */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import type { Task } from "./task";

/**
 * How much older than the request a resource may seem and still count as created by it, in milliseconds. The API's
 * Date header has whole seconds and arrives late; without that header, the local clock is used.
 */
export const CLOCK_SKEW_MS = 10_000;

/** A time by the service's clock, in milliseconds since 1970 (UTC). */
export interface Window {
  since: number;
  until: number;
}

export interface CreateRequest<Answer> {
  /** The resource's key in the journal. Without a key, the next run knows nothing of this request. */
  journalKey: string | undefined;
  /** For messages: "notebook". */
  noun: string;
  /** The name that is sent, and that lists are asked for. */
  name: string;
  /** What is sent, without the marker. */
  body: object;
  /** Sends the request, once. */
  send(): Promise<Answer>;
  /** Lists resources of this name. @param client of the task; another one after the task's deadline. */
  list(name: string, client: Client): Promise<Answer[]>;
  /** The resource; undefined if there is none. */
  find(id: string): Promise<Answer | undefined>;
  /** The id for the engine; undefined if the answer has none. */
  idOf(answer: Answer): string | undefined;
  /**
   * A resource that the request would double, which needs no proof that an earlier run made it. Asked for if there is
   * no such proof. @throws ModelArtsError if the request can't succeed.
   *
   * @param isTaken whether an id belongs to another resource.
   */
  existing?(isTaken: (id: string) => boolean): Promise<Found<Answer> | undefined>;
  /** Whether the resource has this name, was created in this time and did not fail. */
  isCandidate(found: Answer, name: string, window: Window): boolean;
  /** Whether the resource is as the request asks, as far as the API shows that. */
  isEqual(found: Answer): boolean;
  /** Whether the resource carries the marker of this key. Undefined if creates are not marked. */
  isMarked?(found: Answer): boolean;
  /** The sentences to add to the error if the resource is not found. `similar` is undefined if no list could be read. */
  notFound(similar: readonly Answer[] | undefined): string;
}

export interface Created<Answer> {
  id: string;
  detail: Answer;
  /** True if an earlier run created the resource, from other inputs than the present ones. */
  isOutdated: boolean;
}

export interface Found<Answer> {
  id: string;
  detail: Answer;
}

/**
 * The resources whose ids belong to no other resource, as far as this process knows; each once, although a list may
 * have it twice.
 */
export function unclaimed<Answer>(
  { journal }: Pick<Task, "journal">,
  { idOf }: CreateRequest<Answer>,
  listed: readonly Answer[],
  key: string | undefined,
): Found<Answer>[] {
  const details = new Map(listed.map((detail) => [idOf(detail), detail]));
  return [...details].flatMap(([id, detail]) =>
    id === undefined || journal.creates.isTaken(id, key) ? [] : [{ id, detail }],
  );
}

/** @throws ModelArtsError unless the id is free: the next run must not share the resource, but look for its own. */
export function claimed<Answer>(
  { doing }: Pick<Task, "doing">,
  { noun }: CreateRequest<Answer>,
  id: string,
  isFree: boolean,
): void {
  if (isFree) return;
  throw new ModelArtsError(
    "modelarts/create-unknown",
    `${doing} failed: this run has already taken ${noun} ${id} for another resource of the program, which asks for the ` +
      `same. The next \`pulumi up\` looks for the ${noun} of this resource, and creates it only if there is none.`,
  );
}

/**
 * Looks until there is an answer.
 *
 * @param momentsMs when to look, in milliseconds from now. The task's deadline and its signal end the looks early, but
 *   not the first one.
 * @param once returns undefined to look again.
 */
export async function look<Result>(
  { clock, deadline, signal }: Pick<Task, "clock" | "deadline" | "signal">,
  momentsMs: readonly number[],
  once: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const began = clock.now();
  for (const moment of momentsMs) {
    const pause = began + moment - clock.now();
    if (moment > 0 && clock.now() + Math.max(0, pause) > deadline) return undefined;
    if (pause > 0) {
      const isAborted = await clock.sleep(pause, signal).then(
        () => false,
        () => true,
      );
      if (isAborted) return undefined;
    }
    const result = await once();
    if (result !== undefined) return result;
  }
  return undefined;
}

/** When to look for a resource, in milliseconds: the service may make it late. */
export const LOOKS_MS = [0, 1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000];
