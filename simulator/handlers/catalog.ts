/** Flavors and images. */
import { ApiError } from "../errors";
import { page, sort } from "../page";
import type { WireFlavor } from "../wire";
import { lookup } from "./lookup";
import type { Context, Handlers } from "./types";

const DEFAULT_IMAGES = 200;

export const catalog = ({ store, catalog }: Context) =>
  ({
    /** Every flavor is of the public pool, so a dedicated one is never found. */
    listFlavors({ query }) {
      const found = catalog.flavors.filter(
        ({ category }) =>
          (query.category === undefined || category === query.category) &&
          query.type !== "DEDICATED",
      );
      return flavorPage(sort(found, query), query);
    },

    /** Those of the same architecture, since the notebook keeps its image. */
    listSwitchableFlavors({ params, query }) {
      const { flavor } = lookup(store, params.id).notebook;
      const arch = catalog.flavor(flavor ?? "")?.arch;
      const found = catalog.flavors.filter(
        (each) => each.id !== flavor && (arch === undefined || each.arch === arch),
      );
      return flavorPage(found, query);
    },

    listImages({ query }) {
      const { name, name_fuzzy_match = true, limit = DEFAULT_IMAGES, offset } = query;
      const found = catalog.images.filter(
        (image) =>
          (!name || (name_fuzzy_match ? image.name?.includes(name) : image.name === name)) &&
          (["namespace", "service_type", "type", "workspace_id"] as const).every(
            (field) => !query[field] || image[field] === query[field],
          ),
      );
      return page(sort(found, query), { limit, offset });
    },

    showImage({ params }) {
      const image = catalog.images.find(({ id }) => id === params.id);
      if (!image) throw new ApiError("ModelArts.6404", `There is no image ${params.id}.`);
      return image;
    },
  }) satisfies Pick<Handlers, "listFlavors" | "listSwitchableFlavors" | "listImages" | "showImage">;

/** The API repeats the rows as `flavors`. */
function flavorPage(flavors: WireFlavor[], query: { offset?: number; limit?: number }) {
  const rows = page(flavors, query);
  return { ...rows, flavors: rows.data };
}
