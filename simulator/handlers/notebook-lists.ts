/** The lists of notebooks: those of the user and those of all users, which are the same here. */
import { DEFAULT_FEATURE, DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import { clouds } from "pulumi-modelarts/wire/facts/clouds";
import { ApiError } from "../answers/errors";
import { page, sort } from "../answers/page";
import { featureOf } from "../state/account";
import type { WireNotebook } from "../wire";
import type { Context, Handlers, Request } from "./types";

/** The page size if the request names none. */
const DEFAULT_LIMIT = 10;

type Query = Request<"listNotebooks">["query"];
type Filter = (notebook: WireNotebook, value: string) => boolean;

const equals =
  (field: (notebook: WireNotebook) => string | undefined): Filter =>
  (notebook, value) =>
    field(notebook) === value;

/** The API's "fuzzy match". */
const contains =
  (field: (notebook: WireNotebook) => string | undefined): Filter =>
  (notebook, value) =>
    field(notebook)?.includes(value) ?? false;

const filters = {
  feature: equals(featureOf),
  name: contains(({ name }) => name),
  pool_id: equals(({ pool }) => pool?.id),
  pool_name: contains(({ pool }) => pool?.name),
  owner: equals(({ user, user_id }) => user?.id ?? user_id),
  username: contains(({ user }) => user?.name),
  status: equals(({ status }) => status),
  flavor: contains(({ flavor }) => flavor),
  image_id: equals(({ image }) => image?.id),
  id: equals(({ id }) => id),
  swr_path: contains(({ image }) => image?.swr_path),
  description: contains(({ description }) => description),
  ip: equals(({ ip }) => ip),
  billing: ({ billing_items = [] }, value) => billing_items.includes(value),
  /** `key|value,key|value` or `key`: the notebook must have all of them. */
  tags: ({ tags = [] }, pairs) =>
    pairs.split(",").every((pair) => {
      const [key, value] = pair.split("|");
      return tags.some((tag) => tag.key === key && (value === undefined || tag.value === value));
    }),
} satisfies Record<Exclude<keyof Query, Unfiltered>, Filter>;

type Unfiltered = "limit" | "offset" | "sort_dir" | "sort_key" | "workspaceId" | "workspace_id";

/** The only cloud that names page sizes. */
const PAGE_SIZES = clouds.huawei.notebookPageSizes ?? [];

export const notebookLists = ({ notebooks, cloud, assumed }: Context) => {
  function checkLimit(limit: number): void {
    if (assumed["list-limit"] === "taken" || PAGE_SIZES.includes(limit)) return;
    throw new ApiError("ModelArts.6336", `limit: must be one of ${PAGE_SIZES.join(", ")}.`);
  }

  /** The other cloud's parameter is ignored, as every unknown parameter is. */
  function isInWorkspace(query: Query): (notebook: WireNotebook) => boolean {
    const workspace = query[cloud.workspaceParameter] ?? cloud.listsWorkspace;
    return ({ workspace_id = DEFAULT_WORKSPACE }) =>
      workspace === undefined || workspace_id === workspace;
  }

  const list = ({ query }: Request<"listNotebooks">) => {
    const { limit = DEFAULT_LIMIT, offset, sort_dir, sort_key = "create_at" } = query;
    checkLimit(limit);
    const found = notebooks
      .all()
      .map((state) => notebooks.answer(state))
      .filter(isInWorkspace(query))
      .filter(matches({ ...query, feature: query.feature ?? DEFAULT_FEATURE }));
    const sorted = sort(found, { sort_key, sort_dir });
    return page(sorted, { limit, offset }, { page: assumed.page, first: 0 });
  };
  return { listNotebooks: list, listAllNotebooks: list } satisfies Pick<
    Handlers,
    "listNotebooks" | "listAllNotebooks"
  >;
};

function matches(query: Query): (notebook: WireNotebook) => boolean {
  return (notebook) =>
    (Object.entries(filters) as [keyof typeof filters, Filter][]).every(
      ([name, filter]) => query[name] === undefined || filter(notebook, query[name]),
    );
}
