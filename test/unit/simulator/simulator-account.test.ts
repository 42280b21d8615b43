import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { TRANSITION_MS, useSimulators, type Json } from "./simulator-steps";

describe("simulator: the account", () => {
  const given = useSimulators();

  it("given a project's name, when IAM is asked, then there is one, with the token's project id", async () => {
    const { ok, send } = await given();
    const { projects } = await ok("listProjects", { query: { name: "cn-north-4" } });
    assert.equal(projects.length, 1);
    const [{ id, name, domain_id }] = projects;
    assert.deepEqual([name, id], ["cn-north-4", createHash("md5").update(name).digest("hex")]);
    const user = { name: "ann", password: "p", domain: { name: "simulated" } };
    const identity = { methods: ["password"], password: { user } };
    const scope = { project: { name: "cn-north-4" } };
    const { body } = await send("createToken", { body: { auth: { identity, scope } } });
    assert.equal(body.token.project.id, id);
    const { domains } = await ok("listAuthDomains");
    assert.deepEqual([domains.length, domains[0].id], [1, domain_id]);
  });

  it("given credentials, when IAM is asked for projects, then they are needed there, too", async () => {
    const { send, running } = await given({ accessKey: "AK", secretKey: "SK" });
    const { status, body } = await send("listProjects", { query: { name: "eu-de" } });
    assert.deepEqual([status, body.error.title], [401, "Unauthorized"]);
    assert.equal((await fetch(`${running.url}/v3/auth/domains`)).status, 401);
  });

  it("given a token that is a day old, when it is used, then it has expired", async () => {
    const { send, simulator } = await given({ password: "p" });
    const user = { name: "ann", password: "p" };
    const identity = { methods: ["password"], password: { user } };
    const { headers } = await send("createToken", {
      body: { auth: { identity, scope: { project: { name: "eu-de" } } } },
    });
    const token = { "x-auth-token": headers.get("x-subject-token") ?? "" };
    assert.equal((await send("listNotebooks", { headers: token })).status, 200);
    simulator.advance(24 * 3_600_000);
    const { status, body } = await send("listNotebooks", { headers: token });
    assert.deepEqual([status, body.error_code], [401, "ModelArts.0202"]);
    const unknown = await send("listNotebooks", { headers: { "x-auth-token": "unknown" } });
    assert.deepEqual([unknown.status, unknown.body.error_code], [401, "APIGW.0301"]);
  });

  it("given workspaces, when they are listed, then the default, seeded and used ones", async () => {
    const team = { id: "w1", name: "team", enterprise_project_id: "e1" };
    const { ok, created } = await given({ seed: { workspaces: [team] } });
    await created({ workspace_id: "w2" });
    const list = async (query = {}) => {
      const { workspaces, ...counts } = await ok("listWorkspaces", { query });
      return [workspaces.map(({ id }: Json) => id), counts];
    };
    assert.deepEqual(await list(), [["0", "w1", "w2"], { total_count: 3, count: 3 }]);
    assert.deepEqual(await list({ limit: "2", offset: "1" }), [
      ["w2"],
      { total_count: 3, count: 1 },
    ]);
    assert.deepEqual(await list({ name: "tea" }), [["w1"], { total_count: 1, count: 1 }]);
    assert.deepEqual((await list({ enterprise_project_id: "e1" }))[0], ["w1"]);
    assert.deepEqual((await list({ sort_by: "name", order: "desc" }))[0], ["w2", "w1", "0"]);
    const { workspaces } = await ok("listWorkspaces");
    assert.deepEqual([workspaces[0].name, workspaces[1].status], ["default", "NORMAL"]);
  });

  it("given pools, when they are listed, then by their type, which is required", async () => {
    const { ok, refused, created } = await given();
    assert.equal(await refused("listPools"), "ModelArts.6335");
    assert.equal((await ok("listPools", { query: { type: "MANAGED" } })).total, 0);
    const page = await ok("listPools", { query: { type: "DEDICATED" } });
    const [pool] = page.data;
    assert.deepEqual([page.current, page.total, pool.is_allow_root], [1, 1, true]);
    assert.ok(pool.flavors.length > 0);
    const params = { id: await created({ pool_id: pool.pool_id }) };
    const notebook = await ok("showNotebook", { params });
    assert.deepEqual(notebook.pool, { id: pool.pool_id, name: pool.name });
  });

  it("given seeded pools, when they are listed, then they are there instead of the default one", async () => {
    const pools = [
      { pool_id: "p1", type: "DEDICATED", workspace_id: "0" },
      { pool_id: "p2", type: "DEDICATED", workspace_id: "w2" },
    ];
    const { ok } = await given({ seed: { pools } });
    const { data } = await ok("listPools", { query: { type: "DEDICATED", workspace_id: "w2" } });
    assert.deepEqual(data, [pools[1]]);
    const { data: paged } = await ok("listPools", {
      query: { type: "DEDICATED", limit: "1", offset: "1" },
    });
    assert.deepEqual(paged, [pools[1]]);
  });

  it("given notebooks, when the quota is asked, then they are counted, and none goes beyond it", async () => {
    const { ok, refused, created, simulator, clock } = await given();
    const quota = (feature: string) => ok("showQuota", { params: { feature } });
    await created({ feature: "DEFAULT" });
    await created();
    clock.advance(TRANSITION_MS);
    const { name, enabled, used, quota: most } = await quota("NOTEBOOK");
    assert.deepEqual([name, enabled, used], ["NOTEBOOK", true, 1]);
    const lab = await quota("DEFAULT");
    assert.deepEqual([lab.used, lab.quota], [1, 1]);
    for (let number = used; number < most; number++) simulator.notebooks.add({});
    await assert.rejects(created(), /ModelArts\.6302/);
    assert.equal(await refused("showQuota", { params: { feature: "TRAINING" } }), "ModelArts.6336");
  });
});

