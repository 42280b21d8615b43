/** The lists of notebooks. The simulator has one user, so its own instances are all there are. */
import { page, sort } from "../page";
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
  feature: is(({ feature }) => feature),
  name: has(({ name }) => name),
  pool_id: is(({ pool }) => pool?.id),
  pool_name: has(({ pool }) => pool?.name),
  owner: is(({ user, user_id }) => user?.id ?? user_id),
  username: has(({ user }) => user?.name),
  status: is(({ status }) => status),
  workspaceId: is(({ workspace_id }) => workspace_id),
  workspace_id: is(({ workspace_id }) => workspace_id),
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
} satisfies Record<Exclude<keyof Query, "limit" | "offset" | "sort_dir" | "sort_key">, Filter>;

export const lists = ({ store }: Context) => {
  const list = ({ query }: Request<"listNotebooks">) => {
    const found = store
      .all()
      .map((state) => store.present(state))
      .filter(matches(query));
    const { limit = DEFAULT_LIMIT, offset, sort_dir, sort_key = "create_at" } = query;
    return page(sort(found, { sort_key, sort_dir }), { limit, offset });
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
