import { iso, nist } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";
import { allKnown, eachKnown } from "../engine/unknown-value";

interface Settings {
  largestGb: number;
  allowedCategories: string[];
}

export const limitVolumes: Rule<Settings> = {
  name: "limit-volumes",
  description: "Limit the size and the kinds of storage.",
  why: "Storage is billed while a notebook is stopped, too, and a disk never shrinks.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-2"), iso("A.8.6")],
  judges: {
    notebook: ["declared", "live", "referenced"],
    storage: ["declared", "live", "referenced"],
  },
  settings: {
    properties: {
      largestGb: {
        type: "integer",
        minimum: 5,
        maximum: 4096,
        default: 500,
        description: "How large a volume may be, in GB.",
      },
      allowedCategories: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The kinds of storage that may be used, as EVS, EFS or OBS; empty: all.",
      },
    },
  },
  presets: {
    strict: { enforcementLevel: "mandatory" },
    cost: { enforcementLevel: "mandatory", largestGb: 100 },
  },
  messages: {
    large: "{property} is {found} GB, which is more than {largest}. Use object storage for data.",
    category: "{property} is {found}, which is not among {allowed}. Use one of those.",
  },
  remedy:
    "Declare a smaller volume, or storage of an allowed kind. A disk that exists can't shrink.",
  whenNot: "Where data sets of terabytes must lie on a disk.",
  examples: {
    settings: { allowedCategories: ["EVS", "OBS"] },
    breaks: [
      {
        given: "a large disk",
        declared: { volume: { category: "EVS", ownership: "MANAGED", capacity: 1000 } },
        messages: ["large"],
      },
      {
        given: "a shared file system",
        live: { volume: { category: "EFS", ownership: "MANAGED", capacity: 50 } },
        messages: ["category"],
      },
      {
        given: "a further volume of another kind",
        live: { dataVolumes: [{ category: "EFS", mountPath: "/data" }] },
        messages: ["category"],
      },
      {
        given: "a mount of another kind",
        kind: "storage",
        live: { status: "MOUNTED", category: "OBSFS" },
        messages: ["category"],
      },
      {
        given: "a mount of object storage, where only disks are allowed",
        kind: "storage",
        declared: { mountPath: "/data/a/", uri: "obs://a/" },
        settings: { allowedCategories: ["EVS"] },
        messages: ["category"],
      },
    ],
    passes: [
      {
        given: "a small live disk",
        live: { volume: { category: "EVS", ownership: "MANAGED", capacity: 50 } },
      },
      {
        given: "a live mount of object storage",
        kind: "storage",
        live: { status: "MOUNTED", category: "OBS" },
      },
      {
        given: "a small disk",
        declared: { volume: { category: "EVS", ownership: "MANAGED", capacity: 100 } },
      },
      {
        given: "a mount of object storage",
        kind: "storage",
        declared: { mountPath: "/data/a/", uri: "obs://a/" },
      },
    ],
  },

  *judge({ volume, dataVolumes }, settings) {
    yield* allKnown(
      () => judgeVolume(volume, "volume.", settings),
      () =>
        eachKnown(dataVolumes, (each, index) =>
          judgeVolume(each, `dataVolumes[${index}].`, settings),
        ),
    );
  },
  judgeStorage({ category }, settings, { seen }) {
    // Undeclared it is the API's default, and its only one.
    return judgeVolume(
      { category: category ?? (seen === "declared" ? "OBS" : undefined) },
      "",
      settings,
    );
  },
};

function* judgeVolume(
  volume: { category?: string; capacity?: number } | undefined,
  place: string,
  { largestGb: largest, allowedCategories }: Settings,
): Generator<Finding> {
  const found = volume?.category;
  if (found && allowedCategories.length > 0 && !allowedCategories.includes(found)) {
    const data = { found, allowed: allowedCategories.join(", ") };
    yield { message: "category", property: `${place}category`, data };
  }
  const capacity = volume?.capacity;
  if (typeof capacity !== "number" || capacity <= largest) return;
  yield { message: "large", property: `${place}capacity`, data: { found: capacity, largest } };
}
