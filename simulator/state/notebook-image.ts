/** The image of a notebook, as the notebook's answers hold it (`notebook-image` in assumptions.ts). */
import { answeredImageFields, type AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import type { WireImage } from "../wire";

export function notebookImage(image: WireImage, assumed: AssumedValues): WireImage {
  if (assumed["notebook-image"] === "more") return image;
  const fields = answeredImageFields.filter((field) => image[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, image[field]]));
}
