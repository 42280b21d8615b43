/** Tags: put on and taken off at any time that the notebook is there. */
import { MAX_TAGS, SYSTEM_TAG } from "pulumi-modelarts/wire/tags";
import { ApiError } from "../errors";
import { touch } from "../state/notebook";
import { lookup } from "./lookup";
import type { Context, Handlers, Request } from "./types";

type Wish = Request<"createTags"> | Request<"deleteTags">;

export const tags = ({ now, store }: Context) => {
  /** The tags without those that the request names, and with what is put on in their place. */
  function change({ params, body }: Wish, added: Wish["body"]["tags"]): undefined {
    const state = lookup(store, params.id, "ModelArts.6309");
    const named = new Set(body.tags.map(({ key }) => key));
    const kept = (state.notebook.tags ?? []).filter(({ key }) => !named.has(key ?? ""));
    const all = [...kept, ...added];
    if (all.length > MAX_TAGS) {
      throw new ApiError("ModelArts.6336", `tags: there are at most ${MAX_TAGS}.`);
    }
    store.put({ ...state, notebook: { ...touch(state.notebook, now()), tags: all } });
  }
  return {
    createTags(request) {
      const reserved = request.body.tags.find(({ key }) => key.startsWith(SYSTEM_TAG));
      if (reserved) throw new ApiError("ModelArts.6334", `tags: ${reserved.key} is reserved.`);
      return change(request, request.body.tags);
    },
    deleteTags: (request) => change(request, []),
  } satisfies Pick<Handlers, "createTags" | "deleteTags">;
};
