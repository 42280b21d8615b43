/**
 * Terraform states, version 4, with resources of Huawei Cloud's provider. Sources: `terraform state pull` of Terraform
 * 1.11, and the attributes in docs/resources/modelarts_notebook*.md of huaweicloud/terraform-provider-huaweicloud.
 */

/** An attribute that Terraform marks as sensitive, and values of other resources: nothing may print or copy it. */
export const SENSITIVE = "value-that-nobody-may-see";

export interface TerraformInstance {
  index_key?: string | number;
  status?: string;
  deposed?: string;
  attributes: Record<string, unknown>;
}

const PROVIDER = 'provider["registry.terraform.io/huaweicloud/huaweicloud"]';

/** A resource with the instances of its `count` or `for_each`. @param module such as `module.team["a"]`. */
export function terraformResource(
  type: string,
  name: string,
  instances: readonly TerraformInstance[],
  module?: string,
) {
  return {
    ...(module !== undefined && { module }),
    ...{ mode: "managed", type, name, provider: PROVIDER },
    instances: instances.map((instance) => ({
      schema_version: 0,
      sensitive_attributes: [[{ type: "get_attr", value: "description" }]],
      private: "bnVsbA==",
      ...instance,
    })),
  };
}

export function notebook(name: string, id: string, more: Partial<TerraformInstance> = {}) {
  return terraformResource("huaweicloud_modelarts_notebook", name, [notebookInstance(id, more)]);
}

/** The region is null: tests that need one say so. */
export function notebookInstance(
  id: string,
  { attributes, ...more }: Partial<TerraformInstance> = {},
): TerraformInstance {
  return {
    ...more,
    attributes: {
      ...{ id, name: "lab", region: null, description: SENSITIVE, key_pair: "team" },
      ...{ flavor_id: "modelarts.vm.cpu.2u", image_id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" },
      ...{ allowed_access_ips: ["203.0.113.7"], pool_id: "", pool_name: "", workspace_id: "0" },
      ...{ status: "RUNNING", auto_stop_enabled: false, enable_force_new: null, tags: {} },
      ...{ url: `https://authoring.example.com/${id}/lab?token=${SENSITIVE}`, ssh_uri: "" },
      ...{ image_name: "notebook2.0", image_type: "BUILD_IN", image_swr_path: "swr.example.com/x" },
      ...{ created_at: "2024-01-01T00:00:00Z", updated_at: "2024-01-01T00:00:00Z" },
      volume: [
        {
          type: "EVS",
          ownership: "MANAGED",
          size: 5,
          uri: "",
          id: "",
          mount_path: "/home/ma-user/work/",
        },
      ],
      mount_storages: [],
      ...attributes,
    },
  };
}

export function mount(name: string, notebookId: string, mountId: string) {
  const attributes = {
    ...{ id: `${notebookId}/${mountId}`, notebook_id: notebookId, mount_id: mountId, region: null },
    ...{ storage_path: "obs://team/data/", local_mount_directory: "/data/team/" },
    ...{ type: "OBS", status: "MOUNTED" },
  };
  return terraformResource("huaweicloud_modelarts_notebook_mount_storage", name, [{ attributes }]);
}

export function savedImage(name: string, id: string, notebookId: string) {
  const attributes = {
    ...{ id, notebook_id: notebookId, region: null, name: "lab", namespace: "team", tag: "v1" },
    ...{ description: "", workspace_id: "0", swr_path: "swr.example.com/team/lab:v1" },
    ...{ arch: "x86_64", origin: "IMAGE_SAVE", resource_categories: ["CPU"], status: "ACTIVE" },
    ...{ service_type: "COMMON", visibility: "PRIVATE", type: "DEDICATED", enable_force_new: null },
    ...{ created_at: "2024-01-01T00:00:00Z", timeouts: null },
  };
  return terraformResource("huaweicloud_modelarts_notebook_image_store", name, [{ attributes }]);
}

/** A resource that is no matter of ours. */
export const password = terraformResource("random_password", "key", [
  { attributes: { id: "none", result: SENSITIVE } },
]);

/** A data source, which reads the notebook. */
export function dataSource(id: string) {
  return { ...notebook("read", id), mode: "data" };
}

/** The text of a state. @param more further properties of its JSON, or other ones. */
export function stateText(resources: readonly object[], more: object = {}): string {
  const head = { version: 4, terraform_version: "1.11.4", serial: 9 };
  const lineage = "7b4240d4-8443-8be1-c3dd-ececd0ef3ccf";
  const outputs = { key: { value: SENSITIVE, type: "string", sensitive: true } };
  return JSON.stringify({ ...head, lineage, outputs, resources, check_results: null, ...more });
}
