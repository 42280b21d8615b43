/**
 * Functions that read from ModelArts without managing anything. The SDK and the plugin serve the same ones.
 * One row a function: its description, its arguments under the names that programs use, the shape of its
 * result, and the code that finds the result.
 */
import { z } from "zod";
import { Flavor, ListFlavorsQuery } from "../../wire/flavor";
import { Lease } from "../../wire/lease";
import { features, ListNotebooksQuery, Notebook, type NotebookDetail } from "../../wire/notebook";
import { camelShape, openEnum, type Camel } from "../../wire/shape";
import { getPools, getQuotas, getWorkspaces } from "./account-functions";
import type { CheckFailure } from "../../engine/check-failure";
import { byProperty, shapeViolations } from "../shared/shape-violations";
import { NotFoundError } from "../shared/errors";
import { define, existing, type Connected, type LifecycleFunction } from "./function";
import { notebookIdOf } from "./find-notebook";
import { getImage, getImages } from "./image-functions";
import { everyNotebook } from "../lists/notebook-lists";
import { everyRecord } from "../lists/pages";
import { tagMap } from "../notebook/tags";
import { splitLocation, type Location } from "../../config/location";
import { searched } from "../lists/workspaces";
import { statusNames } from "../../wire/facts/statuses";

const notebooks = ListNotebooksQuery.shape;
const flavors = ListFlavorsQuery.shape;

const sorting = (key: typeof notebooks.sort_key) => ({
  sortKey: key.describe("The field to sort by, under the API's name, e.g. `create_at`."),
  sortDir: notebooks.sort_dir.describe("`ASC` for ascending order, `DESC` for descending order."),
});

const notebookFilters = z.object({
  name: notebooks.name.describe("A part of the name."),
  status: openEnum(statusNames).optional().describe("What the notebook does at the moment."),
  feature: openEnum(features)
    .optional()
    .describe("`NOTEBOOK` notebooks are billed, `DEFAULT` ones are CodeLab. By default both."),
  owner: notebooks.owner.describe("The id of the notebooks' user."),
  username: notebooks.username.describe("A part of the user's name."),
  poolId: notebooks.pool_id.describe("The dedicated pool's id."),
  poolName: notebooks.pool_name.describe("A part of the dedicated pool's name."),
  workspaceId: notebooks.workspaceId.describe(
    "The id of the workspace; `0` is the default one. By default every workspace that you can list.",
  ),
  flavor: notebooks.flavor.describe("The flavor, or a part of its name."),
  imageId: notebooks.image_id.describe("The id of the image that the notebooks run."),
  swrPath: notebooks.swr_path.describe("A part of the image's address in SWR."),
  id: notebooks.id.describe("The notebook's id."),
  description: notebooks.description.describe("A part of the description."),
  ip: notebooks.ip.describe("The notebook's own address."),
  billing: notebooks.billing.describe("What is billed, e.g. `COMPUTE`."),
  tags: notebooks.tags.describe("Tags that the notebooks have, as `key|value,key|value`."),
  allUsers: z
    .boolean()
    .optional()
    .describe("True lists the notebooks of all users, not only your own."),
  ...sorting(notebooks.sort_key),
});

const flavorFilters = z.object({
  category: flavors.category.describe("The kind of processor."),
  type: flavors.type.describe(
    "`MANAGED` flavors are for the public pool, `DEDICATED` ones for your own pools.",
  ),
  ...sorting(flavors.sort_key),
});

/** The names of the API's filters that have no argument above; any makes the next lines fail to compile. */
type Forgotten<Query extends z.ZodObject, Filters extends z.ZodObject> = Exclude<
  keyof Camel<z.input<Query>>,
  "limit" | "offset" | keyof z.input<Filters>
>;
true satisfies Forgotten<typeof ListNotebooksQuery, typeof notebookFilters> extends never
  ? true
  : false;
true satisfies Forgotten<typeof ListFlavorsQuery, typeof flavorFilters> extends never
  ? true
  : false;

const notebookId = z.string().regex(z.regexes.guid, "must be a UUID");
const ofNotebook = z.object({ notebookId: notebookId.describe("The notebook's id.") });

