/** What saved and registered images have in common: how they are read, found and deleted. */
import { z } from "zod";
import { isGone, isUnreadable } from "../../client/errors";
import { Image } from "../../wire/image";
import { PAGE_SIZE } from "../../wire/page";
import { camelShape, type Camel } from "../../wire/shape";
import type { ImmutableKind } from "../immutable";
import { sendCreate } from "../tasks/lost-create";
import type { Task } from "../tasks/task";
import { imageStatuses } from "../../wire/facts/statuses";

export type Detail = Camel<z.output<typeof Image>>;

export const forceDeleteInput = z
  .boolean()
  .optional()
  .describe(
    "Whether deleting the image deletes its content in the registry (SWR), too. By default the content stays.",
  );

/** The rows of the fields table that both kinds have. `forceDelete` is only kept in the state until the deletion. */
export const ownImageFields = [
  { path: "description", change: "replace", unanswered: "" },
  { path: "forceDelete", change: "state", undeclared: false, unanswered: false },
  { path: "status", change: "read" },
] as const;

/** Rows for the inputs that `ownImageFields` does not have: a change of each replaces the image. */
export function rowsOf<Path extends string>(inputs: readonly Path[]) {
  const own: readonly string[] = ownImageFields.map(({ path }) => path);
  return inputs
    .filter((path) => !own.includes(path))
    .map((path) => ({ path, change: "replace" as const }));
}

/** The part of the lifecycle that both kinds have. */
export const ownImage = {
  noun: "image",
  outputs: camelShape(Image),
  statuses: imageStatuses,
  ready: "ACTIVE",
  failReason: ({ statusMessage }) => statusMessage,

  invalidIdReason: (id) =>
    z.regexes.guid.test(id) ? undefined : `the id must be an image's UUID, but is "${id}"`,

  find: ({ client }, id) =>
    client.showImage({ id }).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    }),

  /** One cloud reads from the query and one from the body whether to delete the content, so both are sent. */
  async remove({ client, id }, { forceDelete }) {
    const forced = forceDelete === true && { query: { force: true }, body: { isForce: true } };
    try {
      await client.deleteImage({ id, ...forced });
    } catch (error) {
      // The answer to a deletion is not documented, so an unreadable answer counts as success.
      if (!isGone(error) && !isUnreadable(error)) throw error;
    }
    return true;
  },
} satisfies Partial<ImmutableKind<object, Detail>>;

export interface Wanted {
  name: string;
  namespace: string;
  tag: string;
  workspaceId?: string;
}

/**
 * Sends the request that makes an image; if the answer is lost, searches for the image.
 *
 * @param verb for messages: "saved" or "registered".
 */
export async function sendImage(
  task: Task,
  { name, namespace, tag, workspaceId }: Wanted,
  verb: string,
  send: () => Promise<Detail>,
): Promise<{ id: string; detail: Detail }> {
  const query = { name, nameFuzzyMatch: false, namespace, workspaceId, type: "DEDICATED" } as const;
  const latest = { limit: PAGE_SIZE, sortKey: "create_at", sortDir: "DESC" } as const;
  const detail = await sendCreate<Detail>(task, {
    send,
    list: async () => (await task.client.listImages({ query: { ...query, ...latest } })).data,
    isMade: (image, since) =>
      image.name === name &&
      image.namespace === namespace &&
      image.tag === tag &&
      (image.createAt ?? 0) >= since,
    foundNote: (id) => `${name}: the image was ${verb}, but the answer was lost; found it as ${id}`,
    notFound: () =>
      `Whether the image was ${verb} is unknown: look for ${namespace}/${name}:${tag} in the console, ` +
      "and import or delete it.",
  });
  return { id: detail.id, detail };
}
