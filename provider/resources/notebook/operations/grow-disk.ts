/**
 * Grows the EVS disk of a running notebook in steps, each a separate request that is waited for. Source: the user
 * manual (at most 100 GB at a time) and pull request 9597 of terraform-provider-huaweicloud (only while the
 * notebook runs).
 */
import { ApiError, isUnsure } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { busyVolumeStatuses } from "../../../wire/volume";
import { put } from "./steps";
import { lookAfter, type Task } from "../../tasks/task";
import { watch } from "../../tasks/watch";
import { VOLUME_STEP_GB } from "../../../wire/facts/limits";

/**
 * @param from the live size in GB.
 * @param to the declared size in GB.
 * @returns the notebook with the grown disk; undefined if the notebook is gone.
 */
export async function growDisk(
  task: Task,
  from: number,
  to: number,
): Promise<NotebookDetail | undefined> {
  let detail: NotebookDetail | undefined;
  for (let size = from; size < to;) {
    size = Math.min(to, size + VOLUME_STEP_GB);
    task.log(`growing the disk to ${size} GB`, true);
    await growTo(task, size);
    detail = await untilDiskIs(task, size);
    if (detail === undefined) return undefined;
  }
  return detail;
}

/**
 * After a lost answer or a refusal, the disk itself tells: it has the new size, or is growing. (The client repeats a
 * request whose answer is lost, and the repeated request is then refused because the disk has that size.)
 */
async function growTo(task: Task, size: number): Promise<void> {
  try {
    await put(task, { storageNewSize: size });
  } catch (error) {
    if (!(error instanceof ApiError) && !isUnsure(error)) throw error;
    const { client } = lookAfter(task);
    const detail = await client.showNotebook({ id: task.id }).catch(() => undefined);
    const { capacity = 0, status = "" } = detail?.volume ?? {};
    if (capacity < size && !busyVolumeStatuses.includes(status)) throw error;
  }
}

function untilDiskIs(task: Task, size: number): Promise<NotebookDetail | undefined> {
  return watch<NotebookDetail>(task, {
    read: () => task.client.showNotebook({ id: task.id }),
    isDone: ({ volume }) =>
      (volume?.capacity ?? 0) >= size && !busyVolumeStatuses.includes(volume?.status ?? ""),
  });
}
