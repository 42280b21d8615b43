import assert from "node:assert/strict";
import { messages, newPlugin, plain, secret, struct, UNKNOWN, type Plugin } from "./plugin-fixture";

describe("the plugin's functions", () => {
  let plugin: Plugin;
  beforeEach(async () => {
    plugin = await newPlugin();
  });
  afterEach(() => plugin.close());

  const invoke = async (name: string, args: object = {}) => {
    const request = new messages.InvokeRequest()
      .setTok(`modelarts:index:${name}`)
      .setArgs(struct(args));
    const answer = await plugin.send<messages.InvokeResponse>("invoke", request);
    return {
      found: plain(answer.getReturn()),
      failures: answer.getFailuresList().map((each) => `${each.getProperty()} ${each.getReason()}`),
    };
  };
  const idsOf = async (args: object) => {
    const { found, failures } = await invoke("getNotebooks", args);
    assert.deepEqual(failures, []);
    return found["notebooks"].map(({ id }: { id: string }) => id).sort();
  };
  const add = (notebook: object) => plugin.simulator.notebooks.add(notebook).id;

  it("given an unknown function, the error lists the existing ones", async () => {
    await assert.rejects(
      invoke("getNotebok"),
      /no function modelarts:index:getNotebok; this provider has getNotebook, getNotebooks, /,
    );
  });

  it("given an unknown argument, returns nothing and sends no request", async () => {
    const { found, failures } = await invoke("getNotebook", { id: UNKNOWN });
    assert.deepEqual([found, failures, plugin.requests()], [{}, [], []]);
  });

  describe("getNotebook", () => {
    it("finds a notebook by its id, with its token as a secret", async () => {
      const id = add({ name: "team", token: "t0ken", status: "A_NEW_STATUS" });
      const { found } = await invoke("getNotebook", { id });
      assert.deepEqual(
        [found["id"], found["name"], found["token"], found["status"]],
        [id, "team", secret("t0ken"), "A_NEW_STATUS"],
      );
    });

    it("finds a notebook by its name among many similar names", async () => {
      add({ name: "team-2" });
      const id = add({ name: "team" });
      for (let i = 0; i < 120; i++) add({ name: `a-team-${i}` });
      assert.equal((await invoke("getNotebook", { name: "team" })).found["id"], id);
    });

    it("given several notebooks of the name, fails with their ids", async () => {
      const ids = [add({ name: "team" }), add({ name: "team" })];
      const error = await invoke("getNotebook", { name: "team" }).then(
        () => assert.fail("one was found"),
        (reason: Error) => reason.message,
      );
      assert.match(error, /2 notebooks are called "team": .*Give the id of the one/);
      for (const id of ids) assert.ok(error.includes(id));
    });

    it("given no notebook of the name, suggests a similar name", async () => {
      await assert.rejects(
        invoke("getNotebook", { name: "team" }),
        /Check the name, modelarts:pro/,
      );
      add({ name: "team-2" });
      await assert.rejects(
        invoke("getNotebook", { name: "team" }),
        /no notebook called "team".*Similar names: "team-2"\./,
      );
    });

    it("given an id that does not exist, says so", async () => {
      const id = "00000000-0000-4000-8000-000000000000";
      await assert.rejects(invoke("getNotebook", { id }), new RegExp(`there is no notebook ${id}`));
    });

    const wrong: [string, object, RegExp][] = [
      [
        "neither id nor name",
        {},
        /^id is needed, or the name: exactly one of the two \[modelarts\/invalid-input\]$/,
      ],
      ["both of them", { id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0", name: "a" }, /^id is needed/],
      ["an id that is no UUID", { id: "team" }, /^id must be a UUID \[modelarts\/invalid-input\]$/],
      ["a number for a name", { name: 7 }, /^name must be a string \[modelarts\/invalid-input\]$/],
      [
        "something else",
        { name: "a", owner: "b" },
        /^owner is not an argument of getNotebook; known here: id, name, connection, region, projectId \[modelarts\/invalid-input\]$/,
      ],
    ];
    for (const [what, args, failure] of wrong) {
      it(`refuses ${what}, and sends no request`, async () => {
        const { failures } = await invoke("getNotebook", args);
        assert.equal(failures.length, 1);
        assert.match(failures.join(), failure);
        assert.deepEqual(plugin.requests(), []);
      });
    }
  });

  describe("getNotebooks", () => {
    it("finds all notebooks on all pages, each once", async () => {
      const ids = Array.from({ length: 230 }, (_, i) => add({ name: `n-${i}`, create_at: i }));
      assert.deepEqual(await idsOf({}), ids.sort());
      // The workspaces, five pages of notebooks and one of CodeLab.
      assert.equal(plugin.requests().length, 7);
    });

    it("finds CodeLab and the notebooks of every workspace, and returns the workspaces", async () => {
      const ids = [
        add({ name: "lab" }),
        add({ name: "codelab", feature: "DEFAULT" }),
        add({ name: "of-team", workspace_id: "7" }),
      ];
      const { found } = await invoke("getNotebooks");
      assert.deepEqual(found["notebooks"].map(({ id }: { id: string }) => id).sort(), ids.sort());
      assert.deepEqual(
        found["workspaces"].map(({ id }: { id: string }) => id),
        ["0", "7"],
      );
      assert.deepEqual(found["gaps"], []);
    });

    it("returns an empty list if there are none", async () => {
      assert.deepEqual(await idsOf({}), []);
    });

    it("returns each token as a secret", async () => {
      add({ token: "t0ken" });
      const { found } = await invoke("getNotebooks");
      assert.deepEqual(found["notebooks"][0].token, secret("t0ken"));
    });

    const owner = { id: "0123456789abcdef0123456789abcdef", name: "ada" };
    const one = {
      name: "team-dev",
      status: "STOPPED",
      feature: "DEFAULT",
      user: owner,
      pool: { id: "pool-1", name: "big-pool" },
      workspace_id: "7",
      flavor: "modelarts.vm.gpu.v100",
      image: { id: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10", swr_path: "swr/atelier/pytorch" },
      description: "for the team",
      ip: "10.1.2.3",
      billing_items: ["STORAGE"],
      tags: [{ key: "team", value: "blue" }],
    };
    const filters: Record<string, string> = {
      name: "team",
      status: "STOPPED",
      feature: "DEFAULT",
      owner: owner.id,
      username: "ad",
      poolId: "pool-1",
      poolName: "big",
      workspaceId: "7",
      flavor: "gpu",
      imageId: one.image.id,
      swrPath: "pytorch",
      description: "the team",
      ip: "10.1.2.3",
      billing: "STORAGE",
      tags: "team|blue",
    };
    for (const [filter, value] of Object.entries(filters)) {
      it(`accepts ${filter} as a filter`, async () => {
        const id = add(one);
        add({ name: "other", status: "RUNNING", workspace_id: "0" });
        assert.deepEqual(await idsOf({ [filter]: value }), [id]);
      });
    }

    it("accepts the id as a filter, and an order", async () => {
      const ids = [add({ name: "b" }), add({ name: "a" })];
      assert.deepEqual(await idsOf({ id: ids[1] }), [ids[1]]);
      const { found } = await invoke("getNotebooks", { sortKey: "name", sortDir: "ASC" });
      assert.deepEqual(
        found["notebooks"].map(({ name }: { name: string }) => name),
        ["a", "b"],
      );
    });

    it("asks for the notebooks of all users only with allUsers", async () => {
      await idsOf({});
      await idsOf({ allUsers: false });
      await idsOf({ allUsers: true });
      const lists = plugin.requests().filter((request) => !request.endsWith("/workspaces"));
      const twice = (request: string) => [request, request];
      assert.deepEqual(lists, [
        ...twice("GET /notebooks"),
        ...twice("GET /notebooks"),
        ...twice("GET /notebooks/all"),
      ]);
    });
  });

  it("getFlavors finds all flavors, or those of a category", async () => {
    const all = (await invoke("getFlavors")).found["flavors"] as { id: string; vcpus: number }[];
    const gpus = (await invoke("getFlavors", { category: "GPU", type: "MANAGED" })).found;
    assert.ok(all.length > 1 && all.every(({ id, vcpus }) => id !== "" && vcpus > 0));
    const kinds = gpus["flavors"].map(({ category }: { category: string }) => category);
    assert.ok(kinds.length > 0 && kinds.length < all.length);
    assert.ok(kinds.every((category: string) => category === "GPU"));
    assert.match(
      (await invoke("getFlavors", { category: "TPU" })).failures.join(),
      /^category must be one of CPU, GPU, ASCEND \[modelarts\/invalid-input\]$/,
    );
  });

  it("getImages finds images by a part of the name, or by the whole name", async () => {
    const names = async (args: object) =>
      (await invoke("getImages", args)).found["images"].map(({ name }: { name: string }) => name);
    assert.ok((await names({})).length > 2);
    assert.deepEqual(await names({ name: "pytorch" }), ["pytorch1.8-cuda10.2-cudnn7-ubuntu18.04"]);
    assert.deepEqual(await names({ name: "pytorch", nameFuzzyMatch: false }), []);
    assert.deepEqual(await names({ type: "DEDICATED" }), []);
  });

  describe("getImage", () => {
    const BUILT_IN = "e1a07296-22a8-4f05-8bc8-e936c8e54090";

    it("finds an image by its id, and by its whole name", async () => {
      const { found } = await invoke("getImage", { id: BUILT_IN });
      assert.equal(found["id"], BUILT_IN);
      assert.deepEqual((await invoke("getImage", { name: found["name"] })).found, found);
    });

    it("given an id or a name that does not exist, says so", async () => {
      const id = "00000000-0000-4000-8000-000000000000";
      await assert.rejects(invoke("getImage", { id }), new RegExp(`there is no image ${id}`));
      await assert.rejects(
        invoke("getImage", { name: "pytorch" }),
        /no image called "pytorch" is in this project.*"pytorch1\.8-cuda10\.2-cudnn7-ubuntu18\.04"\./,
      );
      await assert.rejects(invoke("getImage", { name: "nothing-like-it" }), /Check the name/);
    });

    it("refuses neither id nor name, and both, and sends no request", async () => {
      plugin.requests();
      for (const args of [{}, { id: BUILT_IN, name: "a" }]) {
        assert.match(
          (await invoke("getImage", args)).failures.join(),
          /^id is needed, or the name/,
        );
      }
      assert.deepEqual(plugin.requests(), []);
    });
  });

  it("getSwitchableFlavors and getLease need an existing notebook", async () => {
    const lease = { create_at: 1, update_at: 2, duration: 3_600_000, enable: true, type: "IDLE" };
    const notebookId = add({ flavor: "modelarts.vm.cpu.2u", lease });
    const { flavors } = (await invoke("getSwitchableFlavors", { notebookId })).found;
    const ids = flavors.map(({ id }: { id: string }) => id);
    assert.ok(ids.includes("modelarts.vm.cpu.8u") && !ids.includes("modelarts.vm.cpu.2u"));
    assert.deepEqual((await invoke("getLease", { notebookId })).found, {
      createAt: 1,
      updateAt: 2,
      duration: 3_600_000,
      enable: true,
      type: "idle",
    });
    for (const name of ["getSwitchableFlavors", "getLease"]) {
      const missing = "00000000-0000-4000-8000-000000000000";
      await assert.rejects(invoke(name, { notebookId: missing }), /there is no notebook 00000000/);
      const { failures } = await invoke(name, { notebookId: "team" });
      assert.deepEqual(failures, ["notebookId must be a UUID [modelarts/invalid-input]"]);
      assert.deepEqual((await invoke(name)).failures, [
        "notebookId is required [modelarts/invalid-input]",
      ]);
    }
  });

  it("list returns ids up to the limit, with the filters of getNotebooks", async () => {
    const ids = [add({ name: "a" }), add({ name: "b" })];
    const request = new messages.ListRequest().setToken("modelarts:index:Notebook");
    assert.deepEqual((await plugin.list(request)).sort(), [...ids].sort());
    assert.equal((await plugin.list(request.setLimit(1))).length, 1);
    assert.deepEqual(await plugin.list(request.setLimit(0).setQuery(struct({ name: "b" }))), [
      ids[1],
    ]);
    plugin.simulator.faults.ask({ name: "unauthorized", times: 9 });
    await assert.rejects(
      plugin.list(request),
      /Listing the notebooks failed: ModelArts answered 401/,
    );
  });
});
