import {
  MAX_VOLUME_GB,
  MIN_VOLUME_GB,
  DEFAULT_MOUNT_CATEGORY,
} from "pulumi-modelarts/wire/facts/limits";
import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { runChecks, checkEach } from "../rule-lib/unknown-value";

export const limitVolumes = defineRule({
  name: "limit-volumes",
  description: "Limit the size and the categories of storage.",
  why: "Storage is billed even while a notebook is stopped, and a disk never shrinks.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-2"), iso("A.8.6")],
  appliesTo: {
    notebook: ["declared", "live", "referenced"],
    storage: ["declared", "live", "referenced"],
  },
  settings: {
    properties: {
      largestGb: {
        type: "integer",
        minimum: MIN_VOLUME_GB,
        maximum: MAX_VOLUME_GB,
        default: 500,
        description: "How large a volume may be, in GB.",
      },
      allowedCategories: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The categories that may be used, as EVS, EFS or OBS; empty: all.",
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
    "Declare a smaller volume, or storage of an allowed category. An existing disk can't shrink.",
  whenNot: "If data sets of terabytes must be on a disk.",
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
        given: "a data volume of another category",
        live: { dataVolumes: [{ category: "EFS", mountPath: "/data" }] },
        messages: ["category"],
      },
      {
        given: "a mount of another category",
        kind: "storage",
        live: { status: "MOUNTED", category: "OBSFS" },
        messages: ["category"],
      },
      {
        given: "a mount of object storage, if only disks are allowed",
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

  *checkNotebook({ volume, dataVolumes }, settings) {
    yield* runChecks(
      () => checkVolume(volume, "volume.", settings),
      () =>
        checkEach(dataVolumes, (each, index) =>
          checkVolume(each, `dataVolumes[${index}].`, settings),
        ),
    );
  },
  checkStorage({ category }, settings, { source }) {
    // OBS is the API's default, and the only category that a program can mount.
    const fallback = source === "declared" ? DEFAULT_MOUNT_CATEGORY : undefined;
    return checkVolume({ category: category ?? fallback }, "", settings);
  },
});

function* checkVolume(
  volume: { category?: string; capacity?: number } | undefined,
  pathPrefix: string,
  settings: { largestGb: number; allowedCategories: readonly string[] },
): Generator<Finding<"large" | "category">> {
  const { largestGb: largest, allowedCategories } = settings;
  const found = volume?.category;
  if (found && allowedCategories.length > 0 && !allowedCategories.includes(found)) {
    const data = { found, allowed: allowedCategories.join(", ") };
    yield { message: "category", property: `${pathPrefix}category`, data };
  }
  const capacity = volume?.capacity;
  if (typeof capacity !== "number" || capacity <= largest) return;
  yield { message: "large", property: `${pathPrefix}capacity`, data: { found: capacity, largest } };
}
