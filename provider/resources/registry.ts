/** The kinds of resources, one row each. */
import type { KindName } from "../engine/type-tokens";
import { Notebook } from "../wire/notebook";
import { changedFields, fields } from "./notebook/fields";
import { InputShape } from "./notebook/inputs";
import type { Kind } from "./resource-kind";
import { image } from "./image/saved-image";
import * as notebook from "./notebook/lifecycle";
import { registeredImage } from "./image/registered-image";
import { storage } from "./storage-mount/storage-mount";

export const kinds: Readonly<Record<KindName, Kind>> = {
  Notebook: {
    noun: "notebook",
    description: "A ModelArts notebook: a rented machine that opens in Jupyter and over SSH.",
    lifecycle: notebook,
    inputs: InputShape,
    outputs: Notebook,
    held: ["imageId", "poolId", "hooks", "publicNetworkConfig", "desiredStatus", "tags"],
    fields,
    changed: changedFields,
    lasting: [
      "feature",
      "pool",
      "poolId",
      "workspaceId",
      "user",
      "userId",
      "desiredStatus",
      "createAt",
    ],
    hasAutomaticName: true,
  },
  NotebookStorage: storage,
  NotebookImage: image,
  RegisteredImage: registeredImage,
};
