/** The account's own images: saved from notebooks, or registered from SWR. */
import { DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import { randomUUID } from "node:crypto";
import { endpointServices } from "pulumi-modelarts/wire/endpoint";
import { ApiError } from "../answers/errors";
import { enter } from "../state/notebook-transitions";
import type { WireImage } from "../wire";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

/** The registry of images that are saved without `swr_instance_domain`. */
const SWR_HOST = "swr.xxxxx.com";
/** Fields of every own image, unless a request names others. */
const ownImage = {
  type: "DEDICATED",
  visibility: "PRIVATE",
  workspace_id: DEFAULT_WORKSPACE,
  /** In bytes. */
  size: 3_376_133_259,
};

export const ownImages = (context: Context) => {
  const { now, notebooks, catalog, cloud } = context;

  /** @throws ApiError if an image has the same namespace, name and tag. */
  function add(image: WireImage): WireImage {
    const { name, namespace, tag, swr_path = "" } = image;
    const isTaken = catalog.images.some(
      (each) => each.name === name && each.namespace === namespace && each.tag === tag,
    );
    if (isTaken) throw new ApiError("ModelArts.6336", `${namespace}/${name}:${tag} exists.`);
    const id = randomUUID();
    catalog.registry.add(swr_path);
    return catalog.ownImages.put(id, {
      ...ownImage,
      ...image,
      id,
      create_at: now(),
      update_at: now(),
    });
  }

  return {
    createImage({ params, body }) {
      const state = lookupFor("saveImage", context, params.id);
      const { image } = state.notebook;
      // A notebook's own image lacks these fields, unless a seed has them; an image that was deleted is in no list.
      const { arch, dev_services, resource_categories } =
        catalog.images.find(({ id }) => id === image?.id) ?? image ?? {};
      const { swr_instance_domain: host = SWR_HOST, ...answered } = body;
      const saved = add({
        ...{ arch, dev_services, resource_categories, ...answered },
        swr_path: `${host}/${body.namespace}/${body.name}:${body.tag}`,
        status: "INIT",
        origin: "IMAGE_SAVE",
        service_type: "UNKNOWN",
      });
      notebooks.put(enter(state, "SNAPSHOTTING", now()));
      return saved;
    },

    registerImage({ body }) {
      const {
        swr_path,
        arch = "X86_64",
        services,
        resource_category,
        read_me: _,
        ...answered
      } = body;
      const [path = "", tag] = splitAt(swr_path, swr_path.lastIndexOf(":"));
      const [, namespace, ...name] = path.split("/");
      return add({
        ...{ origin: "CUSTOMIZE", service_type: "UNKNOWN", ...answered, swr_path },
        ...{ name: name.join("/"), namespace, tag },
        arch: arch.toLowerCase(),
        dev_services: services ?? [...endpointServices],
        resource_categories: resource_category ?? ["CPU", "GPU"],
        status: "ACTIVE",
      });
    },

    deleteImage({ params, query, body }) {
      const image = catalog.image(params.id);
      if (!catalog.ownImages.remove(params.id)) {
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
