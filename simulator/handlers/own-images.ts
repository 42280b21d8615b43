/** Images of one's own: saved from notebooks, or registered from SWR. */
import { randomUUID } from "node:crypto";
import { ApiError } from "../answers/errors";
import { enter } from "../state/notebook";
import type { WireImage } from "../wire";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

const SWR = "swr.xxxxx.com";
/** What every image of one's own has; a size is in bytes. */
const own = { type: "DEDICATED", visibility: "PRIVATE", workspace_id: "0", size: 3_376_133_259 };

export const ownImages = (context: Context) => {
  const { now, store, catalog, cloud } = context;

  /** @throws ApiError where there is an image of that name already. */
  function put(image: WireImage): WireImage {
    const { name, namespace, tag, swr_path = "" } = image;
    const isTaken = catalog.images.some(
      (each) => each.name === name && each.namespace === namespace && each.tag === tag,
    );
    if (isTaken) throw new ApiError("ModelArts.6336", `${namespace}/${name}:${tag} exists.`);
    const id = randomUUID();
    catalog.registry.add(swr_path);
    return catalog.own.put(id, { ...own, ...image, id, create_at: now(), update_at: now() });
  }

  return {
    createImage({ params, body }) {
      const state = lookupFor("save", context, params.id);
      const { arch, dev_services, resource_categories } = state.notebook.image ?? {};
      // The rest of the body is not answered.
      const { swr_instance_domain: host = SWR, ...said } = body;
      const saved = put({
        ...{ arch, dev_services, resource_categories, ...said },
        swr_path: `${host}/${body.namespace}/${body.name}:${body.tag}`,
        status: "INIT",
        origin: "IMAGE_SAVE",
        service_type: "UNKNOWN",
      });
      store.put(enter(state, "SNAPSHOTTING", now()));
      return saved;
    },

    registerImage({ body }) {
      const { swr_path, arch = "X86_64", services, resource_category, read_me: _, ...said } = body;
      const [path = "", tag] = splitAt(swr_path, swr_path.lastIndexOf(":"));
      const [, namespace, ...name] = path.split("/");
      return put({
        ...{ origin: "CUSTOMIZE", service_type: "UNKNOWN", ...said, swr_path },
        ...{ name: name.join("/"), namespace, tag },
        arch: arch.toLowerCase(),
        dev_services: services ?? ["NOTEBOOK", "SSH"],
        resource_categories: resource_category ?? ["CPU", "GPU"],
        status: "ACTIVE",
      });
    },

    deleteImage({ params, query, body }) {
      const image = catalog.image(params.id);
      if (!catalog.own.remove(params.id)) {
        throw new ApiError("ModelArts.6347", "id: the image comes with the service.");
      }
      const isForced = cloud.forceDelete === "query" ? query.force : body.is_force;
      if (isForced) catalog.registry.delete(image.swr_path ?? "");
      return {};
    },
  } satisfies Pick<Handlers, "createImage" | "registerImage" | "deleteImage">;
};

function splitAt(text: string, index: number): [string, string] {
  return [text.slice(0, index), text.slice(index + 1)];
}
