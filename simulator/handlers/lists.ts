/** The lists of notebooks. The simulator has one user, so its own instances are all there are. */
import { clouds } from "pulumi-modelarts/wire/clouds";
import { featureOf } from "../state/account";
import { ApiError } from "../answers/errors";
import { page, sort } from "../answers/page";
import type { WireNotebook } from "../wire";
import type { Context, Handlers, Request } from "./types";

const DEFAULT_LIMIT = 10;

type Query = Request<"listNotebooks">["query"];
type Filter = (notebook: WireNotebook, wanted: string) => boolean;

const is =
  (field: (notebook: WireNotebook) => string | undefined): Filter =>
  (notebook, wanted) =>
    field(notebook) === wanted;

/** The API calls it fuzzy: part of the text is enough. */
const has =
  (field: (notebook: WireNotebook) => string | undefined): Filter =>
  (notebook, wanted) =>
    field(notebook)?.includes(wanted) ?? false;

const filters = {
  feature: is(featureOf),
  name: has(({ name }) => name),
  pool_id: is(({ pool }) => pool?.id),
  pool_name: has(({ pool }) => pool?.name),
  owner: is(({ user, user_id }) => user?.id ?? user_id),
  username: has(({ user }) => user?.name),
  status: is(({ status }) => status),
  flavor: has(({ flavor }) => flavor),
  image_id: is(({ image }) => image?.id),
  id: is(({ id }) => id),
  swr_path: has(({ image }) => image?.swr_path),
  description: has(({ description }) => description),
  ip: is(({ ip }) => ip),
  billing: ({ billing_items = [] }, wanted) => billing_items.includes(wanted),
  /** `key|value,key|value`: each must be there. */
  tags: ({ tags = [] }, wanted) =>
    wanted.split(",").every((pair) => {
      const [key, value] = pair.split("|");
      return tags.some((tag) => tag.key === key && (value === undefined || tag.value === value));
    }),
} satisfies Record<Exclude<keyof Query, Unfiltered>, Filter>;

type Unfiltered = "limit" | "offset" | "sort_dir" | "sort_key" | "workspaceId" | "workspace_id";

/** Both clouds' page sizes, as far as one names any. */
const PAGE_SIZES = clouds.huawei.notebookPageSizes ?? [];

export const lists = ({ store, cloud, assumed }: Context) => {
  function checkLimit(limit: number): void {
    if (assumed["list-limit"] === "taken" || PAGE_SIZES.includes(limit)) return;
    throw new ApiError("ModelArts.6336", `limit: must be one of ${PAGE_SIZES.join(", ")}.`);
  }

  /** The other cloud's name of the parameter is passed over, as every unknown one is. */
  function isInWorkspace(query: Query): (notebook: WireNotebook) => boolean {
    const wanted = query[cloud.workspaceParameter] ?? cloud.listsWorkspace;
    return ({ workspace_id = "0" }) => wanted === undefined || workspace_id === wanted;
  }

  const list = ({ query }: Request<"listNotebooks">) => {
    const { limit = DEFAULT_LIMIT, offset, sort_dir, sort_key = "create_at" } = query;
    checkLimit(limit);
    const found = store
      .all()
      .map((state) => store.present(state))
      .filter(isInWorkspace(query))
      .filter(matches({ ...query, feature: query.feature ?? "NOTEBOOK" }));
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
