/** Storage that is mounted into notebooks. */
import { randomUUID } from "node:crypto";
import { isObjectStorage } from "pulumi-modelarts/wire/volume";
import { OBS_FOLDER } from "pulumi-modelarts/wire/mount";
import { ApiError } from "../answers/errors";
import { page } from "../answers/page";
import { accept } from "../state/accepts";
import type { WireMount } from "../wire";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers, Request } from "./types";

/** Buckets whose name begins with this are no parallel file systems. */
const NO_FILE_SYSTEM = "obs://object-";

const removable: readonly string[] = ["MOUNTED", "MOUNT_FAILED", "UNMOUNT_FAILED"];

export const storage = (context: Context) => {
  const { mounts, assumed } = context;
  const of = (notebookId: string) =>
    mounts.list().filter((mount) => mount.notebook_id === notebookId);

  function lookupToRead(id: string): void {
    const state = lookup(context, id);
    if (assumed["stopped-mounts"] === "refused") accept("listMounts", state, assumed);
  }

  function lookupMount(notebookId: string, id: string): WireMount {
    const mount = of(notebookId).find((each) => each.id === id);
    if (mount === undefined) throw new ApiError("ModelArts.6404", `storage_id: ${id}.`);
    return mount;
  }

  return {
    listStorages({ params }) {
      lookupToRead(params.id);
      const rows = of(params.id).map(withoutNotebook);
      return page(rows, {}, { page: assumed.page, first: 1 });
    },

    showStorage({ params }) {
      lookupToRead(params.id);
      return withoutNotebook(lookupMount(params.id, params.storageId));
    },

    attachStorage({ params, body }) {
      lookupFor("mount", context, params.id);
      checkMount(body);
      const { category = "OBS", uri, mount_path, efs_id } = body;
      if (of(params.id).some((mount) => mount.mount_path === mount_path)) {
        throw new ApiError("ModelArts.6336", `mount_path: ${mount_path} is taken.`);
      }
      const id = randomUUID();
      const mount = {
        ...{ id, notebook_id: params.id, uri, mount_path },
        // What was asked for as OBS is a parallel file system, and answered as one.
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
      if (!removable.includes(mount.status ?? "MOUNTED")) {
        throw new ApiError("ModelArts.6357", `The mount is ${mount.status}.`);
      }
      return withoutNotebook(mounts.put(mount.id, { ...mount, status: "UNMOUNTING" }));
    },
  } satisfies Pick<Handlers, "listStorages" | "showStorage" | "attachStorage" | "detachStorage">;
};

/** @throws ApiError where the parts don't go together, or the bucket can't be mounted. */
function checkMount({ category = "OBS", uri, efs_id }: Request<"attachStorage">["body"]): void {
  if (category === "EFS") {
    if (efs_id === undefined) throw new ApiError("ModelArts.6335", "efs_id: EFS needs it.");
    return;
  }
  if (!OBS_FOLDER.test(uri)) {
    throw new ApiError("ModelArts.6336", "uri: must be a folder like obs://bucket/folder/.");
  }
  if (uri.startsWith(NO_FILE_SYSTEM)) throw new ApiError("ModelArts.6772", `uri: ${uri}.`);
}

function withoutNotebook<T extends { notebook_id?: string }>({ notebook_id: _, ...mount }: T) {
  return mount;
}
