/**
 * The IAM action that an identity policy must allow for an operation. Reading a lease,
 * listing flavors, tags and mounts need none by identity policy; of the other operations that are missing here, the
 * action is not known. Source: Huawei Cloud's table of ModelArts actions; Open Telekom Cloud publishes the same names.
 */
export const iamActions: Readonly<Record<string, string>> = {
  createNotebook: "modelarts:notebook:create",
  listNotebooks: "modelarts:notebook:list",
  listAllNotebooks: "modelarts:notebook:listAllNotebooks",
  showNotebook: "modelarts:notebook:get",
  updateNotebook: "modelarts:notebook:update",
  deleteNotebook: "modelarts:notebook:delete",
  startNotebook: "modelarts:notebook:start",
  stopNotebook: "modelarts:notebook:stop",
  renewLease: "modelarts:notebook:updateStopPolicy",
  createImage: "modelarts:image:create",
};

/** True if the operation changes nothing. */
export function isRead(operation: string): boolean {
  return /^(list|show)/.test(operation);
}
