import { iso, nist } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";
import { DAY_MS, dateOf, daysBetween } from "../rule-lib/time";

interface Settings {
  oldestNotebookDays: number;
  oldestImageDays: number;
}

export const limitAge: Rule<Settings> = {
  name: "limit-age",
  description: "Limit the age of notebooks and of the images that they run.",
  why: "A notebook keeps the libraries of the day on which its image was built, with their weaknesses.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("SI-2"), iso("A.8.8")],
  judges: { notebook: ["live", "referenced"] },
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
        description: "How old an image may be, in days.",
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
    "Where results must be reproduced with the very software of that time, or where the service offers no newer image: some of its own are years old.",
  examples: {
    breaks: [
      {
        given: "a notebook of two years",
        live: (now) => ({ createAt: now - 730 * DAY_MS }),
        messages: ["notebook"],
      },
      {
        given: "an image of four years",
        live: (now) => ({ image: { id: "old", createAt: now - 1460 * DAY_MS } }),
        messages: ["image"],
      },
    ],
    passes: [
      {
        given: "a notebook of today on an image of last month",
        live: (now) => ({ createAt: now, image: { id: "new", createAt: now - 30 * DAY_MS } }),
      },
      { given: "ages that the API does not answer", live: {} },
    ],
  },

  *judge({ createAt, image }, { oldestNotebookDays, oldestImageDays }, { now }) {
    yield* judgeAge("notebook", "createAt", createAt, oldestNotebookDays, now);
    yield* judgeAge("image", "image.createAt", image?.createAt, oldestImageDays, now);
  },
};

function judgeAge(
  message: string,
  property: string,
  time: number | undefined,
  oldest: number,
  now: number,
): Finding[] {
  if (typeof time !== "number") return [];
  const days = daysBetween(time, now);
  return days > oldest ? [{ message, property, data: { found: dateOf(time), days, oldest } }] : [];
}
