/** Storage that is mounted into a notebook: `NotebookStorage`. Its id is `notebookId/storageId`. */
import { DEFAULT_MOUNT_CATEGORY } from "../../wire/facts/limits";
import { z } from "zod";
import { isGone, ModelArtsError } from "../../client/errors";
import { Mount, MountRequest } from "../../wire/mount";
import { printable, withCode } from "../../wire/printable";
import { camelShape, type Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import {
  noNotebook,
  notebookIdInput,
  NotRunningError,
  statusOf,
  throwNoNotebook,
  withRunning,
} from "../tasks/running-notebook";
import { immutable } from "../immutable";
import { mountFailures } from "./check";
import { attempt } from "../tasks/attempt";
import type { Found } from "../tasks/create-request";
import { sendCreate } from "../tasks/lost-create";
import type { Context, Task } from "../tasks/task";
import { watch } from "../tasks/watch";
import { mountStatuses } from "../../wire/facts/statuses";

type Detail = Camel<z.output<typeof Mount>>;

const wireInputs = MountRequest.extend({ notebook_id: notebookIdInput });
const StorageInputs = camelShape(wireInputs).extend(LocationShape.shape);
type Inputs = Camel<z.input<typeof wireInputs>>;

export const storageMount = immutable<Inputs, Detail>({
  className: "NotebookStorage",
  noun: "storage mount",
  idPartCount: 2,
  description:
    "A folder in object storage, or on an SFS Turbo, that is mounted into a running ModelArts notebook.",
  inputs: StorageInputs,
  creation: StorageInputs,
  outputs: camelShape(Mount),
  retained: ["notebookId"],
  fields: [
    { path: "notebookId", change: "replace" },
    { path: "uri", change: "replace" },
    { path: "mountPath", change: "replace" },
    { path: "category", change: "replace" },
    { path: "efsId", change: "replace" },
    { path: "status", change: "read" },
    { path: "failureReason", change: "read" },
    { path: "mountType", change: "read" },
  ],
  statuses: mountStatuses,
  ready: "MOUNTED",
  undeletable: "UNMOUNT_FAILED",
  failReason: ({ failureReason }) => failureReason,
  timeouts: { create: 10 * 60_000, delete: 10 * 60_000 },

  isEqual: (path, declared, live) =>
    path === "category"
      ? kindOf(declared) === kindOf(live)
      : declared === live || slashed(declared) === slashed(live),

  needsDeleteBeforeReplace: (state, newInputs) =>
    state["notebookId"] === newInputs["notebookId"] &&
    isOverlapping(String(state["mountPath"]), String(newInputs["mountPath"])),

  contradictions: mountFailures,

  invalidIdReason(id) {
    const { notebookId, storageId } = parts(id);
    if (z.regexes.guid.test(notebookId) && /^[^/]+$/.test(storageId)) return undefined;
    return `the id must be the notebook's id, a slash and the storage's id, but is "${id}"`;
  },

  async send(task, inputs) {
    const { id: notebookId } = task;
    const { category = DEFAULT_MOUNT_CATEGORY, uri, mountPath, efsId } = inputs;
    const body = { category, uri, mountPath, efsId };
    /** The mounts from before the request. */
    let known: readonly (string | undefined)[] = [];
    const isSame = (mount: Detail, name: string) =>
      !known.includes(mount.id) && isAlive(mount) && nameOf(mount) === name;
    return sendCreate<Detail>(task, {
      journalKey: inputs.__journalKey,
      noun: "storage mount",
      name: nameOf(inputs),
      body: { notebookId, ...body },
      async existing(isTaken) {
        const before = await mountsWhenIdle(task).catch((error: unknown) => {
          throw isGone(error) ? noNotebook(task.doing, notebookId) : error;
        });
        known = before.map(({ id }) => id);
        return existing(task, before, inputs, isTaken);
      },
      async send() {
        const mount = await withRunning(task, notebookId, task.doing, () =>
          attempt(task, undefined, [], () => task.client.attachStorage({ id: notebookId, body })),
        );
        return mount ?? throwNoNotebook(task.doing, notebookId);
      },
      list: (_, client) => mountsOf({ ...task, client }, notebookId),
      find: (id) => findMount(task, id),
      idOf: ({ id }) => id && `${notebookId}/${id}`,
      isCandidate: (mount, name) => isSame(mount, name),
      isEqual: (mount) => isSame(mount, nameOf(inputs)),
      notFound: () =>
        `Whether the storage was mounted is unknown: notebook ${notebookId} has no new mount of ${uri} at ` +
        `${mountPath}. The next \`pulumi up\` looks for it again.`,
    });
  },

  find: findMount,

  /**
   * The API does not list the mounts of a stopped notebook completely. So if the notebook does not run, neither a
   * refusal nor a list without the mount proves that the mount is gone.
   */
  isTemporarilyUnreadable: (error) => error instanceof NotRunningError,
  isTransient: (error) => error instanceof NotRunningError && error.isTransient,

  /**
   * The mount is gone if its notebook is gone. If the notebook does not run, the mount is only removed from the state,
   * and a message says so. The data is in the storage. So `pulumi destroy` does not need a running notebook.
   */
  async remove(task) {
    const { notebookId, storageId } = parts(task.id);
    try {
      const found = await untilMounted(task);
      if (found === undefined || found.status === "UNMOUNTING") return true;
      await withRunning(task, notebookId, task.doing, () =>
        attempt({ ...task, id: notebookId }, "gone", ["gone"], () =>
          task.client.detachStorage({ id: notebookId, storageId }),
        ),
      );
      return true;
    } catch (error) {
      if (!(error instanceof NotRunningError)) throw error;
      task.log(
        withCode(
          `storage mount ${task.id}: removed from the state without unmounting, because its notebook does not run. ` +
            "If you keep the notebook and its next start mounts the storage again, unmount it in the console.",
          "modelarts/kept",
        ),
      );
      return false;
    }
  },

  propertiesOf(id, { category, uri, mountPath, status, failureReason, efsId, mountType }) {
    const { notebookId } = parts(id);
    return { notebookId, category, uri, mountPath, status, failureReason, efsId, mountType };
  },

  /** Object storage is the default, so its category is left out. */
  inputsOf: ({ notebookId, uri, mountPath, category, efsId }: Partial<Inputs>) =>
    category === "EFS"
      ? { notebookId, uri, mountPath, category, efsId }
      : { notebookId, uri, mountPath },
});

/** @throws NotRunningError if the list does not have the mount and the notebook does not run. */
async function findMount(
  context: Pick<Context, "client" | "clock" | "signal">,
  id: string,
): Promise<Detail | undefined> {
  const { notebookId, storageId } = parts(id);
  const doing = "Reading the storage mounts";
  try {
    const found = (await mountsOf(context, notebookId)).find((mount) => mount.id === storageId);
    if (found !== undefined && found.status !== "UNMOUNTED") return found;
    const status = await statusOf(context, notebookId);
    if (status === "RUNNING") return undefined;
    throw new NotRunningError(doing, notebookId, status);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * Waits until the storage is mounted: a mount that is still MOUNTING can't be unmounted. While the notebook's
 * status is changing, the mount's status can't be read, so the wait continues.
 * Source: "Dynamic Unmounting" (Huawei Cloud).
 */
function untilMounted(task: Task): Promise<Partial<Detail> | undefined> {
  return watch<Partial<Detail>>(task, {
    noun: "storage mount",
    read: () =>
      findMount(task, task.id).catch((error: unknown) => {
        if (error instanceof NotRunningError && error.isTransient) return {};
        throw error;
      }),
    isDone: ({ status }) => status !== "MOUNTING",
  });
}

function parts(id: string): { notebookId: string; storageId: string } {
  const [notebookId = "", ...rest] = id.split("/");
  return { notebookId, storageId: rest.join("/") };
}

async function mountsOf(
  context: Pick<Context, "client" | "clock" | "signal">,
  notebookId: string,
): Promise<Detail[]> {
  const { data } = await withRunning(context, notebookId, "Reading the storage mounts", () =>
    context.client.listStorages({ id: notebookId }),
  );
  return data;
}

/** Lists the mounts once no other operation runs on the notebook, such as saving it as an image. */
async function mountsWhenIdle(task: Task): Promise<Detail[]> {
  const page = await withRunning(task, task.id, task.doing, () =>
    attempt(task, undefined, [], () => task.client.listStorages({ id: task.id })),
  );
  return page?.data ?? [];
}

/**
 * A mount of the declared folder at the declared path: a create whose answer was lost made it, or somebody who wanted
 * the same. A path has one mount, and unmounting deletes no data, so it is adopted without proof.
 *
 * @throws ModelArtsError if the path has another mount, or if the mount belongs to another resource.
 */
function existing(
  { id: notebookId, doing }: Task,
  before: readonly Detail[],
  inputs: Inputs,
  isTaken: (id: string) => boolean,
): Found<Detail> | undefined {
  const { mountPath } = inputs;
  const detail = before.find((mount) => mount.status !== "UNMOUNTED" && isAt(mount, mountPath));
  if (detail?.id === undefined) return undefined;
  const id = `${notebookId}/${detail.id}`;
  const isSame = nameOf(detail) === nameOf(inputs) && isSameStorage(detail, inputs);
  if (isAlive(detail) && isSame && !isTaken(id)) return { id, detail };
  throw new ModelArtsError(
    "modelarts/mount-path-taken",
    `${doing} failed: ${mountPath} of notebook ${notebookId} is in use by ${printable(detail.uri ?? "")} ` +
      `(${detail.status}). Choose another mountPath, or import that mount: its id is ${id}.`,
  );
}

function isAlive({ status }: Detail): boolean {
  return status !== "UNMOUNTED" && status !== "UNMOUNTING";
}

/** What a mount is: the folder, and where the folder is mounted. */
function nameOf({ uri, mountPath }: Partial<Pick<Inputs, "uri" | "mountPath">>): string {
  return `${slashed(uri)} at ${slashed(mountPath)}`;
}

/** What the API does not answer counts as equal. */
function isSameStorage(
  live: Detail,
  { category = DEFAULT_MOUNT_CATEGORY, efsId }: Inputs,
): boolean {
  return (
    (live.category === undefined || kindOf(live.category) === kindOf(category)) &&
    (live.efsId === undefined || live.efsId === efsId)
  );
}

/** True if the folders are the same, or one contains the other. */
function isOverlapping(a: string, b: string): boolean {
  return slashed(a).startsWith(slashed(b)) || slashed(b).startsWith(slashed(a));
}

function isAt(mount: Detail, mountPath: string): boolean {
  return slashed(mount.mountPath) === slashed(mountPath);
}

/** A parallel file system can be requested as OBS or OBSFS, and the API returns either. */
function kindOf(category: unknown): unknown {
  return category === "OBSFS" ? "OBS" : category;
}

/** With a slash at the end: the API may return a folder without it. */
function slashed(path: unknown): string {
  return `${String(path).replace(/\/$/, "")}/`;
}
