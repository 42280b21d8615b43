/** Tags: put on and taken off at any time that the notebook is there. */
import { SYSTEM_TAG, Tags } from "pulumi-modelarts/wire/tags";
import { ApiError } from "../answers/errors";
import { touch } from "../state/notebook";
import type { WireNotebook } from "../wire";
import { lookup } from "./lookup";
import type { Context, Handlers } from "./types";

type Tag = NonNullable<WireNotebook["tags"]>[number];

export const tags = (context: Context) => {
  const { now, store } = context;

  function change(id: string, changed: (tags: Tag[]) => Tag[]): undefined {
    const state = lookup(context, id, "ModelArts.6309");
    const tags = changed(state.notebook.tags ?? []);
    store.put({ ...state, notebook: { ...touch(state.notebook, now()), tags } });
  }

  return {
    /** A key that is there already gets the new value. */
    createTags: ({ params, body }) =>
      change(params.id, (tags) => {
        const all = new Map(tags.map((tag) => [tag.key ?? "", tag.value ?? ""]));
        for (const { key, value = "" } of body.tags) all.set(key, value);
        checkTags(all);
        return [...all].map(([key, value]) => ({ key, value }));
      }),

    /** By the key alone; one that isn't there is no error. */
    deleteTags: ({ params, body }) =>
      change(params.id, (tags) =>
        tags.filter((tag) => !body.tags.some(({ key }) => key === tag.key)),
      ),
  } satisfies Pick<Handlers, "createTags" | "deleteTags">;
};

/** @throws ApiError naming the first tag that can't be, or their number. */
function checkTags(tags: ReadonlyMap<string, string>): void {
  const result = Tags.safeParse(Object.fromEntries(tags));
  if (result.success) return;
  const [issue] = result.error.issues;
  const [key] = issue?.path ?? [];
  const code = String(key).startsWith(SYSTEM_TAG) ? "ModelArts.6334" : "ModelArts.6336";
  const nested = issue?.code === "invalid_key" ? issue.issues[0]?.message : issue?.message;
  throw new ApiError(code, `tags: ${key === undefined ? "" : `${String(key)} `}${nested}.`);
}
