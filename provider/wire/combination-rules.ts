/**
 * Values that a notebook's volumes, mounts, custom machine and pool each allow, but not together: one row a rule, under
 * the API's names. The product derives its check failures from the rows, the simulator its refusals.
 * Pure: no row and no function asks the API.
 */
import type { ErrorCode } from "./error";
import { EFS_ADDRESS, OBS_FOLDER } from "./mount";
import { fieldOf } from "./shape";
import { isObjectStorage, objectStorageCategories } from "./volume";

export interface CombinationRule {
  /** The property that is wrong. */
  key: string;
  /** The rule is about these categories; about every category if this is undefined. */
  categories?: readonly string[];
  /** The rule is about this ownership; about both if this is undefined. */
  ownership?: "MANAGED" | "DEDICATED";
  /** The rule is about objects that declare this property, too. */
  withKey?: string;
  /**
   * What is wrong at `key`: a value is missing, there is a value, there is this value, or a text does not match.
   * A rule about a missing value is only for what is new: the API does not answer every property, so that an
   * imported notebook can't declare all of them.
   */
  wrong: "missing" | "declared" | { value: string } | { unlike: RegExp };
  /** Half a sentence that follows the property; `{category}` and `{withKey}` stand for what the object has. */
  reason: string;
  /** The API's error code; undefined if the API accepts the combination, and only the product refuses it. */
  code?: ErrorCode;
  /** True if the product leaves the refusal to the API. */
  isLeftToApi?: true;
}

const fileCategories = ["EVS", "EFS", "SFS"];
const sharedFileCategories = ["EFS", "SFS"];
const folder = "must be a folder, such as obs://bucket/folder/";
const ownEfsOnly = "is only for an EFS of your own";
const objectStorageOnly = "is only for object storage: set category to OBS or OBSFS";
const neededByCategory = "is required where category is {category}";
const neededByKey = "is required where {withKey} is declared";

/**
 * The main volume. Source: CreateNotebook of both clouds; the error codes 6702 and 6967. A missing property
 * is ModelArts.6335, a value that is not allowed ModelArts.6336.
 */
export const volumeRules: readonly CombinationRule[] = [
  {
    key: "ownership",
    categories: objectStorageCategories,
    wrong: { value: "MANAGED" },
    reason: "must be DEDICATED where category is {category}",
    code: "ModelArts.6702",
  },
  {
    key: "dew_secret_name",
    categories: objectStorageCategories,
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6967",
  },
  {
    key: "uri",
    categories: objectStorageCategories,
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6335",
  },
  {
    key: "uri",
    categories: objectStorageCategories,
    wrong: { unlike: OBS_FOLDER },
    reason: folder,
    code: "ModelArts.6336",
  },
  {
    key: "id",
    categories: objectStorageCategories,
    wrong: "declared",
    reason: ownEfsOnly,
    code: "ModelArts.6336",
  },
  {
    key: "capacity",
    categories: objectStorageCategories,
    wrong: "declared",
    reason: "is only for EVS and EFS",
  },
  {
    key: "ownership",
    categories: ["EVS"],
    wrong: { value: "DEDICATED" },
    reason: "must be MANAGED where category is {category}; a disk can't be DEDICATED",
    code: "ModelArts.6336",
  },
  ...["uri", "id"].flatMap((key): CombinationRule[] => [
    {
      key,
      categories: fileCategories,
      ownership: "MANAGED",
      wrong: "declared",
      reason: `${ownEfsOnly}: set ownership to DEDICATED`,
      code: "ModelArts.6336",
    },
    {
      key,
      categories: sharedFileCategories,
      ownership: "DEDICATED",
      wrong: "missing",
      reason: "is required where ownership is DEDICATED",
      code: "ModelArts.6335",
    },
  ]),
  ...["mount_path", "read_only", "dew_secret_name"].map((key): CombinationRule => ({
    key,
    categories: fileCategories,
    wrong: "declared",
    reason: objectStorageOnly,
  })),
];

/** Data volumes. Source: the error codes 6702, 6927 and 6967; VolumeMountRequest of Huawei Cloud's SDK. */
export const dataVolumeRules: readonly CombinationRule[] = [
  {
    key: "ownership",
    categories: ["OBSFS"],
    wrong: { value: "MANAGED" },
    reason: "must be DEDICATED where category is {category}",
    code: "ModelArts.6702",
  },
  {
    key: "ownership",
    categories: ["OBS"],
    wrong: { value: "MANAGED" },
    reason: "must be DEDICATED where category is {category}",
    code: "ModelArts.6702",
    isLeftToApi: true,
  },
  {
    key: "mount_path",
    categories: ["OBS"],
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6927",
  },
  { key: "dew_secret_name", categories: ["OBS"], wrong: "missing", reason: neededByCategory },
  {
    key: "id",
    categories: ["EFS"],
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6335",
  },
  {
    key: "ownership",
    categories: ["OBSFS"],
    wrong: "missing",
    reason: `${neededByCategory} (DEDICATED)`,
  },
  {
    key: "uri",
    categories: objectStorageCategories,
    wrong: { unlike: OBS_FOLDER },
    reason: folder,
  },
];

