import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";

export const disallowPublicImages: Rule = {
  name: "disallow-public-images",
  description: "Disallow images of your own that everyone can read.",
  why:
    "A saved image holds what lay on the notebook's disk, and a public one can be read by everyone who " +
    "knows its id. The service's own images are public and meant to be.",
  level: "advisory",
  severity: "high",
  frameworks: [nist("AC-3"), iso("A.8.12")],
  judges: { notebook: ["live", "referenced"], image: ["live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    public:
      "{property} is PUBLIC: everyone who knows the id can read the image. Make it PRIVATE in the console.",
  },
  remedy: "Set the image's visibility to PRIVATE in the console: a program can't.",
  whenNot: "For images that are published on purpose.",
  examples: {
    breaks: [
      {
        given: "a notebook on a public image of your own",
        live: { image: { id: "mine", type: "DEDICATED", visibility: "PUBLIC" } },
        messages: ["public"],
      },
      {
        given: "a saved image that is public",
        kind: "image",
        live: { status: "ACTIVE", visibility: "PUBLIC" },
        messages: ["public"],
      },
    ],
    passes: [
      {
        given: "a notebook on one of the service's images",
        live: { image: { id: "theirs", type: "BUILD_IN", visibility: "PUBLIC" } },
      },
      {
        given: "a saved image that is private",
        kind: "image",
        live: { status: "ACTIVE", visibility: "PRIVATE" },
      },
    ],
  },

  judge({ image }) {
    const isPublic = image?.type === "DEDICATED" && image.visibility === "PUBLIC";
    return isPublic ? [{ message: "public", property: "image.visibility" }] : [];
  },
  judgeImage({ visibility }) {
    return visibility === "PUBLIC" ? [{ message: "public", property: "visibility" }] : [];
  },
};
