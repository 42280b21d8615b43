import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";

export const disallowPublicImages = defineRule({
  name: "disallow-public-images",
  description: "Disallow images of your own that everyone can read.",
  why:
    "A saved image contains the data of the notebook's system disk, and everyone who knows the id of a " +
    "public image can read it. The service's own images are public on purpose.",
  level: "advisory",
  severity: "high",
  frameworks: [nist("AC-3"), iso("A.8.12")],
  appliesTo: { notebook: ["live", "referenced"], image: ["live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    public:
      "{property} is PUBLIC: everyone who knows the id can read the image. Make it PRIVATE in the console.",
  },
  remedy: "Set the image's visibility to PRIVATE in the console; the API can't change it.",
  whenNot:
    "For images that you publish on purpose. The image of a notebook is checked only if the service answers its " +
    "visibility with the notebook; no published answer does. A saved image that the program declares is always checked.",
  examples: {
    breaks: [
      {
        given: "a notebook on a public image of your own",
        live: { image: { id: "mine", type: "DEDICATED", visibility: "PUBLIC" } },
        messages: ["public"],
      },
      {
        given: "a public saved image",
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
        given: "a private saved image",
        kind: "image",
        live: { status: "ACTIVE", visibility: "PRIVATE" },
      },
    ],
  },

  checkNotebook({ image }) {
    const isPublic = image?.type === "DEDICATED" && image.visibility === "PUBLIC";
    return isPublic ? [{ message: "public", property: "image.visibility" }] : [];
  },
  checkImage({ visibility }) {
    return visibility === "PUBLIC" ? [{ message: "public", property: "visibility" }] : [];
  },
});
