/**
 * Limits and defaults of the API. This file loads no schema library, so that rules and programs can use it.
 * Limits of leases are in `lease-time.ts`.
 */

/** The most addresses that one whitelist holds. Source: "Creating a Notebook Instance" (both clouds). */
export const MAX_ALLOWED_IPS = 5;

/** Sizes of a volume in GB. Source: as above. */
export const MIN_VOLUME_GB = 5;
export const MAX_VOLUME_GB = 4096;
/** By how many GB an EVS disk can grow at a time. Source: the user manual, the smaller of its two numbers. */
export const VOLUME_STEP_GB = 100;
/** The capacity in GB that the API uses if a request has none. */
export const DEFAULT_VOLUME_GB = { EVS: 5, EFS: 50, SFS: 50 } as const;

/** The same by the volume's category; undefined if that category has no default, as object storage. */
export function defaultVolumeGb(category: string | undefined): number | undefined {
  const sizes: Readonly<Record<string, number>> = DEFAULT_VOLUME_GB;
  return category !== undefined && Object.hasOwn(sizes, category) ? sizes[category] : undefined;
}

/** The least memory of a custom machine in MB. Source: NotebookCustomSpec of Huawei Cloud's SDK. */
export const MIN_CUSTOM_MEMORY_MB = 513;
/** The least number of vCPUs of a custom machine. Source: as above. */
export const MIN_CUSTOM_CPUS = 0.4;

/** The most tags of one notebook. */
export const MAX_TAGS = 20;

/** The workspace of a notebook whose create request names none. Source: CreateNotebook of both clouds. */
export const DEFAULT_WORKSPACE = "0";
/** The feature of free notebooks (CodeLab). Source: as above. */
export const CODELAB = "DEFAULT";
/** The feature of billed notebooks, which a create request without a feature makes. Source: as above. */
export const DEFAULT_FEATURE = "NOTEBOOK";
/** The category that is sent for a mount that declares none. Terraform's provider always sends a category, too. */
export const DEFAULT_MOUNT_CATEGORY = "OBS";
