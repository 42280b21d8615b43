import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";
import { imageIdOf } from "../rule-lib/resource-properties";
import { knownOr } from "../rule-lib/unknown-value";

const ID = "e1a07296-22a8-4f05-8bc8-e936c8e54090";

export const limitImages = defineRule({
  name: "limit-images",
  description: "Limit images to approved ones.",
  why: "An image contains all software of a notebook, with its vulnerabilities and licenses.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-7"), nist("CM-2"), iso("A.8.9")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedImages: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Ids, names or SWR paths of images that may be used, `*` for any characters; empty: all. " +
          "Only live notebooks have names and paths of images.",
      },
      allowedTypes: {
        type: "array",
        items: { type: "string", enum: ["BUILD_IN", "DEDICATED"] },
        default: [],
        description:
          "The types of image that may be used; empty: all. Only live notebooks have types of images.",
      },
    },
  },
  needs: ["allowedImages", "allowedTypes"],
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    other: "{property} is {found}, which is not among {allowed}. Use one of those images.",
    type: "{property} is {found}, which is not among {allowed}. Use an image of such a type.",
  },
  remedy: "Set imageId to an image that the rule's settings allow.",
  whenNot: "If people build their own images as part of their work.",
  examples: {
    settings: { allowedImages: [ID], allowedTypes: ["BUILD_IN"] },
    breaks: [
      {
        given: "another image",
        live: { image: { id: "other", swrPath: "swr.example.com/mine/a:1", type: "BUILD_IN" } },
        messages: ["other"],
      },
      {
        given: "an image of another type",
        live: { image: { id: ID, type: "DEDICATED" } },
        messages: ["type"],
      },
      {
        given: "another declared image",
        declared: { imageId: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10" },
        messages: ["other"],
      },
    ],
    passes: [
      { given: "an approved image", declared: { imageId: ID } },
      { given: "a live notebook on it", live: { image: { id: ID, type: "BUILD_IN" } } },
      {
        given: "an image in an approved path",
        live: { image: { id: "new", swrPath: "swr.example.com/approved/a:1", type: "BUILD_IN" } },
        settings: { allowedImages: [ID, "swr.example.com/approved/*"] },
      },
      {
        given: "another declared image, if a path is allowed that only the service knows",
        declared: { imageId: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10" },
        settings: { allowedImages: [ID, "swr.example.com/approved/*"] },
      },
    ],
  },

  *checkNotebook(notebook, { allowedImages, allowedTypes }, { source }) {
    const image = knownOr(undefined, () => notebook.image) ?? {};
    const found = imageIdOf(notebook);
    // The path of a declared image is unknown. If paths are allowed, only a live notebook is checked.
    const isById = allowedImages.every((pattern) => /^[-\w]+$/.test(pattern));
    const names = [found, image.name, image.swrPath].filter((name) => typeof name === "string");
    if (
      found &&
      allowedImages.length > 0 &&
      (source !== "declared" || isById) &&
      !names.some((name) => matchesAny(allowedImages, name))
    ) {
      const data = { found, allowed: allowedImages.join(", ") };
      yield { message: "other", property: "imageId", data };
    }
    const { type } = image;
    if (type && allowedTypes.length > 0 && !allowedTypes.includes(type)) {
      const data = { found: type, allowed: allowedTypes.join(", ") };
      yield { message: "type", property: "image.type", data };
    }
  },
});
