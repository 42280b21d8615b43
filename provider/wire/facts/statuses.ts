/**
 * The statuses of the API's resources, and what each means to code that waits: a `moving` status changes without
 * a request, a `settled` status stays until a request changes it, a `failed` status ends every wait, and `gone`
 * means that the resource no longer exists. This file loads no schema library, so that rules can use it.
 */
export type StatusMeaning = "moving" | "settled" | "failed" | "gone";

export const notebookStatuses = {
  INIT: "moving",
  CREATING: "moving",
  STARTING: "moving",
  STOPPING: "moving",
  DELETING: "moving",
  SNAPSHOTTING: "moving",
  RUNNING: "settled",
  STOPPED: "settled",
  CREATE_FAILED: "failed",
  START_FAILED: "failed",
  DELETE_FAILED: "failed",
  ERROR: "failed",
  FROZEN: "failed",
  DELETED: "gone",
} as const satisfies Record<string, StatusMeaning>;

export type NotebookStatus = keyof typeof notebookStatuses;
export const statusNames = Object.keys(notebookStatuses) as NotebookStatus[];

export const mountStatuses = {
  MOUNTING: "moving",
  MOUNTED: "settled",
  MOUNT_FAILED: "failed",
  UNMOUNTING: "moving",
  UNMOUNT_FAILED: "settled",
  UNMOUNTED: "gone",
} as const satisfies Record<string, StatusMeaning>;

export const imageStatuses = {
  INIT: "moving",
  CREATING: "moving",
  ACTIVE: "settled",
  CREATE_FAILED: "failed",
  ERROR: "failed",
  DELETED: "gone",
} as const satisfies Record<string, StatusMeaning>;

/** The status that each moving status of a notebook leads to, unless the operation fails. */
export const nextNotebookStatus: Readonly<Partial<Record<string, NotebookStatus>>> = {
  CREATING: "RUNNING",
  STARTING: "RUNNING",
  SNAPSHOTTING: "RUNNING",
  STOPPING: "STOPPED",
  DELETING: "DELETED",
};

/** Where a notebook will be: the status that a moving status leads to, or the status as it is. */
export function restingStatus(status: string | undefined): string | undefined {
  return nextNotebookStatus[status ?? ""] ?? status;
}
