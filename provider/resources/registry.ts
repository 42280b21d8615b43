/** The kinds of resources, one row each. */
import type { KindName } from "../engine/type-tokens";
import { registeredImage } from "./image/registered-image";
import { savedImage } from "./image/saved-image";
import { notebook } from "./notebook/notebook";
import type { Kind } from "./resource-kind";
import { storageMount } from "./storage-mount/storage-mount";

export const kinds: Readonly<Record<KindName, Kind>> = {
  Notebook: notebook,
  NotebookStorage: storageMount,
  NotebookImage: savedImage,
  RegisteredImage: registeredImage,
};
