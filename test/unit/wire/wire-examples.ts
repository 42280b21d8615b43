/** Answers with every field that the API reference and Huawei Cloud's official client know. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The example of "Querying Details of a Notebook Instance", as it stands in the seed. */
export const seedExample = {
  description: "api-test",
  feature: "NOTEBOOK",
  flavor: "modelarts.vm.cpu.2u",
  id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
  image: {
    id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    name: "notebook2.0-mul-kernel-cpu-cp36",
    swr_path: "swr.xxxxx.com/atelier/notebook2.0-mul-kernel-cpu-cp36:3.3.1.B007_V2",
    type: "BUILD_IN",
  },
  lease: {
    create_at: 1638778344300,
    duration: 3600000,
    enable: true,
    update_at: 1638778344300,
  },
  name: "notebooks_test",
  status: "CREATING",
  token: "7b22482a-a4cb-4b46-e3b3-6a793a47967e",
  url: "https://authoring-modelarts-xxxxx.xxxxx.com/f9937afa-631e-4a8f-a8f7-3b6c800585f0/lab",
  workspace_id: "0",
} satisfies JsonObject;

export const image = {
  arch: "x86_64",
  create_at: 1638778344300,
  description: "a kernel",
  dev_services: ["NOTEBOOK", "SSH", "AI_FLOW"],
  flavor_type: "ALL",
  id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  name: "pytorch1.8",
  namespace: "atelier",
  origin: "IMAGE_SAVE",
  resource_categories: ["CPU", "GPU"],
  service_type: "DEV",
  show_name: "PyTorch 1.8",
  show_tag: "latest",
  size: 8_000_000,
  status: "ACTIVE",
  status_message: "saved",
  support_res_categories: ["CPU", "GPU", "ASCEND"],
  swr_instance_id: "swr-1",
  swr_path: "swr.example.com/atelier/pytorch1.8:1",
  tag: "1",
  tags: [{ key: "team", value: "red" }],
  type: "DEDICATED",
  update_at: 1638778344301,
  visibility: "PRIVATE",
  workspace_id: "0",
} satisfies JsonObject;

export const lease = {
  create_at: 1638778344300,
  duration: 3_600_000,
  enable: true,
  type: "idle",
  update_at: 1638778344302,
} satisfies JsonObject;

const affinityTerm = () => ({ key: "zone", operator: "In", values: ["a", "b"], weight: 3 });

export const notebook = {
  action_progress: [
    { notebook_id: "n1", status: "PROCESSING", step: 2, step_description: "Prepare compute" },
  ],
  affinity: {
    preferred_during_scheduling_ignored_during_execution: [affinityTerm()],
    required_during_scheduling_ignored_during_execution: [affinityTerm()],
  },
  billing_items: ["STORAGE", "COMPUTE"],
  create_at: 1638778344300,
  custom_spec: {
    arch: "X86_64",
    category: "GPU",
    cpu: 4.5,
    gpu: 1,
    gpu_type: "V100",
    memory: 16.5,
    resource_flavor: "modelarts.pool.visual.xlarge",
  },
  data_volumes: [
    {
      category: "OBS",
      mount_path: "/data/a/",
      mount_type: "STATIC",
      status: "MOUNTED",
      url: "obs://a/",
    },
  ],
  description: "for tests",
  endpoints: [
    {
      allowed_access_ips: ["198.51.100.7"],
      dev_service: "SSH",
      key_pair_names: ["laptop"],
      service: "SSH",
      ssh_keys: ["laptop"],
      uri: "ssh://ma-user@10.0.0.1:30001",
    },
  ],
  fail_reason: "none",
  feature: "NOTEBOOK",
  flavor: "modelarts.vm.cpu.2u",
  id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
  image,
  ip: "10.0.0.1",
  is_need_credentials: true,
  jupyter_version: "3.2",
  lease,
  name: "lab",
  pool: { id: "p1", name: "pool" },
  run_user: { gid: 100, group_name: "ma-group", uid: 1000, user_name: "ma-user" },
  status: "RUNNING",
  tags: [{ key: "team", value: "red" }],
  token: "a-token",
  update_at: 1638778344301,
  url: "https://authoring.example.com/lab",
  user: { domain: { id: "d1", name: "account" }, id: "u1", name: "ada" },
  user_id: "u1",
  user_vpc: {
    connect_cidrs: ["10.1.0.0/16"],
    eip_id: "e1",
    nat_id: "n1",
    port_id: ["p1"],
    port_ip: "10.1.0.2",
    security_group_ids: ["s1"],
    subnet_id: "s1",
    vpc_id: "v1",
  },
  volume: {
    capacity: 50,
    category: "EFS",
    dew_secret_name: "secret",
    evs_sku_code: "sku",
    id: "v1",
    mount_path: "/home/ma-user/work/",
    mount_type: "DYNAMIC",
    ownership: "DEDICATED",
    read_only: false,
    status: "RESIZING",
    uri: "efs.example.com:/",
  },
  workspace_id: "0",
} satisfies JsonObject;

export const flavor = {
  arch: "X86_64",
  ascend: { chip: 1, npu: 1, npu_memory: "8", type: "Ascend" },
  billing: { code: "modelarts.vm.gpu", unit_num: 1 },
  category: "GPU",
  description: "8 vCPUs",
  evs_max_size: 4096,
  evs_sku_code: "sku",
  feature: "NOTEBOOK",
  free: false,
  gpu: { gpu: 1, gpu_memory: "16", type: "T4" },
  grow_support_type: "ONLINE",
  id: "modelarts.vm.gpu.t4",
  memory: 33_554_432,
  name: "t4",
  sold_out: true,
  storages: ["EVS", "EFS", "OBS", "OBSFS"],
  vcpus: 8,
} satisfies JsonObject;

export const page = (row: JsonObject): JsonObject => ({
  current: 0,
  data: [row],
  pages: 1,
  size: 10,
  total: 1,
});

export const token = {
  token: { expires_at: "2026-11-25T06:45:57.000000Z", project: { id: "p1", name: "eu-de" } },
} satisfies JsonObject;
