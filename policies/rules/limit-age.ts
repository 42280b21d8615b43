import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { DAY_MS, dateOf, daysBetween } from "../rule-lib/time";

export const limitAge = defineRule({
  name: "limit-age",
  description: "Limit the age of notebooks and of their images.",
  why: "A notebook keeps the libraries from the day when its image was built, with their vulnerabilities.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("SI-2"), iso("A.8.8")],
  appliesTo: { notebook: ["live", "referenced"] },
  settings: {
    properties: {
      oldestNotebookDays: {
        type: "integer",
        minimum: 1,
        default: 365,
        description: "How old a notebook may be, in days.",
      },
      oldestImageDays: {
        type: "integer",
        minimum: 1,
        default: 1095,
        description:
          "How old an image may be, in days. It has an effect only if the service answers the image's " +
          "createAt with the notebook; no published answer does.",
      },
    },
  },
  presets: {
    strict: { enforcementLevel: "advisory", oldestNotebookDays: 180, oldestImageDays: 365 },
  },
  messages: {
    notebook:
      "{property} is {found}: the notebook is {days} days old, which is more than {oldest}. " +
      "Make a new one from a current image.",
    image:
      "{property} is {found}: the image is {days} days old, which is more than {oldest}. " +
      "Move the notebook to a newer image.",
  },
  remedy: "Set imageId to a newer image, or replace the notebook.",
  whenNot:
    "If results must be reproduced with the software of that time, or if the service offers no newer image: some of its own are years old.",
  examples: {
    breaks: [
      {
        given: "a notebook that is two years old",
        live: (now) => ({ createAt: now - 730 * DAY_MS }),
        messages: ["notebook"],
      },
      {
        given: "an image that is four years old",
        live: (now) => ({ image: { id: "old", createAt: now - 1460 * DAY_MS } }),
        messages: ["image"],
      },
    ],
    passes: [
      {
        given: "a new notebook on an image from last month",
        live: (now) => ({ createAt: now, image: { id: "new", createAt: now - 30 * DAY_MS } }),
      },
      { given: "an answer without times of creation", live: {} },
    ],
  },

  *checkNotebook({ createAt, image }, { oldestNotebookDays, oldestImageDays }, { now }) {
    yield* checkAge("notebook", "createAt", createAt, oldestNotebookDays, now);
    yield* checkAge("image", "image.createAt", image?.createAt, oldestImageDays, now);
  },
});

function checkAge(
  message: "notebook" | "image",
  property: string,
  time: number | undefined,
  oldest: number,
  now: number,
): Finding<"notebook" | "image">[] {
  if (typeof time !== "number") return [];
  const days = daysBetween(time, now);
  return days > oldest ? [{ message, property, data: { found: dateOf(time), days, oldest } }] : [];
}
