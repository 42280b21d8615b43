import { strict as assert } from "node:assert";
import { operations, type Operation } from "../../../provider/wire/operations";
import type { JsonObject } from "./wire-examples";

/** The digest's table of operations. */
const digest: [
  name: keyof typeof operations,
  verbAndPath: string,
  query: string,
  isIdempotent: boolean,
][] = [
  ["createNotebook", "POST /notebooks", "", false],
  ["showNotebook", "GET /notebooks/{id}", "", true],
  ["updateNotebook", "PUT /notebooks/{id}", "", true],
  ["deleteNotebook", "DELETE /notebooks/{id}", "", true],
  ["startNotebook", "POST /notebooks/{id}/start", "duration type", true],
  ["stopNotebook", "POST /notebooks/{id}/stop", "", false],
  ["showLease", "GET /notebooks/{id}/lease", "", true],
  ["renewLease", "PATCH /notebooks/{id}/lease", "duration", true],
  [
    "listNotebooks",
    "GET /notebooks",
    "feature limit offset name pool_id owner status workspaceId workspace_id sort_dir sort_key flavor image_id id " +
      "billing tags swr_path pool_name description ip username",
    true,
  ],
  ["listFlavors", "GET /notebooks/flavors", "category type limit offset sort_dir sort_key", true],
  ["listSwitchableFlavors", "GET /notebooks/{id}/flavors", "limit offset", true],
  [
    "listImages",
    "GET /images",
    "limit offset name name_fuzzy_match namespace service_type type workspace_id sort_dir sort_key",
    true,
  ],
  ["showImage", "GET /images/{id}", "", true],
  ["createImage", "POST /notebooks/{id}/create-image", "", false],
  ["deleteImage", "DELETE /images/{id}", "force", true],
  ["registerImage", "POST /images", "", false],
  ["createTags", "POST /notebooks/{id}/tags/create", "workspace_id", true],
  ["deleteTags", "DELETE /notebooks/{id}/tags/delete", "workspace_id", true],
  ["showStorage", "GET /notebooks/{id}/storage/{storageId}", "", true],
  [
    "listWorkspaces",
    "GET /workspaces",
    "limit offset name enterprise_project_id filter_accessible sort_by order",
    true,
  ],
  ["listPools", "GET /authoring/clusters", "type workspace_id limit offset", true],
  ["showQuota", "GET /authoring/features/{feature}", "", true],
  ["listProjects", "GET /projects", "name domain_id enabled", true],
  ["listAuthDomains", "GET /auth/domains", "", true],
  ["listStorages", "GET /notebooks/{id}/storage", "", true],
  ["attachStorage", "POST /notebooks/{id}/storage", "", false],
  ["detachStorage", "DELETE /notebooks/{id}/storage/{storageId}", "", true],
  ["createToken", "POST /auth/tokens", "", true],
];

const create = {
  name: "lab",
  flavor: "modelarts.vm.cpu.2u",
  image_id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
};
const hook = { type: "COMMAND", script: "ZWNobyBoaQ==" };
const fullCreate = {
  ...create,
  description: "for tests",
  endpoints: [{ service: "SSH", allowed_access_ips: ["198.51.100.7"], key_pair_names: ["laptop"] }],
  lease: { duration: 3_600_000, type: "idle" },
  duration: 3_600_000,
  feature: "NOTEBOOK",
  pool_id: "p1",
  workspace_id: "0",
  hooks: { container_hooks: { pre_start: hook, post_start: { type: "SCRIPT", script: "/a.sh" } } },
  volume: { category: "EFS", ownership: "DEDICATED", capacity: 50, uri: "efs:/", id: "v1" },
  custom_spec: {
    gpu: 1,
    cpu: 4,
    memory: 16_384,
    gpu_type: "T4",
    arch: "X86_64",
    category: "GPU",
    resource_flavor: "f",
  },
  affinity: {
    preferred_during_scheduling_ignored_during_execution: [
      { key: "zone", operator: "In", values: ["a"], weight: 1 },
    ],
  },
  run_user: { uid: 1000, gid: 100 },
  data_volumes: [
    {
      category: "OBS",
      ownership: "DEDICATED",
      uri: "obs://a/",
      id: "v",
      mount_path: "/data/a/",
      read_only: true,
      dew_secret_name: "secret",
      capacity: 10,
    },
  ],
  user_vpc: {
    vpc_id: "v",
    subnet_id: "s",
    security_group_ids: ["g"],
    connect_cidrs: ["10.0.0.0/8"],
    nat_id: "n",
    eip_id: "e",
  },
  public_network_config: { public_network_type: "SHARED" },
};
const fullUpdate = {
  name: "lab",
  description: "for tests",
  flavor: "modelarts.vm.cpu.8u",
  image_id: create.image_id,
  endpoints: fullCreate.endpoints,
  storage_new_size: 50,
  hooks: fullCreate.hooks,
  custom_spec: fullCreate.custom_spec,
  affinity: fullCreate.affinity,
  data_volumes: fullCreate.data_volumes,
  public_network_config: fullCreate.public_network_config,
  dew_secret_name: "secret",
};

