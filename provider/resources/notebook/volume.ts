/** The notebook's main volume: what the state keeps of it, and how a program would declare it. */
import { isObjectStorage } from "../../wire/volume";
import type { NotebookState } from "./inputs";
import { defaultVolumeGb } from "../../wire/facts/limits";

type Volume = NotebookState["volume"];

/** Properties of object storage that may be missing in an answer. */
const possiblyMissing = ["mountPath", "readOnly", "dewSecretName"] as const;

/** The live volume; properties of object storage that the API did not return stay as they were declared. */
export function volumeState(
  { volume }: { volume?: Volume },
  retained: { volume?: Volume },
): Volume | undefined {
  if (volume === undefined || !isObjectStorage(volume.category)) return volume;
  const kept = possiblyMissing.map((key) => [key, volume[key] ?? retained.volume?.[key]]);
  return { ...volume, ...(Object.fromEntries(kept) as Volume) };
}

/** The volume as a program would declare it, without the API's defaults. */
export function declaredVolume(volume: Volume) {
  if (volume === undefined) return undefined;
  const { category, ownership, uri, id, mountPath, dewSecretName } = volume;
  if (isObjectStorage(category)) {
    const readOnly = volume.readOnly === true ? true : undefined;
    return { category, ownership, uri, mountPath, readOnly, dewSecretName };
  }
  const isDedicated = ownership === "DEDICATED";
  const isDefaultSize = volume.capacity === defaultVolumeGb(category);
  return {
    category,
    ownership,
    capacity: isDefaultSize ? undefined : volume.capacity,
    uri: isDedicated ? uri : undefined,
    id: isDedicated ? id : undefined,
  };
}
