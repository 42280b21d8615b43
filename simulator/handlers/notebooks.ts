/** Create, show, update and delete. */
import { randomUUID } from "node:crypto";
import { stoppedOnly } from "pulumi-modelarts/wire/create-notebook";
import { ApiError } from "../errors";
import { notebookFrom, checkVolume } from "../state/new-notebook";
import { enter } from "../state/notebook";
import { updated } from "../state/update";
import { lookup, lookupFor } from "./lookup";
import type { WireFlavor } from "../wire";
import type { Context, Handlers } from "./types";

export const notebooks = ({ now, store, catalog }: Context) =>
  ({
    createNotebook({ body }) {
      checkVolume(body.volume);
      const image = catalog.image(body.image_id);
      // A machine made to measure is not in the list of flavors.
      const flavor = body.custom_spec ? undefined : catalog.freeFlavor(body.flavor);
      checkDiskFits(body.volume.capacity, flavor?.evs_max_size);
      if (body.feature === "DEFAULT" && store.all().some(isCodeLab)) {
        throw new ApiError("ModelArts.6302", "feature: there is one free CodeLab an account.");
      }
      const at = now();
      const notebook = notebookFrom(body, { id: randomUUID(), image, now: at });
      return store.put({ notebook, since: at, isHeld: false });
    },

    showNotebook: ({ params }) => store.present(lookup(store, params.id)),

    updateNotebook({ params, body }) {
      const state = lookupFor("update", store, params.id);
      const fixed = [...stoppedOnly, "endpoints" as const].find(
        (field) => body[field] !== undefined,
      );
      if (fixed !== undefined && state.notebook.status !== "STOPPED") {
        throw new ApiError("ModelArts.6347", `${fixed}: the status is ${state.notebook.status}.`);
      }
      if (body.flavor !== undefined && !body.custom_spec) catalog.freeFlavor(body.flavor);
      const image = body.image_id === undefined ? undefined : catalog.image(body.image_id);
      const flavor = catalog.flavor(body.flavor ?? state.notebook.flavor ?? "");
      checkDiskFits(body.storage_new_size, flavor?.evs_max_size);
      return store.put(
        updated(state, body, { image, now: now(), transitionMs: store.transitionMs }),
      );
    },

    deleteNotebook: ({ params }) =>
      store.put(enter(lookupFor("delete", store, params.id), "DELETING", now())),
  }) satisfies Pick<
    Handlers,
    "createNotebook" | "showNotebook" | "updateNotebook" | "deleteNotebook"
  >;

function isCodeLab({ notebook }: { notebook: { feature?: string } }): boolean {
  return notebook.feature === "DEFAULT";
}

function checkDiskFits(capacity: number | undefined, most: WireFlavor["evs_max_size"]): void {
  if (capacity !== undefined && capacity > (Number(most) || Infinity)) {
    throw new ApiError("ModelArts.6331", `The flavor takes at most ${most} GB.`);
  }
}
