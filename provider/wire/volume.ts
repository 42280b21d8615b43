import { z } from "zod";
import { openEnum } from "./shape";

export const volumeCategories = ["EVS", "EFS", "SFS"] as const;
export const volumeOwnerships = ["MANAGED", "DEDICATED"] as const;

export const MIN_VOLUME_GB = 5;
export const MAX_VOLUME_GB = 4096;

/** What the API takes when no capacity is given. */
export const DEFAULT_VOLUME_GB: Readonly<Record<string, number>> = { EVS: 5, EFS: 50, SFS: 50 };

/** The storage volume, as the detail API answers it. */
export const Volume = z.object({
  category: openEnum(volumeCategories)
    .optional()
    .describe("`EVS` is a disk of the notebook's own, `EFS` (also `SFS`) a shared file system."),
  ownership: openEnum(volumeOwnerships)
    .optional()
    .describe("`MANAGED` storage goes with the notebook, `DEDICATED` storage is your own EFS."),
  capacity: z.int().optional().describe("Capacity in GB."),
  mount_path: z.string().optional().describe("Where the volume is mounted in the notebook."),
  status: z.string().optional().describe("`RESIZING` while an EVS disk grows."),
  uri: z.string().optional().describe("Where a dedicated EFS is exported."),
  id: z.string().optional().describe("The id of a dedicated EFS."),
  read_only: z.boolean().optional().describe("Whether the volume is mounted read-only."),
  dew_secret_name: z.string().optional().describe("The DEW secret that opens the volume."),
  evs_sku_code: z.string().optional().describe("The EVS disk's specification code."),
  mount_type: z.string().optional().describe("How the volume is mounted."),
});

/** The storage volume, as create asks for it. */
export const VolumeRequest = z.object({
  category: z
    .enum(volumeCategories)
    .describe("`EVS` is a disk of the notebook's own, `EFS` (also `SFS`) a shared file system."),
  ownership: z
    .enum(volumeOwnerships)
    .describe("`MANAGED` storage goes with the notebook, `DEDICATED` storage is your own EFS."),
  capacity: z
    .int("must be a whole number of GB")
    .min(MIN_VOLUME_GB, `must be at least ${MIN_VOLUME_GB} GB`)
    .max(MAX_VOLUME_GB, `must be at most ${MAX_VOLUME_GB} GB`)
    .optional()
    .describe("Capacity in GB; by default 5 for EVS and 50 for EFS. An EVS disk can grow later."),
  uri: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("Where a dedicated EFS is exported."),
  id: z.string().min(1, "must not be empty").optional().describe("The id of a dedicated EFS."),
});