describe("wire: what is asked of the API", () => {
  for (const [name, verbAndPath, query, isIdempotent] of digest) {
    it(`given ${name}, then it is ${verbAndPath} with the digest's query`, () => {
      const row: Operation = operations[name];
      assert.equal(`${row.method} ${row.path}`, verbAndPath);
      assert.equal(row.idempotent, isIdempotent);
      assert.deepEqual(
        Object.keys(row.query?.shape ?? {}).sort(),
        query.split(" ").filter(Boolean).sort(),
      );
    });
  }

  it("given the digest's table, then it has every operation but the list of all users' notebooks", () => {
    const names = [...digest.map(([name]) => name), "listAllNotebooks"];
    assert.deepEqual(names.sort(), Object.keys(operations).sort());
  });

  it("given both lists of notebooks, then they take the same query and differ in the path", () => {
    assert.equal(operations.listAllNotebooks.path, "/notebooks/all");
    assert.equal(operations.listAllNotebooks.query, operations.listNotebooks.query);
  });

  const bodies: [string, keyof typeof operations, JsonObject][] = [
    ["a create with what it needs", "createNotebook", create],
    ["a create with every field", "createNotebook", fullCreate],
    ["an update of nothing", "updateNotebook", {}],
    ["an update with every field", "updateNotebook", fullUpdate],
    ["a lease", "renewLease", { duration: 259_200_000, type: "timing" }],
    ["a lease without auto stop", "renewLease", { duration: -1 }],
  ];
  for (const [what, name, body] of bodies) {
    it(`given ${what}, then the shape takes it and loses nothing`, () => {
      const shape = (operations[name] as Operation).body;
      assert.deepEqual(shape?.parse(body), body);
    });
  }

  for (const field of ["name", "flavor", "image_id", "volume"]) {
    it(`given a create without ${field}, then it is refused at that field`, () => {
      assert.deepEqual(refusedAt({ [field]: undefined }), [field]);
    });
  }

  const volume = create.volume;
  const refused: [what: string, changes: object, path: string][] = [
    ["an empty name", { name: "" }, "name"],
    ["a name of 129 characters", { name: "n".repeat(129) }, "name"],
    ["a name with a space", { name: "a b" }, "name"],
    ["a description of 513 characters", { description: "d".repeat(513) }, "description"],
    ["a description with <", { description: "a<b" }, "description"],
    ["an image id that is no UUID", { image_id: "latest" }, "image_id"],
    ["a volume of 4 GB", { volume: { ...volume, capacity: 4 } }, "volume.capacity"],
    ["a volume of 4097 GB", { volume: { ...volume, capacity: 4097 } }, "volume.capacity"],
    ["an unknown kind of volume", { volume: { ...volume, category: "NVME" } }, "volume.category"],
    [
      "six addresses",
      { endpoints: [{ service: "SSH", allowed_access_ips: ips(6) }] },
      "endpoints.0.allowed_access_ips",
    ],
    [
      "an address twice",
      { endpoints: [{ service: "SSH", allowed_access_ips: ["::1", "::1"] }] },
      "endpoints.0.allowed_access_ips",
    ],
    [
      "no address",
      { endpoints: [{ service: "SSH", allowed_access_ips: ["all"] }] },
      "endpoints.0.allowed_access_ips.0",
    ],
    [
      "two endpoints of a service",
      { endpoints: [{ service: "SSH" }, { service: "SSH" }] },
      "endpoints",
    ],
    ["a lease of 59 minutes", { lease: { duration: 3_540_000 } }, "lease.duration"],
    ["a lease of 73 hours", { lease: { duration: 262_800_000 } }, "lease.duration"],
    ["an unknown kind of lease", { lease: { type: "weekly" } }, "lease.type"],
    [
      "a command that isn't base64",
      { hooks: { container_hooks: { pre_start: { type: "COMMAND", script: "echo hi" } } } },
      "hooks.container_hooks.pre_start.script",
    ],
  ];
  for (const [what, changes, path] of refused) {
    it(`given ${what}, then it is refused at ${path}`, () => {
      assert.deepEqual(refusedAt(changes), [path]);
    });
  }

  const taken: [what: string, changes: object][] = [
    ["a name of 128 characters", { name: "n".repeat(128) }],
    ["a Chinese name", { name: "实验_1-a" }],
    [
      "five addresses and ranges",
      { endpoints: [{ service: "SSH", allowed_access_ips: ips(4).concat("10.0.0.0/8") }] },
    ],
    ["a lease type in upper case", { lease: { type: "TIMING" } }],
  ];
  for (const [what, changes] of taken) {
    it(`given ${what}, then it is taken`, () => assert.deepEqual(refusedAt(changes), []));
  }

  function refusedAt(changes: object): string[] {
    const { error } = operations.createNotebook.body.safeParse({ ...create, ...changes });
    return (error?.issues ?? []).map((issue) => issue.path.join("."));
  }

  function ips(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `198.51.100.${index + 1}`);
  }
});