/** A notebook as programs see it: the tags are a map. */
export const NotebookAnswer = Notebook.extend({
  tags: z.record(z.string(), z.string()).optional().describe("The notebook's tags."),
});

const ADVICE = "Check the name, modelarts:projectId and modelarts:region, or set `id`.";

const answered = (detail: NotebookDetail) => ({ ...detail, tags: tagMap(detail.tags) });

export const functions = {
  getNotebook: define({
    description: "A notebook by its id or its name.",
    inputs: z
      .object({
        id: notebookId.optional().describe("The notebook's id."),
        name: z
          .string()
          .min(1, "must not be empty")
          .optional()
          .describe("The notebook's whole name. Exactly one of your own notebooks must have it."),
      })
      .refine(({ id, name }) => (id === undefined) !== (name === undefined), {
        path: ["id"],
        error: "is needed, or the name: exactly one of the two",
      }),
    outputs: NotebookAnswer,
    async run(context, { id: given, name = "" }) {
      const id = given ?? (await notebookIdOf(context.client, name, ADVICE));
      return answered(await ofExisting(context, id, () => context.client.showNotebook({ id })));
    },
  }),

  getNotebooks: define({
    description:
      "The notebooks that exist, CodeLab notebooks included: all of them, or those that match the filters. " +
      "The newest come first.",
    inputs: notebookFilters,
    outputs: z.object({
      notebooks: z.array(NotebookAnswer).describe("The notebooks that were found."),
      ...searched.shape,
    }),
    async run({ client }, filters) {
      const { notebooks: found, coverage } = await everyNotebook(client, filters);
      const { workspaces, gaps } = coverage;
      return { notebooks: found.map(answered), workspaces, gaps };
    },
  }),

  getFlavors: define({
    description: "The flavors (machines) that notebooks can run on.",
    inputs: flavorFilters,
    outputs: z.object({ flavors: z.array(Flavor).describe("The flavors that were found.") }),
    async run({ client }, filters) {
      const page = (range: object) => client.listFlavors({ query: { ...filters, ...range } });
      return { flavors: await everyRecord(page, "flavors") };
    },
  }),

  getSwitchableFlavors: define({
    description: "The flavors (machines) that a notebook can change to.",
    inputs: ofNotebook,
    outputs: z.object({ flavors: z.array(Flavor).describe("The flavors that were found.") }),
    async run(context, { notebookId: id }) {
      const page = (query: object) => context.client.listSwitchableFlavors({ id, query });
      return { flavors: await ofExisting(context, id, () => everyRecord(page, "flavors")) };
    },
  }),

  getImages,
  getImage,

  getLease: define({
    description: "The countdown to a notebook's auto stop.",
    inputs: ofNotebook,
    outputs: Lease,
    run: (context, { notebookId: id }) =>
      ofExisting(context, id, () => context.client.showLease({ id })),
  }),

  getPools,
  getQuotas,
  getWorkspaces,
} satisfies Record<string, LifecycleFunction>;

export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as FunctionName[];

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** Pure. @returns what is wrong with the arguments, each failure at the argument's name. */
export function checkArguments(name: FunctionName, given: object): CheckFailure[] {
  const shape = camelShape(functions[name].inputs);
  return shapeViolations(shape, given, `an argument of ${name}`).sort(byProperty);
}

/**
 * Calls a function with arguments that `checkArguments` found valid.
 *
 * @param connected returns the client for a location.
 * @throws NotFoundError if nothing has the given id, ModelArtsError or the client's errors.
 */
export async function call(
  connected: (location: Location) => Connected,
  name: FunctionName,
  given: object,
): Promise<object> {
  const { run } = functions[name] as LifecycleFunction;
  const { location, rest } = splitLocation(given);
  // All requests of the call together may take as long as one read.
  const client = connected(location).client.within({});
  return run({ client }, rest as never);
}

/** @param read asks about the notebook with the id. @throws NotFoundError if there is none. */
function ofExisting<Answer>(
  context: Connected,
  id: string,
  read: () => Promise<Answer>,
): Promise<Answer> {
  return existing(context, read, () => new NotFoundError(id));
}
