/** All handlers, one for each operation. */
import { account } from "./account";
import { catalog } from "./catalog";
import { iam } from "./iam";
import { lease } from "./lease";
import { notebookLists } from "./notebook-lists";
import { notebooks } from "./notebooks";
import { ownImages } from "./own-images";
import { startStop } from "./start-stop";
import { storage } from "./storage";
import { tags } from "./tags";
import type { Context, Handlers } from "./types";

export function createHandlers(context: Context): Handlers {
  return {
    ...notebooks(context),
    ...startStop(context),
    ...lease(context),
    ...tags(context),
    ...notebookLists(context),
    ...catalog(context),
    ...ownImages(context),
    ...storage(context),
    ...iam(context),
    ...account(context),
  } satisfies Handlers;
}
