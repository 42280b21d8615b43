/** Flavors and images. */
import { page, sort } from "../answers/page";
import type { WireFlavor } from "../wire";
import { lookup } from "./lookup";
import type { Context, Handlers, Request } from "./types";

/** The page size of the image list if the request names none. */
const IMAGE_PAGE_SIZE = 200;

export const catalog = (context: Context) => {
  const { catalog, cloud, assumed } = context;

  /** The page has its rows twice: as `data` and as `flavors`. */
  function flavorPage(flavors: WireFlavor[], query: Request<"listSwitchableFlavors">["query"]) {
    const rows = page(flavors, query, { page: assumed.page, first: 1 });
    return { ...rows, flavors: rows.data };
  }

  return {
    /** All flavors belong to the public pool, so the type DEDICATED finds none. */
    listFlavors({ query }) {
      const found = catalog.flavors.filter(
        ({ category }) =>
          (query.category === undefined || category === query.category) &&
          query.type !== "DEDICATED",
      );
      return flavorPage(sort(found, query), query);
    },

    /** The other flavors of the same architecture, since the notebook keeps its image. */
    listSwitchableFlavors({ params, query }) {
      const { flavor } = lookup(context, params.id).notebook;
      const arch = catalog.flavor(flavor ?? "")?.arch;
      const found = catalog.flavors.filter(
        (each) => each.id !== flavor && (arch === undefined || each.arch === arch),
      );
      return flavorPage(found, query);
    },

    listImages({ query }) {
      const { name, name_fuzzy_match = true, limit = IMAGE_PAGE_SIZE, offset } = query;
      const filter = { ...query, type: query.type ?? cloud.listsImages };
      const found = catalog.images.filter(
        (image) =>
          (!name || (name_fuzzy_match ? image.name?.includes(name) : image.name === name)) &&
          (["namespace", "service_type", "type", "workspace_id"] as const).every(
            (field) => !filter[field] || image[field] === filter[field],
          ),
      );
      return page(sort(found, query), { limit, offset }, { page: assumed.page, first: 0 });
    },

    showImage: ({ params }) => catalog.image(params.id),
  } satisfies Pick<Handlers, "listFlavors" | "listSwitchableFlavors" | "listImages" | "showImage">;
};
