/**
 * A running notebook that an update stops is marked until it runs again: by an entry in the journal, and on a cloud
 * with tags by a tag, which other machines see. docs/decisions/restarts.md says why.
 */
import { ApiError } from "../../client/errors";
import type { Journal } from "../../journal/journal";
import { notPublishedCodes } from "../../wire/facts/clouds";
import type { NotebookDetail } from "../../wire/notebook";
import { RESTART_TAG } from "../../wire/tags";
import type { Context } from "../tasks/task";
import { hasRestartTag } from "./tags";

export function isMarked(
  { journal }: { journal: Pick<Journal, "find"> },
  id: string,
  detail?: NotebookDetail,
): boolean {
  return hasRestartTag(detail?.tags) || journal.find("restart", id) !== undefined;
}

/** Must return before the stop is sent. A tag that can't be set does not prevent the stop: the journal counts alone. */
export async function mark(context: Context, detail: NotebookDetail): Promise<void> {
  const { client, journal } = context;
  const { id, workspaceId, tags } = detail;
  journal.write({ kind: "restart", key: id });
  // A simulator or a proxy does not tell its cloud. Notebooks without tags may then be on a cloud without tags.
  if (tags === undefined && context.cloud?.hasTags === false) return;
  await tryTags(context, detail, "set", () =>
    client.createTags({ id, query: { workspaceId }, body: { tags: [RESTART_TAG] } }),
  );
}

/** @param detail as it was read last. */
export async function unmark(context: Context, detail: NotebookDetail): Promise<void> {
  const { client, journal } = context;
  const { id, workspaceId, tags } = detail;
  if (hasRestartTag(tags)) {
    const body = { tags: [{ key: RESTART_TAG.key }] };
    await tryTags(context, detail, "removed", () =>
      client.deleteTags({ id, query: { workspaceId }, body }),
    );
  }
  journal.remove("restart", id);
}

async function tryTags(
  { signal, log }: Context,
  { id, name }: NotebookDetail,
  done: string,
  send: () => Promise<unknown>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ApiError && notPublishedCodes.includes(error.code ?? "")) return;
    const { message } = error as Error;
    log(`${name ?? id}: the tag ${RESTART_TAG.key} could not be ${done}: ${message}`, true);
  }
}
