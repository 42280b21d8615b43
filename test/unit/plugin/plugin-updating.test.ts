import assert from "node:assert/strict";
import { ENVIRONMENT, INPUTS, messages, plain, secret, UNKNOWN } from "./plugin-fixture";
import { failed, partOf, unmarked, usePlugin } from "./plugin-steps";

describe("update of the plugin", () => {
  const { plugin, create, update } = usePlugin();

  it("changes what differs and returns the notebook as it was read afterwards", async () => {
    const created = await create();
    plugin().requests();
    const newInputs = { ...INPUTS, description: "new" };
    const updated = await update(
      created.getId(),
      unmarked(plain(created.getProperties())),
      newInputs,
    );
    assert.equal(plain(updated.getProperties())["description"], "new");
    assert.deepEqual(
      plugin()
        .requests()
        .filter((line) => !line.startsWith("GET ")),
      ["PUT /notebooks/{id}"],
    );
  });

  it("returns the live notebook if it fails half-way", async () => {
    const created = await create();
    plugin().simulator.faults.ask({ name: "startFails" });
    const newInputs = { ...INPUTS, flavor: "modelarts.vm.cpu.8u" };
    const state = unmarked(plain(created.getProperties()));
    const part = partOf(await failed(update(created.getId(), state, newInputs)));
    const outputs = plain(part.getProperties());
    assert.equal(part.getId(), created.getId());
    assert.deepEqual([outputs["status"], outputs["flavor"]], ["START_FAILED", newInputs.flavor]);
  });

  describe("in a preview", () => {
    const previewed = async (newInputs: object) => {
      const created = await create();
      plugin().requests();
      const state = unmarked(plain(created.getProperties()));
      const preview = (request: messages.UpdateRequest) => void request.setPreview(true);
      const updated = await update(created.getId(), state, newInputs, preview);
      assert.deepEqual(plugin().requests(), []);
      return [plain(updated.getProperties()), state] as const;
    };

    it("keeps all other outputs if the notebook runs on", async () => {
      const [outputs, state] = await previewed({ ...INPUTS, description: "new" });
      assert.equal(outputs["description"], "new");
      assert.ok(state["url"] && state["token"] && state["volume"], "the state holds the outputs");
      assert.equal(outputs["url"], state["url"]);
      assert.deepEqual(outputs["token"], secret(state["token"]));
      assert.equal(outputs["updateAt"], UNKNOWN);
      assert.deepEqual(outputs["volume"], state["volume"]);
    });

    it("knows only stable outputs of a notebook that is stopped and started", async () => {
      const [outputs, state] = await previewed({ ...INPUTS, flavor: "modelarts.vm.cpu.8u" });
      assert.equal(outputs["flavor"], "modelarts.vm.cpu.8u");
      assert.ok(state["createAt"]);
      assert.equal(outputs["createAt"], state["createAt"]);
      assert.deepEqual([outputs["url"], outputs["status"]], [UNKNOWN, UNKNOWN]);
      assert.deepEqual(outputs["token"], secret(UNKNOWN));
    });

    describe("given that it may be stopped for a new name", () => {
      const renaming = usePlugin({
        environment: { ...ENVIRONMENT, MODELARTS_STOP_TO_RENAME: "true" },
      });

      it("knows only stable outputs of a notebook with a new description", async () => {
        const created = await renaming.create();
        const state = unmarked(plain(created.getProperties()));
        const newInputs = { ...INPUTS, description: "new" };
        const updated = await renaming.update(created.getId(), state, newInputs, (request) => {
          request.setPreview(true);
        });
        const outputs = plain(updated.getProperties());
        assert.equal(outputs["createAt"], state["createAt"]);
        assert.deepEqual([outputs["url"], outputs["token"]], [UNKNOWN, secret(UNKNOWN)]);
      });
    });

    it("does not know a changed input to which the API adds properties", async () => {
      const volume = { ...INPUTS.volume, capacity: 10 };
      const [outputs] = await previewed({ ...INPUTS, volume });
      assert.equal(outputs["volume"], UNKNOWN);
    });
  });
});
