import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import type { Rule } from "../engine/rule";
import { imageIdOf } from "../rule-lib/resource-properties";
import { knownOr } from "../engine/unknown-value";

interface Settings {
  allowedImages: string[];
  allowedTypes: string[];
}

const ID = "e1a07296-22a8-4f05-8bc8-e936c8e54090";

export const limitImages: Rule<Settings> = {
  name: "limit-images",
  description: "Limit images to those that are approved.",
  why: "An image brings everything that runs in a notebook, with its weaknesses and its licenses.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-7"), nist("CM-2"), iso("A.8.9")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedImages: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Ids, names or SWR paths of images that may be used, `*` for any characters; empty: all. " +
          "Names and paths are known of live notebooks only.",
      },
      allowedTypes: {
        type: "array",
        items: { type: "string", enum: ["BUILD_IN", "DEDICATED"] },
        default: [],
        description:
          "The types of image that may be used, known of live notebooks only; empty: all.",
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
  whenNot: "Where people build their images themselves as part of their work.",
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
        given: "another image in a program",
        declared: { imageId: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10" },
        messages: ["other"],
      },
    ],
    passes: [
      { given: "an approved image", declared: { imageId: ID } },
      { given: "a live notebook on it", live: { image: { id: ID, type: "BUILD_IN" } } },
      {
        given: "an image below an approved path",
        live: { image: { id: "new", swrPath: "swr.example.com/approved/a:1", type: "BUILD_IN" } },
        settings: { allowedImages: [ID, "swr.example.com/approved/*"] },
      },
      {
        given: "an image in a program, where paths are allowed that only the service knows",
        declared: { imageId: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10" },
        settings: { allowedImages: [ID, "swr.example.com/approved/*"] },
      },
    ],
  },

  *judge(notebook, { allowedImages, allowedTypes }, { seen }) {
    const image = knownOr(undefined, () => notebook.image) ?? {};
    const found = imageIdOf(notebook);
    // A declared id whose path may be allowed is judged when the live notebook tells the path.
    const isById = allowedImages.every((pattern) => /^[-\w]+$/.test(pattern));
    const names = [found, image.name, image.swrPath].filter((name) => typeof name === "string");
    if (
      found &&
      allowedImages.length > 0 &&
      (seen !== "declared" || isById) &&
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
};
