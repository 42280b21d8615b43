import { account } from "./account";
import { catalog } from "./catalog";
import { iam } from "./iam";
import { lease } from "./lease";
import { lists } from "./lists";
import { notebooks } from "./notebooks";
import { power } from "./power";
import { ownImages } from "./own-images";
import { storage } from "./storage";
import { tags } from "./tags";
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
    ...ownImages(context),
    ...storage(context),
    ...iam(context),
    ...account(context),
  } satisfies Handlers;
}
