/** A notebook saved as an image: `NotebookImage`. */
import { DEFAULT_WORKSPACE } from "../../wire/facts/limits";
import type { z } from "zod";
import { isGone } from "../../client/errors";
import { CreateImage } from "../../wire/image";
import { camelShape, type Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import {
  noNotebook,
  notebookIdInput,
  throwNoNotebook,
  withRunning,
} from "../tasks/running-notebook";
import { immutable } from "../immutable";
import {
  forceDeleteInput,
  ownImage,
  ownImageFields,
  rowsOf,
  sendImage,
  type Detail,
} from "./own-image";
import { attempt } from "../tasks/attempt";

const wireCreation = CreateImage.extend({
  notebook_id: notebookIdInput,
  force_delete: forceDeleteInput,
});
type Inputs = Camel<z.input<typeof wireCreation>>;

const Creation = camelShape(wireCreation).extend(LocationShape.shape);
const InputShape = camelShape(
  wireCreation.extend({
    notebook_id: notebookIdInput
      .optional()
      .describe(
        "The id of the notebook to save, which must be RUNNING. Required for a new image; " +
          "the API does not return it for an existing image.",
      ),
  }),
).extend(LocationShape.shape);

const given = [
  ...(["name", "namespace", "tag", "description"] as const),
  ...(["swrInstanceId", "swrInstanceDomain", "workspaceId"] as const),
];

export const savedImage = immutable<Inputs, Detail>({
  ...ownImage,
  className: "NotebookImage",
  description: "An image that was saved from a running ModelArts notebook.",
  inputs: InputShape,
  creation: Creation,
  retained: ["notebookId", "description", "swrInstanceDomain", "forceDelete"],
  fields: [{ path: "notebookId", change: "replace" }, ...rowsOf(given), ...ownImageFields],
  timeouts: { create: 40 * 60_000, delete: 10 * 60_000 },

  /** In SWR, organization, name and tag identify an image. */
  needsDeleteBeforeReplace: (state, newInputs) =>
    (["name", "namespace", "tag", "swrInstanceId"] as const).every(
      (key) => newInputs[key] === undefined || newInputs[key] === state[key],
    ),

  async send(task, inputs) {
    const { id: notebookId } = task;
    const { notebookId: _, forceDelete: __, ...rest } = inputs;
    const body = Object.fromEntries(given.map((key) => [key, rest[key]])) as Omit<
      Inputs,
      "notebookId" | "forceDelete"
    >;
    const save = () =>
      attempt(task, undefined, [], () => task.client.createImage({ id: notebookId, body }));
    return sendImage(task, inputs, "saved", { notebookId, ...body }, async () => {
      const image = await withRunning(task, notebookId, task.doing, save).catch(
        (error: unknown) => {
          throw isGone(error) ? noNotebook(task.doing, notebookId) : error;
        },
      );
      return image ?? throwNoNotebook(task.doing, notebookId);
    });
  },

  propertiesOf: (_, detail) => detail,

  /** What the API fills in by default is left out. */
  inputsOf(state: Partial<Inputs>) {
    const { notebookId, name, namespace, tag, swrInstanceId, swrInstanceDomain } = state;
    const { description, workspaceId, forceDelete } = state;
    return {
      ...{ notebookId, name, namespace, tag, swrInstanceId, swrInstanceDomain },
      description: description === "" ? undefined : description,
      workspaceId: workspaceId === DEFAULT_WORKSPACE ? undefined : workspaceId,
      forceDelete: forceDelete === true ? true : undefined,
    };
  },
});
