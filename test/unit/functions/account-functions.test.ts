import assert from "node:assert/strict";
import {
  call,
  checkArguments,
  type FunctionName,
} from "../../../provider/resources/functions/functions";
import {
  cannedApi,
  refusal,
  type Asked,
  type Canned,
  type CannedApi,
} from "../resources/canned-api";

describe("the functions about the account", () => {
  let api: CannedApi;
  afterEach(() => api.close());
  const given = async (answers: Record<string, (asked: Asked) => Canned>) =>
    (api = await cannedApi((asked) => answers[asked.call]?.(asked)));
  const ask = (name: FunctionName, args: object = {}) => {
    assert.deepEqual(checkArguments(name, args), []);
    return call(() => api, name, args);
  };

  const pools: Record<string, object[]> = {
    DEDICATED: [
      {
        pool_id: "pool-1",
        name: "research",
        type: "DEDICATED",
        status: "ACTIVE",
        is_allow_root: true,
        flavors: [{ id: "modelarts.pool.gpu", gpu: { gpu: 0.5 } }],
      },
    ],
    MANAGED: [{ type: "MANAGED", logic_cluster_id: "public" }],
  };
  const listPools = ({ query }: Asked) => {
    const data = pools[query["type"] ?? ""];
    return data ? { body: { data, total: data.length } } : refusal("ModelArts.6335");
  };

  it("getPools lists one's own and the public ones, with their machines", async () => {
    await given({ "GET /authoring/clusters": listPools });
    const found = await ask("getPools", { workspaceId: "7d9a" });
    assert.deepEqual(found, {
      pools: [
        { type: "MANAGED", logicClusterId: "public" },
        {
          poolId: "pool-1",
          name: "research",
          type: "DEDICATED",
          status: "ACTIVE",
          isAllowRoot: true,
          flavors: [{ id: "modelarts.pool.gpu", gpu: { gpu: 0.5 } }],
        },
      ],
    });
    assert.deepEqual(api.asked.map(({ query }) => query["type"]).sort(), ["DEDICATED", "MANAGED"]);
    assert.ok(api.asked.every(({ query }) => query["workspace_id"] === "7d9a"));
  });

  it("getPools lists those of one type alone, all pages of them", async () => {
    const all = Array.from({ length: 121 }, (_, index) => ({ pool_id: `pool-${index}` }));
    await given({
      "GET /authoring/clusters": ({ query: { limit, offset, type } }) => {
        assert.equal(type, "DEDICATED");
        const data = all.slice(Number(offset), Number(offset) + Number(limit));
        return { body: { data, total: all.length } };
      },
    });
    const found = (await ask("getPools", { type: "DEDICATED" })) as { pools: object[] };
    assert.equal(found.pools.length, 121);
  });

  it("getQuotas says how many notebooks one may have and has, of the billed ones unless asked", async () => {
    const quota = { enabled: true, quota: 10, used: 3, user_id: "ada" };
    await given({
      "GET /authoring/features/NOTEBOOK": () => ({ body: { name: "NOTEBOOK", ...quota } }),
      "GET /authoring/features/DEFAULT": () => ({ body: { name: "DEFAULT", ...quota, used: 1 } }),
    });
    const { user_id: userId, ...rest } = quota;
    assert.deepEqual(await ask("getQuotas"), { name: "NOTEBOOK", ...rest, userId });
    const codelab = await ask("getQuotas", { feature: "DEFAULT" });
    assert.deepEqual(codelab, { name: "DEFAULT", ...rest, userId, used: 1 });
  });

  it("getWorkspaces lists all of them, or those that filters leave", async () => {
    const all = Array.from({ length: 60 }, (_, index) => ({
      id: `w${index}`,
      auth_type: "PRIVATE",
    }));
    await given({
      "GET /workspaces": ({ query: { limit, offset } }) => {
        const [size, page] = [Number(limit), Number(offset)]; // The offset counts pages here.
        const workspaces = all.slice(page * size, (page + 1) * size);
        return { body: { workspaces, total_count: all.length, count: workspaces.length } };
      },
    });
    const filters = { name: "team", enterpriseProjectId: "e1" };
    const found = (await ask("getWorkspaces", filters)) as { workspaces: object[] };
    assert.equal(found.workspaces.length, 60);
    assert.deepEqual(found.workspaces[0], { id: "w0", authType: "PRIVATE" });
    const { name, enterprise_project_id: project } = api.asked[0]?.query ?? {};
    assert.deepEqual([name, project], ["team", "e1"]);
  });

  it("getWorkspaces reads an id that is answered as a number, as the published example has it", async () => {
    const body = { workspaces: [{ id: 0, name: "default", auth_type: "public" }], total_count: 1 };
    await given({ "GET /workspaces": () => ({ body }) });
    const { workspaces } = (await ask("getWorkspaces")) as { workspaces: object[] };
    assert.deepEqual(workspaces, [{ id: "0", name: "default", authType: "public" }]);
  });

  for (const name of ["getPools", "getQuotas", "getWorkspaces"] as const) {
    it(`${name} fails on a cloud that does not have it, and says so`, async () => {
      await given({});
      await assert.rejects(
        ask(name),
        /failed: this endpoint has no such operation \(APIGW\.0101\)\. .*Open Telekom Cloud has none.*\[GET /,
      );
    });
  }

  it("getPools passes on every other error", async () => {
    await given({ "GET /authoring/clusters": () => refusal("ModelArts.2890", 404) });
    await assert.rejects(ask("getPools"), /2890.*getPools lists the pools/);
  });

  it("getPools takes only a type that there is", async () => {
    await given({});
    const [failure] = checkArguments("getPools", { type: "PUBLIC" });
    assert.deepEqual(failure?.property, "type");
  });
});
