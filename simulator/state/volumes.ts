/** Storage and machines made to measure: which parts go together, and how they are answered. */
import type { z } from "zod";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { isObjectStorage } from "pulumi-modelarts/wire/volume";
import { ApiError } from "../answers/errors";
import type { WireNotebook, WireVolume } from "../wire";
import { DEFAULT_VOLUME_GB } from "pulumi-modelarts/wire/limits";

type Create = z.output<typeof CreateNotebook>;
type Volume = Create["volume"];
type DataVolume = NonNullable<Create["data_volumes"]>[number];

const OBS_URI = /^obs:\/\/[^/\s]+/;

/** @throws ApiError where the parts of the main volume don't go together. */
export function checkVolume(volume: Volume, poolId: string | undefined): void {
  if (isObjectStorage(volume.category)) return checkObjectStorage(volume, poolId);
  const { category, ownership, uri, id } = volume;
  if (ownership === "DEDICATED" && category === "EVS") {
    throw new ApiError("ModelArts.6336", "volume.ownership: DEDICATED is not for EVS.");
  }
  for (const [name, value] of Object.entries({ uri, id })) {
    if (value !== undefined && ownership !== "DEDICATED") {
      throw new ApiError("ModelArts.6336", `volume.${name}: is for DEDICATED storage only.`);
    }
  }
}

function checkObjectStorage(volume: Volume, poolId: string | undefined): void {
  if (volume.ownership === "MANAGED") throw new ApiError("ModelArts.6702", "volume.ownership.");
  if (volume.dew_secret_name === undefined) {
    throw new ApiError("ModelArts.6967", "volume.dew_secret_name.");
  }
  if (poolId === undefined) {
    throw new ApiError("ModelArts.6335", "pool_id: object storage needs a dedicated pool.");
  }
  if (volume.uri === undefined) throw new ApiError("ModelArts.6335", "volume.uri.");
  if (!OBS_URI.test(volume.uri)) {
    throw new ApiError("ModelArts.6336", "volume.uri: must be like obs://bucket/folder/.");
  }
  if (volume.id !== undefined) {
    throw new ApiError("ModelArts.6336", "volume.id: is for file systems only.");
  }
}

export function volumeFrom(volume: Volume): WireVolume {
  const { category, ownership, capacity, uri, id, mount_path, read_only } = volume;
  const place = {
    mount_path: mount_path ?? "/home/ma-user/work/",
    ...(uri !== undefined && { uri }),
  };
  if (isObjectStorage(category)) {
    const { dew_secret_name } = volume;
    return {
      ...{ category, ownership, ...place, dew_secret_name },
      ...(read_only !== undefined && { read_only }),
      status: "IN_USE",
      mount_type: "MAIN",
    };
  }
  return {
    ...{ category, ownership, ...place },
    capacity: capacity ?? DEFAULT_VOLUME_GB[category],
    ...(id !== undefined && { id }),
  };
}

/** @throws ApiError where the parts of a further volume don't go together. */
export function checkDataVolumes(volumes: readonly DataVolume[] = []): void {
  for (const [index, { category, ownership, mount_path, id }] of volumes.entries()) {
    const at = `data_volumes.${index}`;
    if (isObjectStorage(category) && ownership === "MANAGED") {
      throw new ApiError("ModelArts.6702", `${at}.ownership.`);
    }
    if (category === "OBS" && mount_path === undefined) {
      throw new ApiError("ModelArts.6927", `${at}.mount_path.`);
    }
    if (category === "EFS" && id === undefined) throw new ApiError("ModelArts.6335", `${at}.id.`);
  }
}

/** OBS is accepted but not mounted, and no error says so. Source: Huawei Cloud's CreateNotebook. */
export function dataVolumeFrom({
  category,
  mount_path,
  uri,
}: DataVolume): NonNullable<WireNotebook["data_volumes"]>[number] {
  return {
    category,
    ...(mount_path !== undefined && { mount_path }),
    ...(uri !== undefined && { url: uri }),
    ...(category !== "OBS" && { status: "MOUNTED" }),
    mount_type: category === "OBSFS" ? "DYNAMIC" : "STATIC",
  };
}

/** @throws ApiError where a machine made to measure lacks something or has no pool to run in. */
export function checkCustomSpec(spec: Create["custom_spec"], poolId: string | undefined): void {
  if (spec === undefined) return;
  if (poolId === undefined) {
    throw new ApiError("ModelArts.6335", "pool_id: custom_spec needs a dedicated pool.");
  }
  const missing = (["gpu", "gpu_type"] as const).find((field) => spec[field] === undefined);
  if (spec.category === "GPU" && missing !== undefined) {
    throw new ApiError("ModelArts.6335", `custom_spec.${missing}: is needed in a GPU pool.`);
  }
}