/** A custom machine. Source: NotebookCustomSpec of Huawei Cloud's SDK. */
export const customSpecRules: readonly CombinationRule[] = [
  ...["gpu", "gpu_type"].map((key): CombinationRule => ({
    key,
    categories: ["GPU"],
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6335",
  })),
  { key: "gpu", withKey: "gpu_type", wrong: "missing", reason: neededByKey },
  { key: "gpu_type", withKey: "gpu", wrong: "missing", reason: neededByKey },
];

/** Storage that is mounted into a running notebook. Source: "Mounting Storage" of both clouds. */
export const mountRules: readonly CombinationRule[] = [
  {
    key: "uri",
    categories: ["EFS"],
    wrong: { unlike: EFS_ADDRESS },
    reason: "must be an address such as da669f6e.sfsturbo.internal:/folder",
  },
  {
    key: "uri",
    categories: objectStorageCategories,
    wrong: { unlike: OBS_FOLDER },
    reason: folder,
    code: "ModelArts.6336",
  },
  {
    key: "efs_id",
    categories: ["EFS"],
    wrong: "missing",
    reason: neededByCategory,
    code: "ModelArts.6335",
  },
  {
    key: "efs_id",
    categories: objectStorageCategories,
    wrong: "declared",
    reason: "is only for category EFS",
  },
];

export interface Violation {
  key: string;
  /** Half a sentence that follows the property. */
  reason: string;
  /** Undefined if the API accepts the combination. */
  code?: ErrorCode;
  isLeftToApi?: true;
}

export interface Reading {
  /** Whether the object is to be created; if not, its missing properties are no violation. */
  isNew: boolean;
  /** Whether a preview does not know the value yet; such a value counts as declared. */
  isUnknown?: (value: unknown) => boolean;
  /** How violations spell the API's names. */
  rename?: (key: string) => string;
}

/**
 * The rules that an object breaks, at most one for each key, in the order of the rows.
 *
 * @param object a volume, a mount or a custom machine, with keys in snake case or camel case.
 */
export function violationsOf(
  rules: readonly CombinationRule[],
  object: object,
  { isNew, isUnknown = () => false, rename = (key) => key }: Reading,
): Violation[] {
  const broken = rules.filter((rule) => {
    const value = fieldOf(object, rule.key);
    if (!isAbout(rule, object)) return false;
    return rule.wrong === "missing"
      ? isNew && value === undefined
      : isWrong(rule, value, isUnknown);
  });
  return broken
    .filter(({ key }, index) => broken.findIndex((other) => other.key === key) === index)
    .map(({ key, withKey = "", wrong, reason, code, isLeftToApi }) => {
      const isText = typeof wrong === "object" && "unlike" in wrong;
      const found = isText ? `, but is ${JSON.stringify(fieldOf(object, key))}` : "";
      const filled = reason
        .replace("{category}", String(fieldOf(object, "category")))
        .replace("{withKey}", rename(withKey));
      return { key: rename(key), reason: filled + found, code, isLeftToApi };
    });
}

function isAbout({ categories, ownership, withKey }: CombinationRule, object: object): boolean {
  return (
    (categories === undefined || categories.includes(fieldOf(object, "category") as string)) &&
    (ownership === undefined || fieldOf(object, "ownership") === ownership) &&
    (withKey === undefined || fieldOf(object, withKey) !== undefined)
  );
}

function isWrong(
  { wrong }: CombinationRule,
  value: unknown,
  isUnknown: (value: unknown) => boolean,
): boolean {
  if (typeof wrong === "string") return value !== undefined;
  if ("value" in wrong) return value === wrong.value;
  return typeof value === "string" && !isUnknown(value) && !wrong.unlike.test(value);
}

/**
 * What only a dedicated pool has needs a `pool_id`: object storage as the main volume, and a custom machine.
 *
 * @param parts those that are to be created, of a notebook without a pool.
 * @returns undefined if none of them needs a pool.
 */
export function poolViolation(
  { volume, customSpec }: { volume?: object | null; customSpec?: object | null },
  rename: Reading["rename"] = (key) => key,
): Violation | undefined {
  const category = volume ? (fieldOf(volume, "category") as string | undefined) : undefined;
  const features = [
    ...(isObjectStorage(category) ? [`volume.category ${category}`] : []),
    ...(customSpec ? [rename("custom_spec")] : []),
  ];
  if (features.length === 0) return undefined;
  const reason = `is required for ${features.join(" and ")}, which only a dedicated pool has`;
  return { key: rename("pool_id"), reason, code: "ModelArts.6335" };
}
