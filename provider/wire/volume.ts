import { z } from "zod";
import { cloudText, openEnum } from "./shape";
import { DEFAULT_VOLUME_GB, MIN_VOLUME_GB, MAX_VOLUME_GB } from "./facts/limits";

export const volumeCategories = ["EVS", "EFS", "SFS", "OBS", "OBSFS"] as const;
export const volumeOwnerships = ["MANAGED", "DEDICATED"] as const;

/** Where the API mounts the main volume if create does not say it. Source: the detail page's example. */
export const DEFAULT_MOUNT_PATH = "/home/ma-user/work/";

/** Statuses of an EVS disk that can't be changed now. Source: Terraform's provider. */
export const busyVolumeStatuses: readonly string[] = ["RESIZING", "INITIALIZING", "DELETING"];

/** Object storage: a bucket (OBS) or a parallel file system (OBSFS). */
export const objectStorageCategories: readonly string[] = ["OBS", "OBSFS"];

export function isObjectStorage(category: string | undefined): boolean {
  return category !== undefined && objectStorageCategories.includes(category);
}

/** The name of a DEW secret with an access key. Without one, the API answers ModelArts.6967. */
export const dewSecretName = z
  .string()
  .regex(/^[-\w]{1,64}$/, "must be 1 to 64 letters, digits, - and _")
  .describe("The name of the DEW secret with the access key for OBS.");

/** The storage volume, as the detail API answers it. */
export const Volume = z.object({
  category: openEnum(volumeCategories)
    .optional()
    .describe(
      "`EVS` is the notebook's own disk, `EFS` (also `SFS`) a shared file system, `OBS` a bucket, " +
        "`OBSFS` a parallel file system.",
    ),
  ownership: openEnum(volumeOwnerships)
    .optional()
    .describe("`MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own."),
  capacity: z.number().optional().describe("Capacity in GB."),
  mount_path: z
    .string()
    .optional()
    .describe("The folder in the notebook where the volume is mounted."),
  status: cloudText()
    .optional()
    .describe("The volume's status; `RESIZING` while an EVS disk grows."),
  uri: z
    .string()
    .optional()
    .describe("The address of a dedicated volume, e.g. `obs://bucket/folder/`."),
  id: z.string().optional().describe("The id of a dedicated EFS."),
  read_only: z.boolean().optional().describe("Whether the volume is mounted read-only."),
  dew_secret_name: z
    .string()
    .optional()
    .describe("The name of the DEW secret with the access key for OBS."),
  evs_sku_code: z.string().optional().describe("The EVS disk's specification code."),
  mount_type: z
    .string()
    .optional()
    .describe(
      "`MAIN` is the notebook's main volume; a `DYNAMIC` one can be unmounted while the notebook runs.",
    ),
});

/** The storage volume in a create. Source: CreateNotebook of both clouds. */
export const VolumeRequest = z.object({
  category: z
    .enum(volumeCategories)
    .describe(
      "`EVS` is the notebook's own disk, `EFS` (also `SFS`) a shared file system; on Huawei Cloud " +
        "also `OBS`, a bucket, and `OBSFS`, a parallel file system.",
    ),
  ownership: z
    .enum(volumeOwnerships)
    .describe("`MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own."),
  capacity: z
    .int("must be a whole number of GB")
    .min(MIN_VOLUME_GB, `must be at least ${MIN_VOLUME_GB} GB`)
    .max(MAX_VOLUME_GB, `must be at most ${MAX_VOLUME_GB} GB`)
    .optional()
    .describe(
      `Capacity in GB; by default ${DEFAULT_VOLUME_GB.EVS} for EVS and ${DEFAULT_VOLUME_GB.EFS} for EFS. ` +
        "An EVS disk can grow later.",
    ),
  uri: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe(
      "The address of your own storage: the export of an EFS, or the folder in object storage, e.g. " +
        "`obs://bucket/folder/`.",
    ),
  id: z.string().min(1, "must not be empty").optional().describe("The id of a dedicated EFS."),
  mount_path: z
    .string()
    .startsWith("/", "must begin with /")
    .max(256, "must have at most 256 characters")
    .optional()
    .describe("The folder in the notebook where object storage is mounted."),
  read_only: z.boolean().optional().describe("Whether object storage is mounted read-only."),
  dew_secret_name: dewSecretName
    .optional()
    .describe(
      "The name of the DEW secret with the access key for object storage. Required for OBS and OBSFS.",
    ),
});
