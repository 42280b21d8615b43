import assert from "node:assert/strict";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { INPUTS, plain, secret, UNKNOWN } from "./plugin-fixture";
import { failed, partOf, usePlugin } from "./plugin-steps";

describe("create of the plugin", () => {
  const { plugin, only, create } = usePlugin();

  it("returns the id and all outputs, the token as a secret", async () => {
    const created = await create();
    const outputs = plain(created.getProperties());
    assert.equal(created.getId(), only().id);
    assert.deepEqual(outputs["token"], secret(only().token));
    assert.deepEqual(
      [outputs["status"], outputs["flavor"], outputs["imageId"], outputs["volume"].capacity],
      ["RUNNING", INPUTS.flavor, INPUTS.imageId, 5],
    );
  });

  it("sends nothing in a preview, and marks unknown outputs", async () => {
    const created = await create(INPUTS, (request) => void request.setPreview(true));
    const outputs = plain(created.getProperties());
    assert.deepEqual(plugin().requests(), []);
    assert.equal(created.getId(), "");
    assert.equal(outputs["flavor"], INPUTS.flavor);
    assert.equal(outputs["url"], UNKNOWN);
    assert.equal(outputs["volume"], UNKNOWN, "the API adds a capacity");
    assert.deepEqual(outputs["token"], secret(UNKNOWN));
  });

  it("logs each step as transient, before the answer", async () => {
    await create();
    assert.deepEqual(plugin().lines[0], ["dev: step 1 of 4, Prepare storage.", true]);
    assert.equal(plugin().lines.length, 4);
  });

  it("works without an engine that receives the log", async () => {
    await plugin().send("attach", new PluginAttach().setAddress("127.0.0.1:1"));
    assert.equal((await create()).getId(), only().id);
  });

  it("keeps id, outputs and reason of a notebook that fails", async () => {
    plugin().simulator.faults.ask({ name: "createFails" });
    const error = await failed(create());
    const part = partOf(error);
    assert.equal(part.getId(), only().id);
    assert.match(part.getReasonsList().join(), /CREATE_FAILED \(There are not enough resources/);
    const outputs = plain(part.getProperties());
    assert.equal(outputs["status"], "CREATE_FAILED");
    assert.deepEqual(outputs["token"], secret(only().token));
  });

  it("respects the engine's timeout, and keeps no timeout in the state", async () => {
    const error = await failed(create(INPUTS, (request) => void request.setTimeout(10)));
    assert.match(error.details, /took longer than 10 s/);
    assert.ok(!("__timeouts" in plain(partOf(error).getProperties())));
  });

  it("given a refusal by the API, fails without a stack and without an id", async () => {
    plugin().simulator.faults.ask({ name: "unauthorized", operation: "createNotebook", times: 9 });
    const error = await failed(create());
    assert.match(error.details, /^Creating the notebook failed: ModelArts answered 401/);
    assert.doesNotMatch(error.details, /\n +at |\.js:/);
    assert.deepEqual(error.metadata.get("grpc-status-details-bin"), []);
  });
});
