/** The kinds of resources, one row each. */
import type { KindName } from "../type-tokens";
import { Notebook } from "../wire/notebook";
import { changedFields, fields } from "./fields";
import { InputShape } from "./inputs";
import type { Kind } from "./kind";
import { image } from "./image";
import * as notebook from "./notebook";
import { registeredImage } from "./registered-image";
import { storage } from "./storage";

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
