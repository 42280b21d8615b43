import { resourceTypes } from "../../../provider/servers/plugin/resource-types";
import assert from "node:assert/strict";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { INPUTS, messages, newPlugin, plain, struct, URN } from "./plugin-fixture";
import { failed, partOf, usePlugin } from "./plugin-steps";

describe("the plugin", () => {
  const { plugin, create } = usePlugin();

  it("returns its version and its features", async () => {
    const info = await plugin().send<PluginInfo>("getPluginInfo", new Empty());
    assert.equal(info.getVersion(), "1.2.3");
    const request = new messages.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
    const shaken = await plugin().send<messages.ProviderHandshakeResponse>("handshake", request);
    assert.equal(shaken.getSupportsAutonamingConfiguration(), true);
    assert.equal(shaken.getAcceptSecrets(), false);
  });

  it("deletes a notebook, and accepts that it is gone already", async () => {
    const created = await create();
    const request = new messages.DeleteRequest().setUrn(URN).setId(created.getId());
    request.setProperties(struct({ id: created.getId() }));
    await plugin().send("delete", request);
    assert.deepEqual(plugin().simulator.notebooks.list(), []);
    await plugin().send("delete", request);
  });

  it("fails before it is configured", async () => {
    const bare = await newPlugin({ isConfigured: false });
    const request = new messages.CreateRequest().setUrn(URN).setProperties(struct(INPUTS));
    const { details } = await failed(bare.send("create", request)).finally(bare.close);
    assert.match(details, /was not configured/);
  });

  for (const type of [
    "modelarts:index:Notebok",
    "modelarts:index/notebook:Notebook",
    "modelarts:index:Notebook$modelarts:index:Team",
    "toString",
  ]) {
    it(`refuses the type ${type} in every request, and sends nothing`, async () => {
      const { id } = plugin().simulator.notebooks.add({ name: "there" });
      const urn = `urn:pulumi:test::test::${type}::modelarts:index:Notebook`;
      const inputs = struct(INPUTS);
      for (const [rpc, request] of [
        ["check", new messages.CheckRequest().setUrn(urn).setNews(inputs)],
        ["diff", new messages.DiffRequest().setUrn(urn).setId(id).setNews(inputs)],
        ["create", new messages.CreateRequest().setUrn(urn).setProperties(inputs)],
        ["read", new messages.ReadRequest().setUrn(urn).setId(id)],
        ["update", new messages.UpdateRequest().setUrn(urn).setId(id).setNews(inputs)],
        ["delete", new messages.DeleteRequest().setUrn(urn).setId(id)],
      ] as const) {
        const { details } = await failed(plugin().send(rpc, request));
        const own = type.split("$").at(-1);
        assert.equal(
          details,
          `There is no resource type ${own}; this plugin has ${resourceTypes.join(", ")}. [modelarts/unknown-type]`,
          rpc,
        );
      }
      assert.deepEqual(plugin().requests(), []);
    });
  }

  it("accepts a notebook in a component, whatever its name", async () => {
    const { id } = plugin().simulator.notebooks.add({ name: "there" });
    const urn = "urn:pulumi:test::test::my:index:Team$modelarts:index:Notebook::a::b$c";
    const found = await plugin().send<messages.ReadResponse>(
      "read",
      new messages.ReadRequest().setUrn(urn).setId(id),
    );
    assert.equal(found.getId(), id);
  });
});

describe("the plugin after a cancel", () => {
  const { plugin, only, create } = usePlugin({ isRealTime: true, transitionMs: 60_000 });

  it("ends its waits at once and keeps the id", async () => {
    const creating = failed(create());
    while (plugin().simulator.notebooks.list().length === 0) await new Promise(setImmediate);
    const began = Date.now();
    await plugin().send("cancel", new Empty());
    const part = partOf(await creating);
    assert.ok(Date.now() - began < 1000);
    assert.equal(part.getId(), only().id);
    assert.match(part.getReasonsList().join(), /Pulumi was interrupted/);
    assert.equal(plain(part.getProperties())["status"], "CREATING");
  });

  it("starts nothing new", async () => {
    await plugin().send("cancel", new Empty());
    assert.match((await failed(create())).details, /Pulumi was interrupted/);
    assert.deepEqual(plugin().requests(), []);
  });
});
