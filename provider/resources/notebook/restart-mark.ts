/**
 * A running notebook that an update stops is marked until it runs again: by an entry in the journal, and on a cloud
 * with tags by a tag, which other machines see. docs/decisions/restarts.md says why.
 */
import { ApiError, isNotPublished } from "../../client/errors";
import type { Journal } from "../../journal/journal";
import type { NotebookDetail } from "../../wire/notebook";
import { RESTART_TAG } from "../../wire/tags";
import { attempt } from "../tasks/attempt";
import type { Task } from "../tasks/task";
import { isTransient } from "../tasks/watch";
import { hasRestartTag } from "./tags";

export function isMarked(
  { journal }: { journal: Pick<Journal, "find"> },
  id: string,
  detail?: NotebookDetail,
): boolean {
  return hasRestartTag(detail?.tags) || journal.find("restart", id) !== undefined;
}

/** How long the tag is tried, in milliseconds. A tag that can't be set does not prevent the stop. */
const TAGGING_MS = 10_000;

/** Whether the notebook has the tag of the mark. */
export interface MarkTag {
  /** False: it certainly has none, and the journal counts alone. */
  isPossible: boolean;
  /** A request whose answer was lost may set the tag later. */
  isLateExpected: boolean;
}

const noTag: MarkTag = { isPossible: false, isLateExpected: false };

/** Must return before the stop is sent. */
export async function mark(task: Task, detail: NotebookDetail): Promise<MarkTag> {
  const { journal, signal, clock, deadline } = task;
  const { id, workspaceId, tags } = detail;
  journal.write({ kind: "restart", key: id });
  // A simulator or a proxy does not tell its cloud. Notebooks without tags may then be on a cloud without tags.
  if (tags === undefined && task.cloud?.hasTags === false) return noTag;
  const end = Math.min(deadline, clock.now() + TAGGING_MS);
  const client = task.client.within({ signal, deadline: end });
  const tag = { isPossible: true, isLateExpected: false };
  const onUnsure = () => (tag.isLateExpected = true);
  try {
    await attempt({ ...task, client, deadline: end }, undefined, [], () =>
      client.createTags({ id, query: { workspaceId }, body: { tags: [RESTART_TAG] }, onUnsure }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    logUntagged(task, detail, "set", error as Error);
    if (isRefused(error)) tag.isPossible = tag.isLateExpected;
    else onUnsure();
  }
  return tag;
}

/**
 * @param detail as it was read last.
 * @param mayBeTagged although the detail does not show the tag: it was read before the tag was set.
 * @throws the error if the tag may still be there: the next run then removes it.
 */
export async function unmark(
  task: Task,
  detail: NotebookDetail,
  mayBeTagged = false,
): Promise<void> {
  const { client, journal } = task;
  const { id, workspaceId, tags } = detail;
  if (mayBeTagged || hasRestartTag(tags)) {
    const body = { tags: [{ key: RESTART_TAG.key }] };
    await attempt(task, undefined, [], () =>
      client.deleteTags({ id, query: { workspaceId }, body }),
    ).catch((error: Error) => {
      // Of a tag that was never read, a refusal may mean that the cloud has no tags.
      if (!isRefused(error) || hasRestartTag(tags)) throw error;
      logUntagged(task, detail, "removed", error);
    });
  }
  journal.remove("restart", id);
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && !isTransient(error);
}

function logUntagged(
  { log }: Task,
  { id, name }: NotebookDetail,
  done: string,
  error: Error,
): void {
  if (isNotPublished(error)) return;
  log(`${name ?? id}: the tag ${RESTART_TAG.key} could not be ${done}: ${error.message}`, true);
}
