import assert from "node:assert/strict";
import { plain, secret } from "./plugin-fixture";
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
