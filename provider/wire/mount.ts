import { z } from "zod";
import { openEnum } from "./shape";

/** What each status means to someone who waits, as `notebookStatuses` says it of a notebook. */
export const mountStatuses = {
  MOUNTING: "moving",
  MOUNTED: "settled",
  MOUNT_FAILED: "failed",
  UNMOUNTING: "moving",
  UNMOUNT_FAILED: "settled",
  UNMOUNTED: "gone",
} as const;

/** An OBS folder that is mounted into a running notebook. Source: "Dynamic Mounting" (Huawei Cloud). */
export const Mount = z.object({
  id: z.string().describe("The mount's id within its notebook."),
  category: openEnum(["OBS", "OBSFS"])
    .optional()
    .describe("The kind of storage; a parallel file system may be answered as `OBSFS`."),
  uri: z.string().optional().describe("The OBS folder, e.g. `obs://bucket/folder/`."),
  mount_path: z.string().optional().describe("Where it is in the notebook, e.g. `/data/folder/`."),
  status: openEnum(Object.keys(mountStatuses))
    .optional()
    .describe("How far mounting is; `MOUNTED` can be used."),
});

export const MountRequest = z.object({
  category: z.enum(["OBS"]).optional().describe("The kind of storage; `OBS` by default."),
  uri: z
    .string()
    .regex(/^obs:\/\/[^/\s]+\/(?:[^/]+\/)*$/, "must be a folder, such as obs://bucket/folder/")
    .describe("The OBS folder to mount, e.g. `obs://bucket/folder/`."),
  mount_path: z
    .string()
    .regex(
      /^\/data\/(?:(?!\.{1,2}\/)[^/\s]+\/)+$/,
      "must be a folder below /data/, such as /data/folder/",
    )
    .describe("Where it is to be in the notebook: a folder below `/data/`, e.g. `/data/folder/`."),
});
