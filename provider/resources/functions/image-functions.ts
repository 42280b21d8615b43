/** Functions about images. */
import { z } from "zod";
import { ModelArtsError } from "../../client/errors";
import { Image, ListImagesQuery } from "../../wire/image";
import type { Camel } from "../../wire/shape";
import { define, existing, type Connected } from "./function";
import { everyImage, imagesIn } from "../lists/image-lists";
import { searched } from "../lists/workspaces";
import { similarNames } from "../shared/similar-names";

const images = ListImagesQuery.shape;

const filters = z.object({
  name: images.name.describe("A part of the name; the whole name with `nameFuzzyMatch: false`."),
  nameFuzzyMatch: z
    .boolean()
    .optional()
    .describe("Whether `name` may be a part of the name; true by default."),
  type: images.type.describe(
    "`BUILD_IN` images come with the service, `DEDICATED` ones are users' own. By default both.",
  ),
  namespace: images.namespace.describe("The SWR organization."),
  serviceType: images.service_type.describe("What the image is meant for, e.g. `DEV`."),
  workspaceId: images.workspace_id.describe(
    "The id of the workspace of your own images; `0` is the default one. By default every workspace that " +
      "you can list. Built-in images belong to all workspaces.",
  ),
  sortKey: images.sort_key.describe(
    "The field to sort by, under the API's name, e.g. `create_at`.",
  ),
  sortDir: images.sort_dir.describe("`ASC` for ascending order, `DESC` for descending order."),
});

/** The names of the API's filters that have no argument above; any makes the next line fail to compile. */
type Forgotten = Exclude<
  keyof Camel<z.input<typeof ListImagesQuery>>,
  "limit" | "offset" | keyof z.input<typeof filters>
>;
true satisfies Forgotten extends never ? true : false;

export const getImages = define({
  description: "The images that notebooks can run, your own images included.",
  inputs: filters,
  outputs: z.object({
    images: z.array(Image).describe("The images that were found."),
    ...searched.shape,
  }),
  run: ({ client }, wanted) => everyImage(client, wanted),
});

export const getImage = define({
  description: "An image by its id, or the newest usable image with a name.",
  inputs: z
    .object({
      id: z.string().regex(z.regexes.guid, "must be a UUID").optional().describe("The image's id."),
      name: z
        .string()
        .min(1, "must not be empty")
        .optional()
        .describe(
          "The image's whole name. Of several images, the one that was created last is found.",
        ),
      workspaceId: images.workspace_id.describe(
        "With `name`: the id of the workspace of your own images; by default `0`, the default one.",
      ),
    })
    .refine(({ id, name }) => (id === undefined) !== (name === undefined), {
      path: ["id"],
      error: "is needed, or the name: exactly one of the two",
    }),
  outputs: Image,
  run: (context, { id, name = "", workspaceId }) =>
    id === undefined ? latest(context, name, workspaceId) : byId(context, id),
});

function byId(context: Connected, id: string) {
  const notFound = () =>
    new ModelArtsError(
      "modelarts/not-found",
      `Reading the image failed: there is no image ${id} in this project and region. ` +
        "Check the id, modelarts:projectId and modelarts:region.",
    );
  return existing(context, () => context.client.showImage({ id }), notFound);
}

/** Images of one name differ in their tags. Only an ACTIVE image can be used. */
async function latest({ client }: Connected, name: string, workspaceId?: string) {
  const workspaces = workspaceId === undefined ? [] : [{ id: workspaceId }];
  const filters = { name, workspaceId };
  const { images: similar, gaps } = await imagesIn(client, filters, { workspaces, gaps: [] });
  const named = similar.filter((image) => image.name === name);
  const usable = named.filter(({ status = "ACTIVE" }) => status === "ACTIVE");
  const [last] = usable.sort((a, b) => (b.createAt ?? 0) - (a.createAt ?? 0));
  if (last !== undefined) return last;
  const failed = `Finding the image failed: no image called "${name}"`;
  if (named.length > 0) {
    const statuses = named.map(({ id, status }) => `${id} is ${status}`).join(", ");
    throw new ModelArtsError(
      "modelarts/image-not-ready",
      `${failed} can be used: ${statuses}. Wait for it, or save it again.`,
    );
  }
  const namesOf = (listed: typeof similar) => listed.flatMap((image) => image.name ?? []);
  const suggestion = await similarNames(name, namesOf(similar), async () =>
    namesOf((await imagesIn(client, { workspaceId }, { workspaces, gaps: [] })).images),
  );
  const advice =
    suggestion ?? "Check the name, modelarts:projectId and modelarts:region, or set `id`.";
  const gapSentences = gaps.map((gap) => `Not looked at: ${gap}`);
  throw new ModelArtsError(
    "modelarts/not-found",
    [`${failed} is in this project and region.`, advice, ...gapSentences].join(" "),
  );
}
