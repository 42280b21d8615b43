/** The kind `Notebook`: its shapes, its fields and its lifecycle. */
import { locationKeys } from "../../config/location";
import { Notebook } from "../../wire/notebook";
import { camelShape } from "../../wire/shape";
import type { Kind } from "../resource-kind";
import { fields } from "./fields";
import { InputShape } from "./inputs";
import { lifecycle } from "./lifecycle";
import { COMPARED } from "./state";

const outputs = camelShape(Notebook);
const locationNames: readonly string[] = locationKeys;
const inputNames = Object.keys(InputShape.shape).filter((key) => !locationNames.includes(key));

export const notebook: Kind = {
  noun: "notebook",
  description: "A ModelArts notebook: a rented machine that opens in Jupyter and over SSH.",
  lifecycle,
  inputs: InputShape,
  outputs,
  // Inputs that the API returns under another name or not at all, and tags, which it returns as a list.
  retained: [...inputNames.filter((key) => !(key in outputs.shape)), "tags"],
  kept: COMPARED,
  fields,
  stableOutputs: [
    ...["feature", "pool", "poolId", "workspaceId"],
    ...["user", "userId", "desiredStatus", "createAt"],
  ],
  hasAutomaticName: true,
};
