/** Storage that is mounted into running notebooks. */
import { randomUUID } from "node:crypto";
import { DEFAULT_MOUNT_CATEGORY } from "pulumi-modelarts/wire/facts/limits";
import { isObjectStorage } from "pulumi-modelarts/wire/volume";
import { ApiError } from "../answers/errors";
import { page } from "../answers/page";
import { checkMount } from "../state/combination-checks";
import { checkStatus } from "../state/status-checks";
import type { WireMount } from "../wire";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers, Request } from "./types";

/** A bucket whose name begins with this is not a parallel file system, and can't be mounted. */
const PLAIN_BUCKET = "obs://object-";

/** The statuses in which a mount can be unmounted. */
const unmountable: readonly string[] = ["MOUNTED", "MOUNT_FAILED", "UNMOUNT_FAILED"];

export const storage = (context: Context) => {
  const { mounts, assumed } = context;
  const mountsOf = (notebookId: string) =>
    mounts.list().filter((mount) => mount.notebook_id === notebookId);

  function checkReadable(notebookId: string): void {
    const state = lookup(context, notebookId);
    if (assumed["stopped-mounts"] === "refused") checkStatus("listMounts", state, assumed);
  }

  function lookupMount(notebookId: string, id: string): WireMount {
    const mount = mountsOf(notebookId).find((each) => each.id === id);
    if (mount === undefined) throw new ApiError("ModelArts.6404", `storage_id: ${id}.`);
    return mount;
  }

  return {
    listStorages({ params }) {
      checkReadable(params.id);
      const rows = mountsOf(params.id).map(withoutNotebook);
      return page(rows, {}, { page: assumed.page, first: 1 });
    },

    showStorage({ params }) {
      checkReadable(params.id);
      return withoutNotebook(lookupMount(params.id, params.storageId));
    },

    attachStorage({ params, body }) {
      lookupFor("mount", context, params.id);
      checkMount(body);
      checkBucket(body);
      const { category = DEFAULT_MOUNT_CATEGORY, uri, mount_path, efs_id } = body;
      if (mountsOf(params.id).some((mount) => mount.mount_path === mount_path)) {
        throw new ApiError("ModelArts.6336", `mount_path: ${mount_path} is taken.`);
      }
      const id = randomUUID();
      const mount = {
        ...{ id, notebook_id: params.id, uri, mount_path },
        // Only parallel file systems can be mounted, so one that was requested as OBS is answered as OBSFS.
        category: isObjectStorage(category) ? "OBSFS" : category,
        ...(efs_id !== undefined && { efs_id }),
        status: "MOUNTING",
        mount_type: "DYNAMIC",
      };
      return withoutNotebook(mounts.put(id, mount));
    },

    detachStorage({ params }) {
      lookupFor("mount", context, params.id);
      const { failure_reason: _, ...mount } = lookupMount(params.id, params.storageId);
      if (!unmountable.includes(mount.status ?? "MOUNTED")) {
        throw new ApiError("ModelArts.6357", `The mount is ${mount.status}.`);
      }
      return withoutNotebook(mounts.put(mount.id, { ...mount, status: "UNMOUNTING" }));
    },
  } satisfies Pick<Handlers, "listStorages" | "showStorage" | "attachStorage" | "detachStorage">;
};

/** @throws ApiError if the bucket can't be mounted. */
function checkBucket({ category, uri }: Request<"attachStorage">["body"]): void {
  if (category !== "EFS" && uri.startsWith(PLAIN_BUCKET)) {
    throw new ApiError("ModelArts.6772", `uri: ${uri}.`);
  }
}

function withoutNotebook<T extends { notebook_id?: string }>({ notebook_id: _, ...mount }: T) {
  return mount;
}
