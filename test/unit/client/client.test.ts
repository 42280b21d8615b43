import { strict as assert } from "node:assert";
import { createClient } from "../../../provider/client/client";
import { operations, type OperationName } from "../../../provider/wire/operations";
import { Nothing } from "../../../provider/wire/tags";
import { aksk, jumpingClock, useTransports } from "./transport-steps";
import { flavor, image, lease, page, seedExample, type JsonObject } from "../wire/wire-examples";

const nameless = { endpoint: "", authUrl: undefined, insecure: false, caCert: undefined };
const settings = { ...nameless, projectId: "p1", credentials: aksk };

describe("client: a method for each operation", () => {
  const given = useTransports();

  async function clientFor(body: JsonObject | string) {
    const { origin, seen } = await given({ answers: [{ body }] });
    return { client: createClient({ ...settings, endpoint: origin }, jumpingClock()), seen };
  }
  type Client = ReturnType<typeof createClient>;

  const where = { uri: "obs://b/", mount_path: "/data/b/" };
  const mount = { id: "s1", category: "OBS", ...where, status: "MOUNTED" };

  const calls: [
    name: Exclude<OperationName, "createToken">,
    call: (client: Client) => Promise<unknown>,
    sent: string,
    body?: JsonObject,
  ][] = [
    [
      "createNotebook",
      (c) => c.createNotebook({ body: { name: "lab", imageId: "i" } as never }),
      'POST /notebooks {"name":"lab","image_id":"i"}',
    ],
    ["showNotebook", (c) => c.showNotebook({ id: "n1" }), "GET /notebooks/n1"],
    [
      "updateNotebook",
      (c) => c.updateNotebook({ id: "n1", body: { storageNewSize: 9 } }),
      'PUT /notebooks/n1 {"storage_new_size":9}',
    ],
    ["deleteNotebook", (c) => c.deleteNotebook({ id: "n1" }), "DELETE /notebooks/n1"],
    [
      "startNotebook",
      (c) => c.startNotebook({ id: "n1", query: { duration: -1 } }),
      "POST /notebooks/n1/start?duration=-1",
    ],
    ["stopNotebook", (c) => c.stopNotebook({ id: "n1" }), "POST /notebooks/n1/stop"],
    ["showLease", (c) => c.showLease({ id: "n1" }), "GET /notebooks/n1/lease", lease],
    [
      "renewLease",
      (c) => c.renewLease({ id: "n1", body: { type: "idle" } }),
      'PATCH /notebooks/n1/lease {"type":"idle"}',
      lease,
    ],
    [
      "createTags",
      (c) => c.createTags({ id: "n1", body: { tags: [{ key: "aB_c", value: "d" }] } }),
      'POST /notebooks/n1/tags/create {"tags":[{"key":"aB_c","value":"d"}]}',
    ],
    [
      "deleteTags",
      (c) => c.deleteTags({ id: "n1", body: { tags: [{ key: "aB_c" }] } }),
      'DELETE /notebooks/n1/tags/delete {"tags":[{"key":"aB_c"}]}',
    ],
    [
      "listNotebooks",
      (c) => c.listNotebooks({ query: { workspaceId: "0" } }),
      "GET /notebooks?workspaceId=0&workspace_id=0",
      page(seedExample),
    ],
    ["listAllNotebooks", (c) => c.listAllNotebooks({}), "GET /notebooks/all", page(seedExample)],
    [
      "listFlavors",
      (c) => c.listFlavors({ query: { category: "GPU" } }),
      "GET /notebooks/flavors?category=GPU",
      page(flavor),
    ],
    [
      "listSwitchableFlavors",
      (c) => c.listSwitchableFlavors({ id: "n1" }),
      "GET /notebooks/n1/flavors",
      page(flavor),
    ],
    [
      "listImages",
      (c) => c.listImages({ query: { nameFuzzyMatch: true } }),
      "GET /images?name_fuzzy_match=true",
      page(image),
    ],
    ["showImage", (c) => c.showImage({ id: "i1" }), "GET /images/i1", image],
    [
      "createImage",
      (c) => c.createImage({ id: "n1", body: { name: "lab", namespace: "team", tag: "v1" } }),
      'POST /notebooks/n1/create-image {"name":"lab","namespace":"team","tag":"v1"}',
      image,
    ],
    [
      "registerImage",
      (c) => c.registerImage({ body: { swrPath: "swr.example.com/team/dev:v1" } }),
      'POST /images {"swr_path":"swr.example.com/team/dev:v1"}',
      image,
    ],
    [
      "deleteImage",
      (c) => c.deleteImage({ id: "i1", query: { force: true }, body: { isForce: true } }),
      'DELETE /images/i1?force=true {"is_force":true}',
      image,
    ],
    ["listStorages", (c) => c.listStorages({ id: "n1" }), "GET /notebooks/n1/storage", page(mount)],
    [
      "attachStorage",
      (c) => c.attachStorage({ id: "n1", body: { uri: "obs://b/", mountPath: "/data/b/" } }),
      'POST /notebooks/n1/storage {"uri":"obs://b/","mount_path":"/data/b/"}',
      mount,
    ],
    [
      "showStorage",
      (c) => c.showStorage({ id: "n1", storageId: "s1" }),
      "GET /notebooks/n1/storage/s1",
      mount,
    ],
    [
      "listWorkspaces",
      (c) => c.listWorkspaces({ query: { limit: 1000 } }),
      "GET /workspaces?limit=1000",
      { workspaces: [{ id: "0", name: "default" }], total_count: 1, count: 1, a: 1, b: 2 },
    ],
    [
      "listPools",
      (c) => c.listPools({ query: { type: "DEDICATED" } }),
      "GET /authoring/clusters?type=DEDICATED",
      page({ pool_id: "p", is_allow_root: false }),
    ],
    [
      "showQuota",
      (c) => c.showQuota({ feature: "NOTEBOOK" }),
      "GET /authoring/features/NOTEBOOK",
      { name: "NOTEBOOK", enabled: true, quota: 10, used: 2, user_id: "u" },
    ],
    [
      "detachStorage",
      (c) => c.detachStorage({ id: "n1", storageId: "s1" }),
      "DELETE /notebooks/n1/storage/s1",
      mount,
    ],
  ];
  for (const [name, call, sent, body = { ...seedExample, id: "n1" }] of calls) {
    it(`given ${name}, then ${sent} is sent and the answer is read`, async () => {
      const isEmpty = operations[name].response === Nothing;
      const isOfImage = body === image && sent.includes("/i1");
      const { client, seen } = await clientFor(
        isEmpty ? "" : isOfImage ? { ...image, id: "i1" } : body,
      );
      const answer = await call(client);
      const [{ method, url, body: text }] = [seen[0]!];
      assert.equal(`${method} ${url.replace(/^\/v1\/p1/, "")} ${text}`.trim(), sent);
      if (isEmpty) return assert.equal(answer, undefined);
      const { data, workspaces = data, ...fields } = answer as Record<string, unknown>;
      const rows = workspaces;
      assert(Array.isArray(rows) ? rows.length === 1 : Object.keys(fields).length > 4);
      await client.close();
    });
  }

  it("given the table of operations, then each has its method, and IAM's stays inside", () => {
    const names = Object.entries(operations)
      .filter(([, { service }]) => service !== "iam")
      .map(([name]) => name);
    assert.deepEqual(calls.map(([name]) => name).sort(), names.sort());
  });

  it("given a client that is never used, then nothing is connected and it can be closed", async () => {
    const client = createClient({ ...settings, endpoint: "https://127.0.0.1:1" });
    await client.close();
  });
});
