/** Adds and removes tags, whatever the status of the notebook is. */
import { SYSTEM_TAG, Tags } from "pulumi-modelarts/wire/tags";
import { ApiError } from "../answers/errors";
import { touch } from "../state/notebook-transitions";
import type { WireNotebook } from "../wire";
import { lookup } from "./lookup";
import type { Context, Handlers } from "./types";

type Tag = NonNullable<WireNotebook["tags"]>[number];

export const tags = (context: Context) => {
  const { now, notebooks } = context;

  function change(id: string, changedTags: (tags: Tag[]) => Tag[]): undefined {
    const state = lookup(context, id, "ModelArts.6309");
    const tags = changedTags(state.notebook.tags ?? []);
    notebooks.put({ ...state, notebook: { ...touch(state.notebook, now()), tags } });
  }

  return {
    /** An existing key gets the new value. */
    createTags: ({ params, body }) =>
      change(params.id, (tags) => {
        const all = new Map(tags.map((tag) => [tag.key ?? "", tag.value ?? ""]));
        for (const { key, value = "" } of body.tags) all.set(key, value);
        checkTags(all);
        return [...all].map(([key, value]) => ({ key, value }));
      }),

    /** Removes tags by their keys; a key that does not exist is no error. */
    deleteTags: ({ params, body }) =>
      change(params.id, (tags) =>
        tags.filter((tag) => !body.tags.some(({ key }) => key === tag.key)),
      ),
  } satisfies Pick<Handlers, "createTags" | "deleteTags">;
};

/** @throws ApiError for the first tag that is not allowed, or for too many tags. */
function checkTags(tags: ReadonlyMap<string, string>): void {
  const result = Tags.safeParse(Object.fromEntries(tags));
  if (result.success) return;
  const [issue] = result.error.issues;
  const [key] = issue?.path ?? [];
  const code = String(key).startsWith(SYSTEM_TAG) ? "ModelArts.6334" : "ModelArts.6336";
  const nested = issue?.code === "invalid_key" ? issue.issues[0]?.message : issue?.message;
  throw new ApiError(code, `tags: ${key === undefined ? "" : `${String(key)} `}${nested}.`);
}
