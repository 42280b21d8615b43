import { catalog } from "./catalog";
import { iam } from "./iam";
import { lease } from "./lease";
import { lists } from "./lists";
import { notebooks } from "./notebooks";
import { power } from "./power";
import { savedImages } from "./saved-images";
import { storage } from "./storage";
import { tags } from "./tags";
import { unpublished } from "./unpublished";
import type { Context, Handlers } from "./types";

/** One handler an operation; without one it does not compile. */
export function createHandlers(context: Context): Handlers {
  return {
    ...notebooks(context),
    ...power(context),
    ...lease(context),
    ...tags(context),
    ...lists(context),
    ...catalog(context),
    ...savedImages(context),
    ...storage(context),
    ...iam(context),
    ...unpublished(),
  } satisfies Handlers;
}
