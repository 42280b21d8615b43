/** What saved and registered images have in common: how they are read, found and deleted. */
import { z } from "zod";
import { ApiError, isGone, isUnreadable } from "../../client/errors";
import { Image } from "../../wire/image";
import { PAGE_SIZE } from "../../wire/page";
import { camelShape, type Camel } from "../../wire/shape";
import type { ImmutableKind } from "../immutable";
import type { Carried } from "../resource-kind";
import type { Created } from "../tasks/create-request";
import { sendCreate } from "../tasks/lost-create";
import type { Task } from "../tasks/task";
import { imageStatuses, type StatusMeaning } from "../../wire/facts/statuses";

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
 * @throws ApiError that names the id if an image of this organization, name and tag exists. Without a journal entry it
 *   may be a colleague's, so it is not adopted.
 */
export async function sendImage(
  task: Task,
  { __journalKey: journalKey, ...wanted }: Wanted & Carried,
  verb: string,
  body: object,
  send: () => Promise<Detail>,
): Promise<Created<Detail>> {
  const { namespace, name, tag, workspaceId } = wanted;
  const address = addressOf(wanted);
  const list = async (sent: string, client = task.client) => {
    const [, organization = "", plain = ""] = /^([^/]*)\/(.*):[^:]*$/.exec(sent) ?? [];
    const query = { name: plain, nameFuzzyMatch: false, namespace: organization, workspaceId };
    const latest = { limit: PAGE_SIZE, sortKey: "create_at", sortDir: "DESC" } as const;
    const { data } = await client.listImages({ query: { ...query, type: "DEDICATED", ...latest } });
    const found = data.filter((image) => addressOf(image) === sent);
    const alive = found.filter((image) => statusOf(image) !== "failed");
    // A failed image takes the name, too, so the one that was asked for may be that one.
    return alive.length > 0 ? alive : found;
  };
  return sendCreate<Detail>(task, {
    journalKey,
    noun: "image",
    name: address,
    body,
    list,
    find: (id) => ownImage.find(task, id),
    idOf: ({ id }) => id,
    isCandidate: ({ createAt = 0 }, _, { since, until }) => createAt >= since && createAt <= until,
    isEqual: () => true,
    notFound: () =>
      `Whether the image was ${verb} is unknown: look for ${namespace}/${name}:${tag} in the console, ` +
      "and import or delete it.",
    send: () =>
      send().catch(async (error: unknown) => {
        if (error instanceof ApiError && error.status < 500) {
          const [taken] = await list(address).catch(() => []);
          if (taken !== undefined) {
            error.message +=
              ` Image ${address} exists: its id is ${taken.id} (${taken.status}). ` +
              "Choose another tag; or, if that image is yours, import or delete it.";
          }
        }
        throw error;
      }),
  });
}

/** In SWR, organization, name and tag identify an image. */
function addressOf({ namespace, name, tag }: Partial<Wanted>): string {
  return `${namespace}/${name}:${tag}`;
}

function statusOf({ status }: Detail): StatusMeaning | undefined {
  const meanings: Readonly<Record<string, StatusMeaning>> = imageStatuses;
  return meanings[status ?? ""];
}
