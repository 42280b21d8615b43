/** What the properties of a notebook's volumes allow by themselves, but not together. */
import { isDeepStrictEqual } from "node:util";
import { OBS_FOLDER } from "../../../wire/mount";
import { isObjectStorage } from "../../../wire/volume";
import type { CheckFailure } from "../../../engine/check-failure";
import { answeredVolume } from "../data-volumes";
import { UNKNOWN } from "../../../engine/unknown";
import type { NotebookInputs } from "../inputs";

type Declared = Partial<NotebookInputs>;
type Volume = NonNullable<Declared["volume"]>;
type DataVolume = NonNullable<Declared["dataVolumes"]>[number];
type Fail = (property: string, reason: string) => void;

/**
 * @param isNew whether there is no volume yet: of one that exists the API does not answer everything, so
 *   that an imported notebook can't declare it.
 */
export function volumeFailures({ volume }: Declared, isNew: boolean): CheckFailure[] {
  if (typeof volume !== "object" || volume === null || !isKnown(volume.category)) return [];
  return isObjectStorage(volume.category)
    ? objectStorageFailures(volume, isNew)
    : fileStorageFailures(volume, isNew);
}

function objectStorageFailures(volume: Volume, isNew: boolean): CheckFailure[] {
  const { category, ownership, uri } = volume;
  const { failures, fail } = collect();
  if (ownership === "MANAGED") {
    fail("volume.ownership", `must be DEDICATED where category is ${category}`);
  }
  if (isKnown(uri)) rejectNoFolder(fail, "volume.uri", uri);
  if (volume.capacity !== undefined) fail("volume.capacity", "is only for EVS and EFS");
  if (volume.id !== undefined) fail("volume.id", "is only for an EFS of your own");
  for (const key of isNew ? (["uri", "dewSecretName"] as const) : []) {
    if (volume[key] === undefined) {
      fail(`volume.${key}`, `is required where category is ${category}`);
    }
  }
  return failures;
}

function fileStorageFailures(volume: Volume, isNew: boolean): CheckFailure[] {
  const { category, ownership } = volume;
  const { failures, fail } = collect();
  for (const key of ["mountPath", "readOnly", "dewSecretName"] as const) {
    if (volume[key] !== undefined) {
      fail(`volume.${key}`, "is only for object storage: set category to OBS or OBSFS");
    }
  }
  if (!isKnown(ownership)) return failures;
  const isDedicated = ownership === "DEDICATED";
  if (isDedicated && category === "EVS") {
    fail("volume.ownership", "must be MANAGED where category is EVS; a disk can't be DEDICATED");
  }
  for (const key of ["uri", "id"] as const) {
    if (volume[key] !== undefined && !isDedicated) {
      fail(`volume.${key}`, "is only for an EFS of your own: set ownership to DEDICATED");
    }
    if (isNew && isDedicated && category !== "EVS" && volume[key] === undefined) {
      fail(`volume.${key}`, "is required where ownership is DEDICATED");
    }
  }
  return failures;
}

/** What the API does not answer is only needed of data volumes that the state does not have yet. */
export function dataVolumeFailures({ dataVolumes }: Declared, olds: Declared): CheckFailure[] {
  if (!Array.isArray(dataVolumes)) return [];
  const { failures, fail } = collect();
  (dataVolumes as unknown[]).forEach((given, index) => {
    if (typeof given !== "object" || given === null) return;
    const volume = given as DataVolume;
    const at = `dataVolumes[${index}]`;
    const { category, ownership, uri } = volume;
    if (isObjectStorage(category) && isKnown(uri)) rejectNoFolder(fail, `${at}.uri`, uri);
    if (category === "OBSFS" && ownership === "MANAGED") {
      fail(`${at}.ownership`, "must be DEDICATED where category is OBSFS");
    }
    if (isDeclaredBefore(volume, olds)) return;
    for (const key of needs[category] ?? []) {
      if (volume[key] === undefined) {
        const value = key === "ownership" ? " (DEDICATED)" : "";
        fail(`${at}.${key}`, `is required where category is ${category}${value}`);
      }
    }
  });
  return failures;
}

/** Source: ModelArts.6927 (OBS without mount_path), ModelArts.6967 (OBS without a secret), VolumeMountRequest. */
const needs: Readonly<
  Record<string, readonly ("mountPath" | "dewSecretName" | "id" | "ownership")[]>
> = { OBS: ["mountPath", "dewSecretName"], EFS: ["id"], OBSFS: ["ownership"] };

function isDeclaredBefore(volume: DataVolume, { dataVolumes = [] }: Declared): boolean {
  return dataVolumes.some((old) => isDeepStrictEqual(answeredVolume(old), answeredVolume(volume)));
}

function rejectNoFolder(fail: Fail, property: string, uri: string): void {
  if (typeof uri !== "string" || OBS_FOLDER.test(uri)) return;
  fail(property, `must be a folder, such as obs://bucket/folder/, but is ${JSON.stringify(uri)}`);
}

function isKnown<Value>(value: Value | undefined): value is Value {
  return value !== undefined && (value as unknown) !== UNKNOWN;
}

function collect(): { failures: CheckFailure[]; fail: Fail } {
  const failures: CheckFailure[] = [];
  return { failures, fail: (property, reason) => void failures.push({ property, reason }) };
}
