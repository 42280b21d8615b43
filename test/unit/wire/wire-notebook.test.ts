import { strict as assert } from "node:assert";
import type { z } from "zod";
import { Flavor } from "../../../provider/wire/flavor";
import { Image } from "../../../provider/wire/image";
import { Lease } from "../../../provider/wire/lease";
import { Notebook } from "../../../provider/wire/notebook";
import { operations } from "../../../provider/wire/operations";
import { read } from "../../../provider/wire/shape";
import * as examples from "./wire-examples";
import type { Json, JsonObject } from "./wire-examples";

/** The field tables of the digest, the older names of endpoints apart. */
const tables: Record<string, [holder: JsonObject, fields: string]> = {
  Notebook: [
    examples.notebook,
    "id name description status fail_reason feature flavor image lease endpoints volume pool url " +
      "token workspace_id billing_items user action_progress create_at update_at tags custom_spec " +
      "affinity run_user data_volumes ip user_vpc user_id is_need_credentials jupyter_version",
  ],
  JobProgress: [examples.notebook.action_progress[0]!, "notebook_id status step step_description"],
  EndpointsRes: [
    examples.notebook.endpoints[0]!,
    "service dev_service uri allowed_access_ips ssh_keys key_pair_names",
  ],
  Lease: [examples.lease, "create_at update_at duration enable type"],
  VolumeRes: [
    examples.notebook.volume,
    "category ownership capacity mount_path status uri id read_only dew_secret_name evs_sku_code " +
      "mount_type",
  ],
  user: [examples.notebook.user, "id name domain"],
  domain: [examples.notebook.user.domain, "id name"],
  Pool: [examples.notebook.pool, "id name"],
  Image: [
    examples.image,
    "id name swr_path type arch create_at update_at description dev_services namespace origin " +
      "resource_categories support_res_categories service_type size status status_message tag " +
      "visibility workspace_id flavor_type swr_instance_id show_name show_tag tags",
  ],
  Flavor: [
    examples.flavor,
    "id name arch category description feature free sold_out memory vcpus storages gpu billing " +
      "ascend evs_max_size evs_sku_code grow_support_type",
  ],
  CustomSpec: [
    examples.notebook.custom_spec,
    "gpu cpu memory gpu_type arch category resource_flavor",
  ],
  "affinity's term": [
    examples.notebook.affinity.required_during_scheduling_ignored_during_execution[0]!,
    "key operator values weight",
  ],
  "a tag": [examples.notebook.tags[0]!, "key value"],
  gpu: [examples.flavor.gpu, "gpu gpu_memory type"],
  ascend: [examples.flavor.ascend, "npu npu_memory type chip"],
  billing: [examples.flavor.billing, "code unit_num"],
  RunUser: [examples.notebook.run_user, "uid gid user_name group_name"],
  DataVolume: [examples.notebook.data_volumes[0]!, "category mount_path url status mount_type"],
  UserVpc: [
    examples.notebook.user_vpc,
    "vpc_id subnet_id security_group_ids connect_cidrs port_id port_ip nat_id eip_id",
  ],
};

/** Written apart from the code under test. */
function camelCased(json: Json): unknown {
  if (Array.isArray(json)) return json.map(camelCased);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      const [head, ...tail] = key.split("_");
      const name = head + tail.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
      return [name, camelCased(value)];
    }),
  );
}

