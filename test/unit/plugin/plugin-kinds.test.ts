import assert from "node:assert/strict";
import { messages, newPlugin, plain, struct, UNKNOWN, type Plugin } from "./plugin-fixture";

const URN = "urn:pulumi:test::test::modelarts:index:Notebook$modelarts:index:NotebookStorage::data";
const MOUNT = { uri: "obs://team/data/", mountPath: "/data/team/" };

describe("a mount through the plugin", () => {
  let plugin: Plugin;
  let inputs: object;
  before(async () => {
    plugin = await newPlugin();
    const { id } = plugin.simulator.notebooks.add({ name: "lab" });
    inputs = { notebookId: id, ...MOUNT };
  });
  after(() => plugin.close());

  it("gets no automatic name, and a preview knows only what is declared", async () => {
    const request = new messages.CheckRequest().setUrn(URN).setNews(struct(inputs));
    const checked = await plugin.send<messages.CheckResponse>("check", request);
    assert.deepEqual(plain(checked.getInputs()), inputs);
    const preview = new messages.CreateRequest()
      .setUrn(URN)
      .setPreview(true)
      .setProperties(struct(inputs));
    const previewed = await plugin.send<messages.CreateResponse>("create", preview);
    const location = { connection: UNKNOWN, region: UNKNOWN, projectId: UNKNOWN };
    const outputs = ["category", "status", "failureReason", "efsId", "mountType"];
    const unknown = Object.fromEntries(outputs.map((name) => [name, UNKNOWN]));
    const known = { ...inputs, ...location, ...unknown };
    assert.deepEqual(plain(previewed.getProperties()), known);
    assert.deepEqual(plugin.requests(), []);
  });

  it("is mounted, replaced in the right order, and unmounted", async () => {
    const request = new messages.CreateRequest().setUrn(URN).setProperties(struct(inputs));
    const created = await plugin.send<messages.CreateResponse>("create", request);
    const state = plain(created.getProperties());
    assert.equal(state["status"], "MOUNTED");
    const diff = new messages.DiffRequest()
      .setUrn(URN)
      .setId(created.getId())
      .setOldInputs(struct(inputs))
      .setOlds(struct(state))
      .setNews(struct({ ...inputs, uri: "obs://team/more/" }));
    const answer = await plugin.send<messages.DiffResponse>("diff", diff);
    assert.deepEqual(answer.getReplacesList(), ["uri"]);
    assert.equal(answer.getDeletebeforereplace(), true);
    const deletion = new messages.DeleteRequest().setUrn(URN).setId(created.getId());
    await plugin.send("delete", deletion.setProperties(struct(state)));
    assert.deepEqual(plugin.simulator.mounts.list(), []);
  });

  it("is refused under a misspelt type", async () => {
    const urn = URN.replace(/Storage::/, "Storag::");
    const request = new messages.ReadRequest().setUrn(urn).setId("a/b");
    await assert.rejects(
      plugin.send("read", request),
      /There is no resource type modelarts:index:NotebookStorag; this plugin has modelarts:index:Notebook,/,
    );
  });
});

describe("an image through the plugin", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await newPlugin();
  });
  after(() => plugin.close());

  for (const kind of ["NotebookImage", "RegisteredImage"]) {
    it(`shows a change of only forceDelete as an update (${kind})`, async () => {
      const urn = `urn:pulumi:test::test::modelarts:index:${kind}::saved`;
      const inputs = {
        name: "lab",
        namespace: "team",
        tag: "v1",
        swrPath: "swr.example.com/a/b:c",
      };
      const diff = new messages.DiffRequest()
        .setUrn(urn)
        .setId("00000000-0000-4000-8000-000000000001")
        .setOldInputs(struct(inputs))
        .setOlds(struct({ ...inputs, status: "ACTIVE" }))
        .setNews(struct({ ...inputs, forceDelete: true }));
      const answer = await plugin.send<messages.DiffResponse>("diff", diff);
      assert.equal(answer.getChanges(), messages.DiffResponse.DiffChanges.DIFF_SOME);
      assert.deepEqual([answer.getReplacesList(), answer.getDiffsList()], [[], ["forceDelete"]]);
    });
  }
});
