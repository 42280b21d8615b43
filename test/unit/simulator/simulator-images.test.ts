import { strict as assert } from "node:assert";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { IMAGE_ID, TRANSITION_MS, useSimulators } from "./simulator-steps";

describe("simulator: own images", () => {
  const given = useSimulators();
  const SWR_PATH = "swr.xxx.com/team/pytorch_1_8:train-1.8.0";
  const SAVED = { name: "lab", namespace: "team", tag: "v1" };

  it("given an image in SWR, when it is registered, then its path gives its name", async () => {
    const { ok, simulator, clock, created } = await given();
    const body = { swr_path: SWR_PATH, resource_category: ["CPU"], description: "mine" };
    const { id, size, ...image } = await ok("registerImage", { body });
    assert.ok(size > 1_000_000_000, "the size is in bytes");
    assert.deepEqual(image, {
      name: "pytorch_1_8",
      namespace: "team",
      tag: "train-1.8.0",
      swr_path: SWR_PATH,
      description: "mine",
      arch: "x86_64",
      dev_services: ["NOTEBOOK", "SSH"],
      resource_categories: ["CPU"],
      origin: "CUSTOMIZE",
      service_type: "UNKNOWN",
      status: "ACTIVE",
      type: "DEDICATED",
      visibility: "PRIVATE",
      workspace_id: "0",
      create_at: clock.now(),
      update_at: clock.now(),
    });
    assert.equal((await ok("showImage", { params: { id } })).name, "pytorch_1_8");
    assert.equal((await ok("listImages", { query: { type: "DEDICATED" } })).total, 1);
    assert.equal(simulator.images.get(id)?.id, id);
    await created({ image_id: id });
  });

  it("given all fields, when an image is registered, then they are answered", async () => {
    const { ok } = await given();
    const own = {
      origin: "IMAGE_SAVE",
      service_type: "DEV",
      visibility: "PUBLIC",
      workspace_id: "w",
    };
    const body = { ...own, swr_path: SWR_PATH, arch: "AARCH64", services: ["SSH"], read_me: "…" };
    const image = await ok("registerImage", { body: { ...body, flavor_type: "ASCEND_SNT9B" } });
    for (const [field, value] of Object.entries(own)) assert.equal(image[field], value);
    assert.deepEqual([image.arch, image.dev_services], ["aarch64", ["SSH"]]);
    assert.deepEqual([image.flavor_type, image.read_me], ["ASCEND_SNT9B", undefined]);
  });

  it("given a malformed path or that of another image, when it is registered, then it is refused", async () => {
    const { ok, refused } = await given();
    const register = (swr_path: string) => ({ body: { swr_path } });
    assert.equal(
      await refused("registerImage", register("swr.xxx.com/no-tag-here")),
      "ModelArts.6336",
    );
    await ok("registerImage", register(SWR_PATH));
    assert.equal(await refused("registerImage", register(SWR_PATH)), "ModelArts.6336");
    assert.equal(await refused("registerImage", { body: {} }), "ModelArts.6335");
  });

  it("given a notebook, when it is saved, then its image becomes ACTIVE and keeps the workspace", async () => {
    const { ok, runs, clock } = await given();
    const params = { id: await runs() };
    const body = { ...SAVED, workspace_id: "w2", swr_instance_domain: "own.swr.example.com" };
    const saving = await ok("createImage", { params, body });
    assert.deepEqual(
      [saving.status, saving.origin, saving.workspace_id, saving.swr_path],
      ["INIT", "IMAGE_SAVE", "w2", "own.swr.example.com/team/lab:v1"],
    );
    assert.equal("swr_instance_domain" in saving, false);
    assert.equal((await ok("showNotebook", { params })).status, "SNAPSHOTTING");
    const { lease } = await ok("showNotebook", { params });
    clock.advance(TRANSITION_MS);
    assert.equal((await ok("showImage", { params: { id: saving.id } })).status, "ACTIVE");
    const after = await ok("showNotebook", { params });
    assert.deepEqual([after.status, after.lease], ["RUNNING", lease]);
  });

  it("given a notebook, when it is saved, then its image has the architecture of the notebook's image", async () => {
    const { ok, runs, simulator } = await given();
    const listed = await runs();
    const image = { id: "unlisted", arch: "aarch64" };
    const { id: unlisted } = simulator.notebooks.add({ name: "seeded", image });
    const archOf = async (id: string, tag: string) =>
      (await ok("createImage", { params: { id }, body: { ...SAVED, tag } })).arch;
    assert.equal(await archOf(listed, "v1"), "x86_64");
    assert.equal(await archOf(unlisted, "v2"), "aarch64");
  });

  const limits: [string, object, string?][] = [
    ["a name of 128 characters", { name: "n".repeat(128) }],
    ["a name of 129 characters", { name: "n".repeat(129) }, "ModelArts.6336"],
    ["a name that ends with a dot", { name: "lab." }, "ModelArts.6334"],
    ["a name with a capital letter", { name: "Lab" }, "ModelArts.6334"],
    ["a namespace of 64 characters", { namespace: "n".repeat(64) }],
    ["a namespace of 65 characters", { namespace: "n".repeat(65) }, "ModelArts.6336"],
    ["a namespace that begins with a digit", { namespace: "1team" }, "ModelArts.6336"],
  ];
  for (const [what, changes, code] of limits) {
    it(`given ${what}, when a notebook is saved, then it is ${code ?? "taken"}`, async () => {
      const { send, runs } = await given();
      const sent = { params: { id: await runs() }, body: { ...SAVED, ...changes } };
      const { status, body } = await send("createImage", sent);
      assert.deepEqual([status, body.error_code], [code === undefined ? 200 : 400, code]);
    });
  }

  for (const cloud of cloudNames) {
    const query = { query: { force: "true" } };
    const body = { body: { is_force: true } };
    const [own, other] = cloud === "otc" ? [query, body] : [body, query];
    const keeps: [string, object, boolean][] = [
      ["without a word", {}, true],
      [`with ${JSON.stringify(own)}`, own, false],
      [`with the other cloud's ${JSON.stringify(other)}`, other, true],
    ];
    for (const [how, sent, isKept] of keeps) {
      it(`given ${cloud}, when an image is deleted ${how}, then SWR ${isKept ? "keeps" : "loses"} it`, async () => {
        const { ok, refused, simulator } = await given({ cloud });
        const { id } = await ok("registerImage", { body: { swr_path: SWR_PATH } });
        assert.deepEqual(simulator.registry.list(), [SWR_PATH]);
        await ok("deleteImage", { params: { id }, ...sent });
        assert.equal(simulator.registry.has(SWR_PATH), isKept);
        for (const name of ["showImage", "deleteImage"] as const) {
          assert.equal(await refused(name, { params: { id } }), "ModelArts.6797");
        }
      });
    }
  }

  it("given an image that comes with the service, when it is deleted, then it stays", async () => {
    const { ok, refused } = await given();
    const params = { id: IMAGE_ID };
    assert.equal(await refused("deleteImage", { params }), "ModelArts.6347");
    await ok("showImage", { params });
  });
});
