/** OBS folders that are mounted into notebooks. */
import { randomUUID } from "node:crypto";
import { ApiError } from "../errors";
import { page } from "../page";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const storage = ({ store, mounts }: Context) => {
  const of = (notebookId: string) =>
    mounts.list().filter((mount) => mount.notebook_id === notebookId);
  return {
    listStorages({ params }) {
      lookupFor("mount", store, params.id);
      return page(of(params.id).map(withoutNotebook), {});
    },

    attachStorage({ params, body }) {
      lookupFor("mount", store, params.id);
      const { category = "OBS", uri, mount_path } = body;
      if (of(params.id).some((mount) => mount.mount_path === mount_path)) {
        throw new ApiError("ModelArts.6336", `mount_path: ${mount_path} is taken.`);
      }
      const id = randomUUID();
      const mount = { id, notebook_id: params.id, category, uri, mount_path, status: "MOUNTING" };
      return withoutNotebook(mounts.put(id, mount));
    },

    detachStorage({ params }) {
      lookupFor("mount", store, params.id);
      const mount = of(params.id).find(({ id }) => id === params.storageId);
      if (mount === undefined) {
        throw new ApiError("ModelArts.6404", `storage_id: ${params.storageId}.`);
      }
      return withoutNotebook(mounts.put(mount.id, { ...mount, status: "UNMOUNTING" }));
    },
  } satisfies Pick<Handlers, "listStorages" | "attachStorage" | "detachStorage">;
};

function withoutNotebook<T extends { notebook_id?: string }>({ notebook_id: _, ...mount }: T) {
  return mount;
}