describe("wire: what the API answers", () => {
  it("given the seed's own example, when it is read, then nothing of it is lost", () => {
    assert.deepEqual(read(Notebook, examples.seedExample, "notebook"), {
      description: "api-test",
      feature: "NOTEBOOK",
      flavor: "modelarts.vm.cpu.2u",
      id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
      image: {
        id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
        name: "notebook2.0-mul-kernel-cpu-cp36",
        swrPath: "swr.xxxxx.com/atelier/notebook2.0-mul-kernel-cpu-cp36:3.3.1.B007_V2",
        type: "BUILD_IN",
      },
      lease: {
        createAt: 1638778344300,
        duration: 3600000,
        enable: true,
        updateAt: 1638778344300,
      },
      name: "notebooks_test",
      status: "CREATING",
      token: "7b22482a-a4cb-4b46-e3b3-6a793a47967e",
      url: "https://authoring-modelarts-xxxxx.xxxxx.com/f9937afa-631e-4a8f-a8f7-3b6c800585f0/lab",
      workspaceId: "0",
    });
  });

  for (const [name, [holder, fields]] of Object.entries(tables)) {
    it(`given the digest's table of ${name}, then the full example has these fields`, () => {
      assert.deepEqual(Object.keys(holder).sort(), fields.split(" ").sort());
    });
  }

  const { endpoints, ...others } = examples.notebook;
  const { dev_service: _service, ssh_keys: _keys, ...endpoint } = endpoints[0]!;
  const shapes: [string, z.ZodType, JsonObject, JsonObject?][] = [
    ["notebook", Notebook, examples.notebook, { ...others, endpoints: [endpoint] }],
    ["image", Image, examples.image],
    ["flavor", Flavor, examples.flavor],
    ["lease", Lease, examples.lease],
    ["page", operations.listFlavors.response, examples.page(examples.flavor)],
    ["token", operations.createToken.response, examples.token],
  ];
  for (const [what, shape, json, expected = json] of shapes) {
    it(`given a full ${what}, when it is read, then each field comes in camel case`, () => {
      assert.deepEqual(read(shape, json, what), camelCased(expected));
    });
  }

  const spellings: [string, JsonObject, object][] = [
    ["the seed's names", { dev_service: "SSH", ssh_keys: ["k"] }, {}],
    ["Huawei Cloud's names", { service: "SSH", key_pair_names: ["k"] }, {}],
    ["null for one of the two", { service: null, dev_service: "SSH", ssh_keys: ["k"] }, {}],
    ["one of the two empty", { service: "SSH", ssh_keys: ["k"], key_pair_names: [] }, {}],
    [
      "a whitelist",
      { service: "SSH", ssh_keys: ["k"], allowed_access_ips: [] },
      { allowedAccessIps: [] },
    ],
  ];
  for (const [what, wire, more] of spellings) {
    it(`given an endpoint with ${what}, when it is read, then it is the same`, () => {
      const { endpoints } = read(Notebook, { id: "n", endpoints: [wire] }, "notebook");
      const keys = wire["ssh_keys"] ?? wire["key_pair_names"];
      assert.deepEqual(endpoints, [{ service: "SSH", keyPairNames: keys, ...more }]);
    });
  }

  for (const type of ["timing", "TIMING", "Timing"]) {
    it(`given a lease of type ${type}, when it is read, then the type is in lower case`, () => {
      assert.deepEqual(read(Lease, { type }, "lease"), { type: "timing" });
    });
  }

  const asText: [what: string, shape: z.ZodType, wire: JsonObject, expected: object][] = [
    [
      "the ranges of a VPC, and one port",
      Notebook,
      { id: "n", user_vpc: { connect_cidrs: "10.1.0.0/16,10.2.0.0/16", port_id: "p" } },
      { id: "n", userVpc: { connectCidrs: ["10.1.0.0/16", "10.2.0.0/16"], portId: ["p"] } },
    ],
    ["the largest disk", Flavor, { evs_max_size: "4096" }, { evsMaxSize: 4096 }],
    ["no largest disk", Flavor, { evs_max_size: "" }, {}],
    ["a chip by its name", Flavor, { ascend: { chip: "SNT9", npu: 1 } }, { ascend: { npu: 1 } }],
    [
      "a step under the official client's name",
      Notebook,
      { id: "n", action_progress: [{ step: 1, description: "Storage" }] },
      { id: "n", actionProgress: [{ step: 1, stepDescription: "Storage" }] },
    ],
  ];
  for (const [what, shape, wire, expected] of asText) {
    it(`given ${what} as text, when it is read, then it is the same`, () => {
      assert.deepEqual(read(shape, wire, "answer"), expected);
    });
  }
});
