/**
 * Finds what an earlier run created and the engine did not record: through the journal on this machine, or through the
 * marker in the description on any machine.
 */
import { ModelArtsError } from "../../client/errors";
import type { CreateEntry, Sent } from "../../journal/creates";
import { withCode } from "../../wire/printable";
import {
  claimed,
  CLOCK_SKEW_MS,
  look,
  LOOKS_MS,
  unclaimed,
  type Created,
  type CreateRequest,
  type Found,
  type Window,
} from "./create-request";
import type { Task } from "./task";

/** How long after the end of the create's timeout the service may still make a resource, in milliseconds. */
const LATE_MS = 15 * 60_000;
/** Younger requests are looked for more than once, in milliseconds. */
const YOUNG_MS = 60_000;
/** The part of the create's timeout for these looks: the create itself needs the rest. */
const LOOKING_SHARE = 0.25;

/**
 * @param sent what this run is about to send.
 * @returns undefined if the resource has to be created.
 * @throws ModelArtsError if several resources match.
 */
export async function findEarlier<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  sent: Sent,
): Promise<Created<Answer> | undefined> {
  if (sent.key === undefined) return undefined;
  const entry = task.journal.creates.find(sent.key);
  return entry === undefined
    ? findMarked(task, request, sent)
    : findByEntry(task, request, entry, entry.digest !== sent.digest);
}

async function findByEntry<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  entry: CreateEntry,
  isOutdated: boolean,
): Promise<Created<Answer> | undefined> {
  const { creates } = task.journal;
  const moments = LOOKS_MS.filter((moment) => moment <= task.timeoutMs * LOOKING_SHARE);
  const isYoung = () => task.clock.now() - entry.sentAt < YOUNG_MS;
  /** What was found, but may be another resource's. */
  let unsettled: Found<Answer>[] = [];
  const found = await look(task, moments, async () => {
    // The process that sent the request may still run, and add the id.
    const { id, isImported } = creates.find(entry.key) ?? entry;
    const { matching, isContested } =
      id === undefined
        ? await findWithoutId(task, request, entry, isOutdated)
        : { matching: await findById(task, request, entry.key, id), isContested: isImported };
    unsettled = isContested === true ? matching : [];
    if (unsettled.length > 0) return undefined;
    return matching.length > 0 || id !== undefined || !isYoung() ? matching : undefined;
  });
  // From another program, an entry without an id does not prove that a resource is the one that was asked for.
  const { id, isImported = false } = creates.find(entry.key) ?? entry;
  const isProven = unsettled.length === 0 && (!isOutdated || id !== undefined);
  const only = single(task, request, found ?? unsettled, isProven, () => {
    if (id !== undefined && isImported) {
      return `an earlier run created the ${request.noun}, and an import under another name has read it since`;
    }
    const file = task.journal.fileOf("create", entry.key);
    return (
      `an earlier run asked for the ${request.noun} at ${new Date(entry.sentAt).toISOString()} and ended before the ` +
      `answer was recorded, and what is listed here may be the result. If nothing of it is, delete the file ${file}`
    );
  });
  return only && adopt(task, request, entry, only, isOutdated);
}

/** The resource of an entry's id, unless another resource has the id. */
async function findById<Answer>(
  { journal }: Task,
  request: CreateRequest<Answer>,
  key: string,
  id: string,
): Promise<Found<Answer>[]> {
  const detail = await request.find(id);
  // Only now: the engine may have asked about the id in the meantime.
  return detail === undefined || journal.creates.isTaken(id, key) ? [] : [{ id, detail }];
}

async function findWithoutId<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  entry: CreateEntry,
  isOutdated: boolean,
): Promise<{ matching: Found<Answer>[]; isContested: boolean }> {
  const listed = unclaimed(task, request, await request.list(entry.name, task.client), entry.key);
  const window = windowOf(task, entry);
  const matching = listed.filter(
    ({ detail }) =>
      request.isCandidate(detail, entry.name, window) && (isOutdated || request.isEqual(detail)),
  );
  const { creates } = task.journal;
  const isContested = matching.length > 0 && creates.isContested(entry, task.clock.now());
  return { matching, isContested };
}

async function findMarked<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  sent: Sent,
): Promise<Created<Answer> | undefined> {
  const { creates } = task.journal;
  const { isMarked, journalKey = "", name } = request;
  // The predecessors of a replacement have the same marker.
  const since = creates.unrecordedSince(journalKey);
  if (isMarked === undefined || since === undefined) return undefined;
  const listed = unclaimed(task, request, await request.list(name, task.client), sent.key);
  const marked = listed.filter(
    ({ detail }) =>
      isMarked(detail) && request.isCandidate(detail, name, { since, until: Infinity }),
  );
  const only = single(
    task,
    request,
    marked,
    true,
    () => `several carry the marker of this ${request.noun}`,
  );
  return only && adopt(task, request, sent, only, !request.isEqual(only.detail));
}

function windowOf({ client, timeoutMs }: Task, { sentAt }: CreateEntry): Window {
  const at = client.serviceTime(sentAt);
  return { since: at - CLOCK_SKEW_MS, until: at + timeoutMs + LATE_MS };
}

/** @throws ModelArtsError if there are several, or if not even one is proven. */
function single<Answer>(
  { doing }: Task,
  { noun }: CreateRequest<Answer>,
  found: readonly Found<Answer>[],
  isProven: boolean,
  reason: () => string,
): Found<Answer> | undefined {
  if (found.length < (isProven ? 2 : 1)) return found[0];
  const ids = found.map(({ id }) => id).join(", ");
  throw new ModelArtsError(
    "modelarts/create-unknown",
    `${doing} failed: ${reason()}. Import the right ${noun}, or delete those that no stack has and nobody needs, ` +
      `and run \`pulumi up\` again: ${ids}.`,
  );
}

function adopt<Answer>(
  task: Task,
  request: CreateRequest<Answer>,
  sent: Sent,
  found: Found<Answer>,
  isOutdated: boolean,
): Created<Answer> {
  const { journal, log } = task;
  claimed(task, request, found.id, journal.creates.adopt(sent, found.id));
  log(
    withCode(
      `${request.name}: adopted ${request.noun} ${found.id}, which an earlier run of this stack created without ` +
        "recording it",
      "modelarts/create-found",
    ),
  );
  return { ...found, isOutdated };
}