describe("simulator: tags", () => {
  const given = useSimulators();

  async function givenTagged() {
    const one = await given();
    const params = { id: await one.runs() };
    const query = { workspace_id: "0" };
    const send = (name: "createTags" | "deleteTags") => async (tags: object[]) => {
      const { status, body } = await one.send(name, { params, query, body: { tags } });
      return status === 204 ? status : body.error_code;
    };
    const tags = async () => (await one.ok("showNotebook", { params })).tags;
    return { put: send("createTags"), remove: send("deleteTags"), tags };
  }

  it("given a tag, when it is created again, then it has the new value", async () => {
    const { put, tags } = await givenTagged();
    assert.equal(await put([{ key: "team", value: "a" }, { key: "cost" }]), 204);
    assert.equal(await put([{ key: "team", value: "b" }]), 204);
    assert.deepEqual(await tags(), [
      { key: "team", value: "b" },
      { key: "cost", value: "" },
    ]);
  });

  it("given tags, when they are deleted, then by key, with or without a value", async () => {
    const { put, remove, tags } = await givenTagged();
    await put([
      { key: "a", value: "1" },
      { key: "b", value: "2" },
      { key: "c", value: "3" },
    ]);
    assert.equal(await remove([{ key: "a" }, { key: "b", value: "2" }, { key: "missing" }]), 204);
    assert.deepEqual(await tags(), [{ key: "c", value: "3" }]);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: `k${index}` }));
  const limits: [string, object[], unknown][] = [
    ["20 tags", many(20), 204],
    ["21 tags", many(21), "ModelArts.6336"],
    ["a key of 128 characters", [{ key: "k".repeat(128) }], 204],
    ["a key of 129 characters", [{ key: "k".repeat(129) }], "ModelArts.6336"],
    ["a value of 255 characters", [{ key: "k", value: "v".repeat(255) }], 204],
    ["a value of 256 characters", [{ key: "k", value: "v".repeat(256) }], "ModelArts.6336"],
    ["a key of the system", [{ key: "_sys_a" }], "ModelArts.6334"],
    ["no key", [{ value: "v" }], "ModelArts.6335"],
  ];
  for (const [what, tags, expected] of limits) {
    it(`given ${what}, when they are created, then ${String(expected)}`, async () => {
      assert.equal(await (await givenTagged()).put(tags), expected);
    });
  }
});
