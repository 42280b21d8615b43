/** Creates, shows, updates and deletes notebooks. */
import { randomUUID } from "node:crypto";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { ApiError } from "../answers/errors";
import { checkCombinations } from "../state/combination-checks";
import { checkWhitelists } from "../state/endpoints";
import { newNotebook } from "../state/new-notebook";
import { runningAnswer } from "../state/notebook-answer";
import { notebookImage } from "../state/notebook-image";
import { enter } from "../state/notebook-transitions";
import { checkUpdate, updateAnswer, updatedNotebook } from "../state/notebook-update";
import type { WireFlavor } from "../wire";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const notebooks = (context: Context) => {
  const { now, notebooks: store, catalog, account, assumed } = context;
  return {
    createNotebook({ body }) {
      checkCombinations(body, body.pool_id);
      checkWhitelists(body.endpoints, assumed);
      const image = notebookImage(catalog.image(body.image_id), assumed);
      // A custom machine is not in the list of flavors.
      const flavor = body.custom_spec ? undefined : catalog.availableFlavor(body.flavor);
      checkDiskFits(body.volume.capacity, flavor?.evs_max_size);
      account.checkQuota(body.feature);
      const at = now();
      const pool = account.pool(body.pool_id);
      const notebook = newNotebook(body, { id: randomUUID(), image, pool, now: at });
      const answer = store.put({ notebook, since: at, hasForcedStatus: false });
      return assumed["create-status"] === "running" ? runningAnswer(answer) : answer;
    },

    showNotebook: ({ params }) => store.answer(lookup(context, params.id)),

    updateNotebook({ params, body }) {
      const state = lookupFor("update", context, params.id);
      const { notebook } = state;
      checkUpdate(state, body, assumed);
      checkCombinations(body, notebook.pool?.id);
      checkWhitelists(body.endpoints, assumed);
      if (body.flavor !== undefined && body.flavor !== CUSTOM_FLAVOR && !body.custom_spec) {
        catalog.availableFlavor(body.flavor);
      }
      const image =
        body.image_id === undefined
          ? undefined
          : notebookImage(catalog.image(body.image_id), assumed);
      const flavor = catalog.flavor(body.flavor ?? notebook.flavor ?? "");
      checkDiskFits(body.storage_new_size, flavor?.evs_max_size);
      const facts = { image, assumed, now: now(), transitionMs: store.transitionMs };
      const answer = store.put(updatedNotebook(state, body, facts));
      return assumed["update-id"] === "yes" ? answer : updateAnswer(answer);
    },

    deleteNotebook: ({ params }) =>
      store.put(enter(lookupFor("delete", context, params.id), "DELETING", now())),
  } satisfies Pick<
    Handlers,
    "createNotebook" | "showNotebook" | "updateNotebook" | "deleteNotebook"
  >;
};

/** @throws ApiError if the flavor allows no disk of this size, in GB. */
function checkDiskFits(capacity: number | undefined, maximum: WireFlavor["evs_max_size"]): void {
  if (capacity !== undefined && capacity > (Number(maximum) || Infinity)) {
    throw new ApiError("ModelArts.6331", `The flavor allows at most ${maximum} GB.`);
  }
}
