import { strict as assert } from "node:assert";
import { clouds, cloudNames, type CloudName } from "../../../provider/wire/facts/clouds";
import type { OperationName } from "../../../provider/wire/operations";
import { IMAGE_ID, lab, useSimulators, type Given } from "./simulator-steps";

describe("simulator: the clouds' differences", () => {
  const given = useSimulators();
  const namesOf = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name).sort();

  for (const cloud of cloudNames) {
    const { notPublished, title } = clouds[cloud];

    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/v1/p/nothing"],
      ["PUT", "/v1/p/notebooks"],
      ["GET", "/v2/p/notebooks"],
    ] as const) {
      it(`given ${title}, when ${method} ${path} is asked, then the gateway says ${notPublished}`, async () => {
        const { running } = await given({ cloud });
        const response = await fetch(running.url + path, { method });
        assert.equal(response.status, 404);
        const { error_code } = (await response.json()) as { error_code: string };
        assert.equal(error_code, notPublished);
      });
    }

    it(`given ${title}, when the gateway404 fault is met, then it has that cloud's code`, async () => {
      const { simulator, refused } = await given({ cloud });
      simulator.faults.ask({ name: "gateway404" });
      assert.equal(await refused("showNotebook", { params: { id: "x" } }), notPublished);
    });
  }

  const onlyOnHuawei: [OperationName, (one: Given) => ReturnType<Given["send"]>][] = [
    ["createTags", async ({ send, runs }) => sendTags(send, "createTags", await runs())],
    ["deleteTags", async ({ send, runs }) => sendTags(send, "deleteTags", await runs())],
    ["listWorkspaces", ({ send }) => send("listWorkspaces")],
    ["listPools", ({ send }) => send("listPools", { query: { type: "DEDICATED" } })],
    ["showQuota", ({ send }) => send("showQuota", { params: { feature: "NOTEBOOK" } })],
  ];
  function sendTags(send: Given["send"], name: OperationName, id: string) {
    return send(name, { params: { id }, body: { tags: [{ key: "a", value: "b" }] } });
  }
  for (const [name, ask] of onlyOnHuawei) {
    it(`given ${name}, when each cloud is asked, then only Huawei Cloud has it`, async () => {
      const { status, body } = await ask(await given({ cloud: "otc" }));
      assert.deepEqual([status, body.error_code], [404, "APIGW.0101"]);
      assert.ok((await ask(await given({ cloud: "huawei" }))).status < 300);
    });
  }

  const seed = [
    { name: "plain" },
    { name: "codelab", feature: "DEFAULT", workspace_id: "0" },
    { name: "elsewhere", feature: "NOTEBOOK", workspace_id: "w2" },
  ];
  const lists: [CloudName, Record<string, string>, string[]][] = [
    ["huawei", {}, ["plain"]],
    ["huawei", { workspace_id: "w2" }, ["elsewhere"]],
    ["huawei", { workspaceId: "w2" }, ["plain"]],
    ["huawei", { feature: "DEFAULT" }, ["codelab"]],
    ["otc", {}, ["elsewhere", "plain"]],
    ["otc", { workspaceId: "w2" }, ["elsewhere"]],
    ["otc", { workspace_id: "w2" }, ["elsewhere", "plain"]],
    ["otc", { feature: "DEFAULT" }, ["codelab"]],
  ];
  for (const [cloud, query, names] of lists) {
    it(`given ${cloud}, when notebooks are listed by ${JSON.stringify(query)}, then ${names.join(" and ")}`, async () => {
      const { ok } = await given({ cloud, seed });
      for (const list of ["listNotebooks", "listAllNotebooks"] as const) {
        assert.deepEqual(namesOf(await ok(list, { query })), names);
      }
    });
  }

  it("given an image of one's own, when images are listed, then Huawei Cloud shows it only if asked", async () => {
    const seed = { images: [{ id: IMAGE_ID.replace("e", "f"), name: "mine", type: "DEDICATED" }] };
    const has = async (cloud: CloudName, query = {}) =>
      namesOf(await (await given({ cloud, seed })).ok("listImages", { query })).includes("mine");
    assert.equal(await has("huawei"), false);
    assert.equal(await has("huawei", { type: "DEDICATED" }), true);
    assert.equal(await has("otc"), true);
    assert.equal(await has("otc", { type: "BUILD_IN" }), false);
  });

  it("given a Chinese name, when a notebook is created and renamed, then only Huawei Cloud accepts it", async () => {
    const body = { ...lab, name: "实验" };
    const { ok } = await given({ cloud: "huawei" });
    const params = { id: (await ok("createNotebook", { body })).id };
    assert.equal((await ok("showNotebook", { params })).name, "实验");
    const { refused, runs } = await given({ cloud: "otc" });
    assert.equal(await refused("createNotebook", { body }), "ModelArts.6334");
    const rename = { params: { id: await runs() }, body: { name: "实验" } };
    assert.equal(await refused("updateNotebook", rename), "ModelArts.6334");
  });
});
