import assert from "node:assert/strict";
import { Journal, journalFolder } from "../../../provider/journal/journal";
import { keyOf } from "../../../provider/servers/plugin/urn";
import { temporaryHome } from "../resources/temporary-journal";
import { INPUTS, messages, plain, secret, struct, URN } from "./plugin-fixture";
import { failed, unmarked, usePlugin } from "./plugin-steps";

const show = {
  flavor: "modelarts.vm.cpu.2u",
  image: { id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" },
  token: "t0ken",
};

describe("read of the plugin", () => {
  const { plugin, create, read } = usePlugin();

  it("returns for an import all properties, and the code with which the SDK class takes over", async () => {
    const { id } = plugin().simulator.notebooks.add({ ...show, name: "there" });
    const found = await read(id);
    const { __provider, ...inputs } = plain(found.getInputs());
    assert.equal(found.getId(), id);
    assert.deepEqual(inputs, { name: "there", flavor: show.flavor, imageId: show.image.id });
    assert.match(__provider, /pulumi-modelarts\/dynamic/);
    assert.equal(plain(found.getProperties())["__provider"], __provider);
    assert.deepEqual(plain(found.getProperties())["token"], secret("t0ken"));
  });

  it("declares for an import the users' tags, and shows the cloud's own tags as outputs", async () => {
    const tags = ["team", "_sys_owner"].map((key) => ({ key, value: "a" }));
    const { id } = plugin().simulator.notebooks.add({ ...show, tags });
    const found = await read(id);
    assert.deepEqual(plain(found.getInputs())["tags"], { team: "a" });
    assert.deepEqual(plain(found.getProperties())["tags"], { team: "a", _sys_owner: "a" });
  });

  it("says of the first import, and of nothing else, what a destroy deletes", async () => {
    const { id } = plugin().simulator.notebooks.add(show);
    await read(id, { id });
    await read(id, {});
    assert.deepEqual(plugin().lines, []);
    await read(id);
    await read(id);
    assert.equal(plugin().lines.length, 1);
    assert.match(
      plugin().lines.join("\n"),
      /Without the option protect or retainOnDelete, a destroy of this stack deletes the notebook/,
    );
  });

  it("accepts an id in upper case, and returns it in the API's spelling", async () => {
    const { id } = plugin().simulator.notebooks.add(show);
    const found = await read(id.toUpperCase());
    assert.equal(found.getId(), id);
  });

  it("adds no code to the state of a program in another language", async () => {
    const created = await create();
    const found = await read(created.getId(), unmarked(plain(created.getProperties())));
    assert.ok(!("__provider" in plain(found.getInputs())));
    assert.ok(!("__provider" in plain(found.getProperties())));
  });

  it("keeps the code in a refresh of an imported notebook", async () => {
    const { id } = plugin().simulator.notebooks.add(show);
    const found = await read(id, { id, __provider: "any" });
    assert.match(plain(found.getInputs())["__provider"], /dynamic/);
  });

  it("given a notebook that is gone, a refresh returns no id and an import fails", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const gone = await read(id, { id });
    assert.equal(gone.getId(), "");
    assert.equal(gone.getProperties(), undefined);
    const error = await failed(read(id));
    assert.match(error.details, new RegExp(`there is no notebook ${id}`));
  });

  it("keeps inputs that the API never returns", async () => {
    const { id } = plugin().simulator.notebooks.add(show);
    const hooks = { containerHooks: { preStart: { type: "SCRIPT", script: "/a.sh" } } };
    const found = await read(id, { id, hooks });
    assert.deepEqual(plain(found.getInputs())["hooks"], hooks);
  });
});

describe("what a read of the plugin tells the journal", () => {
  const home = temporaryHome();
  const environment = {
    PULUMI_HOME: home,
    HW_AUTH_TOKEN: "the-token-of-the-test",
    HW_PROJECT_ID: "p",
  };
  const { plugin, read } = usePlugin({ environment });
  const journal = new Journal(journalFolder(environment), assert.fail);
  const entry = () => journal.list("create")[0] ?? assert.fail("no entry");
  let id: string;
  beforeEach(() => {
    ({ id } = plugin().simulator.notebooks.add({ ...show, name: "there" }));
    const key = journal.creates.keyOf(keyOf(URN), "p");
    journal.write({ kind: "create", key, digest: "", name: "there", sentAt: 0, id });
  });

  /** A read as the engine sends it for the resource `other` of the same stack. */
  const readOther = (state: object, inputs: object | undefined) => {
    const request = new messages.ReadRequest().setUrn(`${URN}-other`).setId(id);
    request.setProperties(struct(state));
    if (inputs !== undefined) request.setInputs(struct(inputs));
    return plugin().send<messages.ReadResponse>("read", request);
  };

  it("marks the open entry of another resource whose notebook is imported", async () => {
    await readOther({}, undefined);
    assert.equal(entry().isImported, true);
  });

  it("marks nothing for an import under the resource's own name", async () => {
    await read(id);
    assert.equal(entry().isImported, undefined);
  });

  it("leaves the entry open for .get and for a refresh of what .get has read", async () => {
    for (const given of [{}, { name: "there" }]) {
      const found = await readOther(given, given);
      assert.equal(plain(found.getProperties())["name"], "there");
      const refreshed = await readOther(plain(found.getProperties()), given);
      assert.equal(refreshed.hasInputs(), false);
    }
    const diff = new messages.DiffRequest().setUrn(URN).setId(id);
    assert.deepEqual([entry().id, entry().isImported], [id, undefined]);
    await plugin().send("diff", diff.setOlds(struct({ id })).setNews(struct(INPUTS)));
    assert.deepEqual(journal.list("create"), []);
  });
});
