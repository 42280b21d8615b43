/** Create, show, update and delete. */
import { randomUUID } from "node:crypto";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { ApiError } from "../answers/errors";
import { checkWhitelists } from "../state/endpoints";
import { notebookFrom } from "../state/new-notebook";
import { enter } from "../state/notebook";
import { created } from "../state/present";
import { changeable, checkUpdate, updated } from "../state/update";
import { checkCustomSpec, checkDataVolumes, checkVolume } from "../state/volumes";
import { lookup, lookupFor } from "./lookup";
import type { WireFlavor } from "../wire";
import type { Context, Handlers } from "./types";

export const notebooks = (context: Context) => {
  const { now, store, catalog, account, assumed } = context;
  return {
    createNotebook({ body }) {
      checkVolume(body.volume, body.pool_id);
      checkDataVolumes(body.data_volumes);
      checkCustomSpec(body.custom_spec, body.pool_id);
      checkWhitelists(body.endpoints, assumed);
      const image = catalog.image(body.image_id);
      // A machine made to measure is not in the list of flavors.
      const flavor = body.custom_spec ? undefined : catalog.freeFlavor(body.flavor);
      checkDiskFits(body.volume.capacity, flavor?.evs_max_size);
      account.checkQuota(body.feature);
      const at = now();
      const pool = account.pool(body.pool_id);
      const notebook = notebookFrom(body, { id: randomUUID(), image, pool, now: at });
      const answer = store.put({ notebook, since: at, isHeld: false });
      return assumed["create-status"] === "running" ? created(answer) : answer;
    },

    showNotebook: ({ params }) => store.present(lookup(context, params.id)),

    updateNotebook({ params, body }) {
      const state = lookupFor("update", context, params.id);
      const { notebook } = state;
      checkUpdate(state, body, assumed);
      checkDataVolumes(body.data_volumes);
      checkCustomSpec(body.custom_spec, notebook.pool?.id);
      checkWhitelists(body.endpoints, assumed);
      const isListed = body.flavor !== undefined && !body.custom_spec;
      if (isListed && body.flavor !== CUSTOM_FLAVOR) catalog.freeFlavor(body.flavor ?? "");
      const image = body.image_id === undefined ? undefined : catalog.image(body.image_id);
      const flavor = catalog.flavor(body.flavor ?? notebook.flavor ?? "");
      checkDiskFits(body.storage_new_size, flavor?.evs_max_size);
      const facts = { image, assumed, now: now(), transitionMs: store.transitionMs };
      const answer = store.put(updated(state, body, facts));
      return assumed["update-id"] === "yes" ? answer : changeable(answer);
    },

    deleteNotebook: ({ params }) =>
      store.put(enter(lookupFor("delete", context, params.id), "DELETING", now())),
  } satisfies Pick<
    Handlers,
    "createNotebook" | "showNotebook" | "updateNotebook" | "deleteNotebook"
  >;
};

function checkDiskFits(capacity: number | undefined, most: WireFlavor["evs_max_size"]): void {
  if (capacity !== undefined && capacity > (Number(most) || Infinity)) {
    throw new ApiError("ModelArts.6331", `The flavor takes at most ${most} GB.`);
  }
}
