import { strict as assert } from "node:assert";
import { IMAGE_ID, lab, useSimulators, type Json } from "./simulator-steps";

describe("simulator: lists", () => {
  const given = useSimulators();

  /** 23 notebooks, lab-01 the oldest. */
  async function givenMany() {
    const one = await given();
    for (let number = 1; number <= 23; number++) {
      await one.created({ name: `lab-${String(number).padStart(2, "0")}` });
      one.clock.advance(1);
    }
    return one;
  }
  const namesOf = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name);

  it("given 23 notebooks, when they are listed, then the newest 10 come first", async () => {
    const { ok } = await givenMany();
    const { data, ...page } = await ok("listNotebooks");
    assert.deepEqual(page, { current: 0, pages: 3, size: 10, total: 23 });
    assert.equal(data.length, 10);
    assert.equal(data[0].name, "lab-23");
  });

  it("given 23 notebooks, when every page is read, then each comes once", async () => {
    const { ok } = await givenMany();
    const seen = [];
    for (let offset = 0; offset < 23; offset += 10) {
      const page = await ok("listAllNotebooks", { query: { offset: String(offset), limit: "10" } });
      assert.equal(page.current, offset / 10);
      seen.push(...namesOf(page));
    }
    assert.equal(new Set(seen).size, 23);
    assert.equal(seen.length, 23);
  });

  it("given an offset past the end, when the page is read, then it is empty", async () => {
    const { ok } = await givenMany();
    const page = await ok("listNotebooks", { query: { offset: "30" } });
    assert.deepEqual([page.data, page.total], [[], 23]);
  });

  it("given a sort, when the list is read, then it is in that order", async () => {
    const { ok } = await givenMany();
    const query = { sort_key: "status,name", sort_dir: "ASC" };
    const names = namesOf(await ok("listNotebooks", { query }));
    assert.deepEqual(names.slice(0, 3), ["lab-01", "lab-02", "lab-03"]);
  });

  const notebooks = [
    {
      name: "one",
      status: "RUNNING",
      feature: "NOTEBOOK",
      flavor: "modelarts.vm.cpu.2u",
      workspace_id: "0",
      description: "first of all",
      billing_items: ["ALL"],
      user: { id: "u1", name: "ann" },
      tags: [
        { key: "team", value: "a" },
        { key: "cost", value: "1" },
      ],
    },
    {
      name: "two",
      status: "STOPPED",
      flavor: "modelarts.vm.cpu.8u",
      pool: { id: "p2", name: "pool two" },
      image: { id: IMAGE_ID, swr_path: "swr.example.com/a/b:1" },
      ip: "10.0.0.2",
      user: { id: "u2", name: "bob" },
      tags: [{ key: "team", value: "b" }],
    },
  ];
  const filters: [Record<string, string>, string[]][] = [
    [{ name: "o" }, ["two", "one"]],
    [{ name: "tw" }, ["two"]],
    [{ status: "STOPPED" }, ["two"]],
    [{ status: "stopped" }, []],
    [{ pool_id: "p2" }, ["two"]],
    [{ pool_name: "pool" }, ["two"]],
    [{ owner: "u1" }, ["one"]],
    [{ username: "an" }, ["one"]],
    [{ flavor: "8u" }, ["two"]],
    [{ image_id: IMAGE_ID }, ["two"]],
    [{ swr_path: "/a/" }, ["two"]],
    [{ description: "first" }, ["one"]],
    [{ ip: "10.0.0.2" }, ["two"]],
    [{ billing: "ALL" }, ["one"]],
    [{ tags: "team|a" }, ["one"]],
    [{ tags: "team|a,cost|1" }, ["one"]],
    [{ tags: "team|b,cost|1" }, []],
    [{ tags: "cost" }, ["one"]],
    [{ name: "o", status: "RUNNING" }, ["one"]],
    [{ name: "", limit: "" }, ["two", "one"]],
  ];
  for (const [query, names] of filters) {
    it(`given two notebooks, when ${JSON.stringify(query)} is asked, then [${names.join(", ")}]`, async () => {
      const { ok } = await given({ seed: notebooks });
      const page = await ok("listNotebooks", { query });
      assert.deepEqual(namesOf(page), names);
      assert.equal(page.total, names.length);
    });
  }

  it("given the catalog, when flavors are listed, then the page repeats its rows", async () => {
    const { ok } = await given();
    const page = await ok("listFlavors", { query: { limit: "2", offset: "2" } });
    assert.deepEqual(page.flavors, page.data);
    assert.deepEqual([page.total, page.pages, page.data.length], [5, 3, 2]);
    for (const category of ["CPU", "GPU", "ASCEND"]) {
      const { data } = await ok("listFlavors", { query: { category } });
      assert.ok(data.length > 0);
      for (const flavor of data) assert.equal(flavor.category, category);
    }
    assert.equal((await ok("listFlavors", { query: { type: "DEDICATED" } })).total, 0);
  });

  it("given lists, when a page is read, then it counts from 0 or 1 and its size is the limit", async () => {
    const { ok, runs } = await given();
    const params = { id: await runs() };
    const query = { limit: "20", offset: "0" };
    const numbers = async (name: "listNotebooks" | "listFlavors" | "listImages") => {
      const { current, size } = await ok(name, { query });
      return [current, size];
    };
    assert.deepEqual(await numbers("listNotebooks"), [0, 20]);
    assert.deepEqual(await numbers("listFlavors"), [1, 20]);
    assert.deepEqual(await numbers("listImages"), [0, 20]);
    const { current, size } = await ok("listSwitchableFlavors", { params, query });
    assert.deepEqual([current, size], [1, 20]);
  });

  it("given the catalog, when flavors are listed, then one has half a GPU, images are in bytes", async () => {
    const { ok } = await given();
    const { data } = await ok("listFlavors", { query: { category: "GPU" } });
    assert.ok(data.some(({ gpu }: Json) => gpu.gpu === 0.5));
    const { data: images } = await ok("listImages");
    assert.equal(images.length, 3);
    for (const { size } of images) assert.ok(size > 1_000_000_000);
  });

  it("given real clients, when they send undocumented parameters, then these are ignored", async () => {
    const { running } = await given();
    const url = `${running.url}/v1/any-project/notebooks?limit=50&offset=0&sort=none`;
    const headers = { "x-language": "en-us", "content-type": "application/json" };
    assert.equal((await fetch(url, { headers })).status, 200);
  });

  it("given a notebook, when its flavors are listed, then not its own or another architecture's", async () => {
    const { ok, created } = await given();
    const { data } = await ok("listSwitchableFlavors", { params: { id: await created() } });
    assert.deepEqual(
      data.map(({ id }: { id: string }) => id),
      ["modelarts.vm.cpu.8u", "modelarts.vm.gpu.v100", "modelarts.vm.gpu.t4.half"],
    );
  });

  const imageFilters: [Record<string, string>, number][] = [
    [{}, 3],
    [{ name: "notebook2.0" }, 1],
    [{ name: "notebook2.0", name_fuzzy_match: "false" }, 0],
    [{ name: "notebook2.0-mul-kernel-cpu-cp36", name_fuzzy_match: "false" }, 1],
    [{ type: "DEDICATED" }, 0],
    [{ namespace: "atelier", workspace_id: "0", service_type: "DEV" }, 3],
  ];
  for (const [query, total] of imageFilters) {
    it(`given the catalog, when images are listed by ${JSON.stringify(query)}, then ${total}`, async () => {
      const { ok } = await given();
      const page = await ok("listImages", { query });
      assert.deepEqual([page.total, page.data.length], [total, total]);
    });
  }

  it("given a notebook called all, when all notebooks are listed, then its name is no path", async () => {
    const { ok, running } = await given();
    await ok("createNotebook", { body: { ...lab, name: "all" } });
    assert.equal((await ok("listAllNotebooks")).total, 1);
    const slashed = await fetch(`${running.url}/v1/p/notebooks/all/`);
    assert.equal(((await slashed.json()) as Json).total, 1);
  });
});
