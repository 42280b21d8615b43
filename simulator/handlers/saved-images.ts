/** Notebooks saved as images. */
import { randomUUID } from "node:crypto";
import { ApiError } from "../errors";
import { enter } from "../state/notebook";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const savedImages = ({ now, store, catalog }: Context) =>
  ({
    createImage({ params, body }) {
      const state = lookupFor("save", store, params.id);
      const { name, namespace, tag } = body;
      const isTaken = catalog.images.some(
        (image) => image.name === name && image.namespace === namespace && image.tag === tag,
      );
      if (isTaken) throw new ApiError("ModelArts.6336", `tag: ${namespace}/${name}:${tag} exists.`);
      store.put(enter(state, "SNAPSHOTTING", now()));
      const { arch, dev_services, resource_categories } = state.notebook.image ?? {};
      const id = randomUUID();
      return catalog.saved.put(id, {
        ...{ arch, dev_services, resource_categories, ...body, id },
        swr_path: `swr.xxxxx.com/${namespace}/${name}:${tag}`,
        status: "INIT",
        type: "DEDICATED",
        origin: "IMAGE_SAVE",
        service_type: "UNKNOWN",
        visibility: "PRIVATE",
        workspace_id: "0",
        create_at: now(),
        update_at: now(),
      });
    },

    deleteImage({ params }) {
      if (catalog.saved.remove(params.id)) return {};
      const isBuiltIn = catalog.images.some(({ id }) => id === params.id);
      if (isBuiltIn) throw new ApiError("ModelArts.6347", "id: the image comes with the service.");
      throw new ApiError("ModelArts.6404", `There is no image ${params.id}.`);
    },
  }) satisfies Pick<Handlers, "createImage" | "deleteImage">;
