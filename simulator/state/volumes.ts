/** How the volumes of a request are answered. */
import type { z } from "zod";
import { defaultVolumeGb } from "pulumi-modelarts/wire/facts/limits";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { DEFAULT_MOUNT_PATH, isObjectStorage } from "pulumi-modelarts/wire/volume";
import type { WireNotebook, WireVolume } from "../wire";

type Create = z.output<typeof CreateNotebook>;
type DataVolume = NonNullable<Create["data_volumes"]>[number];

export function volumeFrom(volume: Create["volume"]): WireVolume {
  const { category, ownership, capacity, uri, id, mount_path, read_only } = volume;
  const common = {
    category,
    ownership,
    mount_path: mount_path ?? DEFAULT_MOUNT_PATH,
    ...(uri !== undefined && { uri }),
  };
  if (isObjectStorage(category)) {
    return {
      ...common,
      dew_secret_name: volume.dew_secret_name,
      ...(read_only !== undefined && { read_only }),
      status: "IN_USE",
      mount_type: "MAIN",
    };
  }
  return {
    ...common,
    capacity: capacity ?? defaultVolumeGb(category),
    ...(id !== undefined && { id }),
  };
}

/** A bucket (OBS) is accepted but not mounted, and no error says so. Source: Huawei Cloud's CreateNotebook. */
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
