/**
 * The IAM action that an identity policy must allow for an operation. Operations that are not listed need none by
 * identity policy. Source: Huawei Cloud's table of ModelArts actions; Open Telekom Cloud publishes the same names.
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
