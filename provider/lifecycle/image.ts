/** A notebook saved as an image: `NotebookImage`. */
import { z } from "zod";
import {
  AnswerError,
  isGone,
  isUnsure,
  type ApiError,
  type ConnectionError,
} from "../client/errors";
import { CreateImage, Image, imageStatuses } from "../wire/image";
import type { Camel } from "../wire/shape";
import { noNotebook, notebookIdInput, withRunning } from "./beside-notebook";
import { CLOCK_SKEW_MS } from "./find-created";
import { fixed } from "./fixed";
import { attempt } from "./steps";
import type { Task } from "./wait";

type Detail = Camel<z.output<typeof Image>>;

const Creation = CreateImage.extend({ notebook_id: notebookIdInput });
type Inputs = Camel<z.input<typeof Creation>>;

/** Images that this process made and whose answers it got: never somebody else's lost one. */
const accounted = new Set<string>();

const given = ["name", "namespace", "tag", "description", "swrInstanceId"] as const;

export const image = fixed<Inputs, Detail>({
  className: "NotebookImage",
  noun: "image",
  description: "An image that a running ModelArts notebook is saved as.",
  inputs: Creation.extend({
    notebook_id: notebookIdInput
      .optional()
      .describe(
        "The id of the notebook to save, which must be RUNNING. Needed for a new image; " +
          "of one that exists the API does not say it.",
      ),
  }),
  creation: Creation,
  outputs: Image,
  held: ["notebookId"],
  fields: [
    { path: "notebookId", change: "replace" },
    ...given.map((path) => ({ path, change: "replace" as const })),
    { path: "status", change: "read" },
  ],
  statuses: imageStatuses,
  ready: "ACTIVE",
  reason: ({ statusMessage }) => statusMessage,
  timeouts: { create: 40 * 60_000, delete: 10 * 60_000 },

  /** In SWR, organization, name and tag say which image it is. */
  collides: (state, news) =>
    (["name", "namespace", "tag", "swrInstanceId"] as const).every(
      (key) => news[key] === undefined || news[key] === state[key],
    ),

  idFault: (id) =>
    z.regexes.guid.test(id) ? undefined : `the id must be an image's UUID, but is "${id}"`,

  async send(task, inputs) {
    const { id: notebookId } = task;
    const { notebookId: _, ...rest } = inputs;
    const body = Object.fromEntries(given.map((key) => [key, rest[key]])) as typeof rest;
    const sentAt = task.clock.now();
    try {
      const detail = await withRunning(task, notebookId, task.doing, () =>
        attempt(task, undefined, [], () => task.client.createImage({ id: notebookId, body })),
      );
      if (detail?.id === undefined) throw noNotebook(task.doing, notebookId);
      accounted.add(detail.id);
      return { id: detail.id, detail };
    } catch (error) {
      if (isGone(error)) throw noNotebook(task.doing, notebookId);
      if (isUnsure(error)) return findCreated(task, inputs, sentAt, error);
      throw error;
    }
  },

  look: ({ client }, id) =>
    client.showImage({ id }).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    }),

  async remove({ client, id }) {
    try {
      await client.deleteImage({ id });
    } catch (error) {
      // What it answers is not documented, so an answer that can't be read is as good as any.
      if (!isGone(error) && !(error instanceof AnswerError)) throw error;
    }
    return true;
  },

  propertiesOf: (_, detail) => detail,

  inputsOf({ name, namespace, tag, description, swrInstanceId, notebookId }: Partial<Inputs>) {
    const inputs = { notebookId, name, namespace, tag, swrInstanceId };
    return { ...inputs, description: description === "" ? undefined : description };
  },
});

/** @throws the error that lost the answer unless exactly one image is the one that was asked for. */
async function findCreated(
  task: Task,
  { name, namespace, tag }: Inputs,
  sentAt: number,
  lost: ApiError | ConnectionError | AnswerError,
): Promise<{ id: string; detail: Detail }> {
  const { data } = await task.client
    .listImages({ query: { name, nameFuzzyMatch: false, namespace, limit: 200 } })
    .catch(() => ({ data: [] as Detail[] }));
  const [only, ...more] = data.filter(
    (found) =>
      found.name === name &&
      found.namespace === namespace &&
      found.tag === tag &&
      (found.createAt ?? 0) >= sentAt - CLOCK_SKEW_MS &&
      !accounted.has(found.id ?? ""),
  );
  if (only?.id === undefined || more.length > 0) {
    lost.message +=
      ` Whether it was saved is unknown: look for ${namespace}/${name}:${tag} in the console, ` +
      "and import or delete it.";
    throw lost;
  }
  accounted.add(only.id);
  task.log(`${name}: the answer to the saving was lost; found it as ${only.id}`);
  return { id: only.id, detail: only };
}
