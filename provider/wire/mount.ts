import { z } from "zod";
import { cloudText, openEnum } from "./shape";
import { mountStatuses } from "./facts/statuses";

export const mountCategories = ["OBS", "OBSFS", "EFS"] as const;

/** Storage that is mounted into a running notebook. Source: "Dynamic Mounting" (Huawei Cloud). */
export const Mount = z.object({
  id: cloudText().describe("The mount's id within its notebook."),
  category: openEnum(mountCategories)
    .optional()
    .describe("The kind of storage; a parallel file system may be answered as `OBSFS`."),
  uri: z
    .string()
    .optional()
    .describe("The folder, e.g. `obs://bucket/folder/`, or the address of an SFS Turbo."),
  mount_path: z.string().optional().describe("The folder in the notebook, e.g. `/data/folder/`."),
  status: openEnum(Object.keys(mountStatuses))
    .optional()
    .describe("The mount's status; a `MOUNTED` one can be used."),
  failure_reason: cloudText().optional().describe("Why mounting failed, if it did."),
  efs_id: z.string().optional().describe("The id of the SFS Turbo file system."),
  mount_type: openEnum(["STATIC", "DYNAMIC"])
    .optional()
    .describe("`DYNAMIC` can be mounted and unmounted while the notebook runs."),
});

/** The request that mounts storage. Source: AttachDynamicStorage (Huawei Cloud), "OBS Storage Mounting" (OTC). */
export const MountRequest = z.object({
  category: z
    .enum(mountCategories)
    .optional()
    .describe(
      "The kind of storage: `OBS` (default) or `OBSFS` for object storage, `EFS` for SFS Turbo. The " +
        "latter two on Huawei Cloud only.",
    ),
  uri: z
    .string()
    .min(1, "must not be empty")
    .max(256, "must have at most 256 characters")
    .describe(
      "The folder to mount, e.g. `obs://bucket/folder/`; of an SFS Turbo its address, e.g. " +
        "`da669f6e.sfsturbo.internal:/folder`.",
    ),
  mount_path: z
    .string()
    .max(256, "must have at most 256 characters")
    .regex(
      /^\/data(?:\/(?!\.{1,2}(?:\/|$))[^/\s]+)+\/?$/,
      "must be a folder below /data/, such as /data/folder/",
    )
    .describe("The folder in the notebook: a folder below `/data/`, e.g. `/data/folder/`."),
  efs_id: z
    .string()
    .regex(z.regexes.guid, "must be a UUID")
    .optional()
    .describe("The id of the SFS Turbo file system. Needed where category is EFS."),
});

/** How a folder in object storage is written. */
export const OBS_FOLDER = /^obs:\/\/[^/\s]+\/(?:[^/]+\/)*$/;

/** How a folder of an SFS Turbo file system is written: `host:/folder`. */
export const EFS_ADDRESS = /^[^\s/:]+:\/(?!\/)\S*$/;
