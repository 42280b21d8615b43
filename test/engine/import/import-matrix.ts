/** Notebooks as they exist in accounts, one for each thing that could make an import differ. */
import type { WireNotebook } from "pulumi-modelarts-simulator";

const IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54090";
const EVS = { category: "EVS", ownership: "MANAGED", capacity: 5 };
const KEYS = { key_pair_names: ["team"] };

const base: Partial<WireNotebook> = {
  status: "RUNNING",
  feature: "NOTEBOOK",
  flavor: "modelarts.vm.cpu.2u",
  image: { id: IMAGE, name: "notebook2.0-mul-kernel-cpu-cp36", type: "BUILD_IN" },
  volume: EVS,
  workspace_id: "0",
  endpoints: [{ service: "NOTEBOOK", uri: "https://10.0.0.1" }],
  lease: { create_at: 1, update_at: 1, duration: 3_600_000, enable: true, type: "TIMING" },
};
const ssh = (more: object): Partial<WireNotebook> => ({
  endpoints: [
    { service: "NOTEBOOK", uri: "https://10.0.0.1" },
    { service: "SSH", ...more },
  ],
});

export const matrix: Record<string, Partial<WireNotebook>> = {
  running: base,
  stopped: { ...base, status: "STOPPED" },
  described: { ...base, description: 'with "quotes", a back\\slash and ${braces}' },
  "ssh-whitelist": { ...base, ...ssh({ allowed_access_ips: ["203.0.113.7"], ...KEYS }) },
  "ssh-ranges": {
    ...base,
    ...ssh({ allowed_access_ips: ["203.0.113.0/28", "198.51.100.1"], ...KEYS }),
  },
  "ssh-open": { ...base, ...ssh(KEYS) },
  "ssh-empty-whitelist": { ...base, ...ssh({ allowed_access_ips: [], ...KEYS }) },
  "ssh-no-keys": { ...base, ...ssh({ allowed_access_ips: ["203.0.113.7"] }) },
  "ssh-two-keys": { ...base, ...ssh({ key_pair_names: ["b", "a"] }) },
  "evs-grown": { ...base, volume: { ...EVS, capacity: 100, status: "RESIZING" } },
  "efs-managed": { ...base, volume: { category: "EFS", ownership: "MANAGED", capacity: 50 } },
  "efs-larger": { ...base, volume: { category: "EFS", ownership: "MANAGED", capacity: 200 } },
  "efs-dedicated": {
    ...base,
    volume: {
      category: "EFS",
      ownership: "DEDICATED",
      capacity: 50,
      uri: "10.0.0.9:/",
      id: "efs-1",
    },
  },
  "efs-dedicated-bare": {
    ...base,
    volume: { category: "EFS", ownership: "DEDICATED", uri: "10.0.0.9:/" },
  },
  "dedicated-pool": { ...base, pool: { id: "pool-1", name: "team pool" } },
  tagged: { ...base, tags: [{ key: "team", value: "vision" }] },
  "lease-off": { ...base, lease: { duration: -1, enable: false, type: "TIMING" } },
  "lease-idle": {
    ...base,
    lease: { create_at: 1, update_at: 5, duration: 7_200_004, enable: true, type: "IDLE" },
  },
  "lease-untold": { ...base, lease: { duration: 7_200_000, enable: true, type: "IDLE" } },
  "lease-none": { ...base, lease: undefined },
  workspace: { ...base, workspace_id: "7d9a6c0e" },
  codelab: { ...base, feature: "DEFAULT" },
  "custom-image": {
    ...base,
    image: { id: "0f2f7c4e-6f3a-4b7e-9a53-2f1f5f7d8a10", name: "my-image", type: "DEDICATED" },
  },
  failed: { ...base, status: "START_FAILED", fail_reason: "There are not enough resources." },
  "create-failed": { ...base, status: "CREATE_FAILED", fail_reason: "There are not enough." },
  frozen: { ...base, status: "FROZEN", fail_reason: "The account is in arrears." },
  "every-field": {
    ...base,
    ...ssh({
      allowed_access_ips: ["203.0.113.7"],
      ...KEYS,
      ssh_keys: ["team"],
      dev_service: "SSH",
    }),
    description: "everything",
    billing_items: ["ALL"],
    user: { id: "u", name: "ada", domain: { id: "d", name: "example" } },
    user_id: "u",
    action_progress: [
      { notebook_id: "n", status: "COMPLETED", step: 1, step_description: "Storage" },
    ],
    custom_spec: { cpu: 2, memory: 8192, arch: "X86_64", category: "CPU" },
    affinity: {
      required_during_scheduling_ignored_during_execution: [
        { key: "a", operator: "In", values: ["b"] },
      ],
    },
    run_user: { uid: 1000, gid: 100 },
    data_volumes: [{ category: "OBS", mount_path: "/data/", url: "obs://b/", status: "MOUNTED" }],
    user_vpc: { vpc_id: "v", subnet_id: "s" },
    ip: "10.0.0.1",
    is_need_credentials: true,
    jupyter_version: "4",
    create_at: 1,
    update_at: 2,
  },
};
