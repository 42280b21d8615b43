import assert from "node:assert/strict";
import { newImportStack, useGenerated } from "./import-code";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const changes = (stack: Stack) => stack.requests().filter((line) => !line.startsWith("GET "));

describe("storage that is mounted into a notebook, under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const declare = (storage: object) =>
    stack.program(`
      const { NotebookStorage } = require("pulumi-modelarts");
      const lab = new Notebook("lab", ${JSON.stringify(NOTEBOOK)});
      const data = new NotebookStorage("data", { notebookId: lab.id, ...${JSON.stringify(storage)} });
      exports.status = data.status;
    `);
  const DATA = { uri: "obs://team/data/", mountPath: "/data/team/" };
  const only = () => stack.simulator.mounts.list()[0] ?? assert.fail("nothing is mounted");

  it("is checked in the preview, all at once, before anything is sent", async () => {
    const bad = { uri: "s3://team/data", mountPath: "/home/team", category: "NFS", colour: "red" };
    declare(bad);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /property uri .*must be a folder, such as obs:/);
    assert.match(text, /property mountPath .*must be a folder below \/data\//);
    assert.match(text, /property category .*must be one of OBS/);
    assert.match(text, /property colour .*is not a property of a storage mount/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is mounted after its notebook runs, and waited for", async () => {
    declare(DATA);
    assert.match(await stack.ok(["up", "--yes"]), /status *: "MOUNTED"/);
    assert.deepEqual(changes(stack), ["POST /notebooks", "POST /notebooks/{id}/storage"]);
    const { id, notebook_id } = only();
    const held = stack.resources().find(({ urn }) => urn.endsWith("NotebookStorage::data"));
    assert.equal(held?.id, `${notebook_id}/${id}`);
    assert.ok(String(held?.inputs?.["__provider"]).length < 100);
  });

  it("has nothing to change right after, and nothing after a refresh", async () => {
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("is unmounted before another one takes its place", async () => {
    declare({ ...DATA, uri: "obs://team/more/" });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(changes(stack), [
      "DELETE /notebooks/{id}/storage/{id}",
      "POST /notebooks/{id}/storage",
    ]);
    assert.equal(only().uri, "obs://team/more/");
  });

  it("is mounted again if it was taken away in the console", async () => {
    stack.simulator.mounts.remove(only().id);
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.equal(only().status, "MOUNTED");
  });

  it("stays in the state while its notebook is stopped, and is let go when all is destroyed", async () => {
    stack.simulator.notebooks.change(only().notebook_id, { status: "STOPPED" });
    const text = await stack.ok(["destroy", "--yes", "--refresh"]);
    assert.match(text, /let go without unmounting, since its notebook does not run/);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
  });
});

describe("storage that was mounted in the console", () => {
  it("is imported, taken over and referred to, and changed by nothing of that", async () => {
    const stack = await newImportStack();
    const { id } = stack.simulator.notebooks.add({ name: "lab" });
    for (const [key, category] of [
      ["one", "OBS"],
      ["two", "OBSFS"],
    ] as const) {
      const mount = { category, uri: `obs://team/${key}/`, mount_path: `/data/${key}/` };
      stack.simulator.mounts.put(key, { ...mount, id: key, notebook_id: id, status: "MOUNTED" });
    }
    const what = ["modelarts:index:NotebookStorage", "data", `${id}/two`];
    const missing = await stack.run(["import", ...what.slice(0, 2), `${id}/none`, "--yes"]);
    assert.match(missing.text, /there is no storage mount .*\/none/);

    await stack.ok(["import", ...what, "--out", "generated.ts", "--yes", "--protect=false"]);
    const code = useGenerated(
      stack,
      `const one = modelarts.NotebookStorage.get("one", "${id}/one"); exports.one = one.uri;`,
    );
    assert.match(code, /new modelarts\.NotebookStorage\("data", \{/);
    assert.doesNotMatch(code, /category/);
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(text, /one *: "obs:\/\/team\/one\/"/);
    assert.doesNotMatch(text, /updated|replaced|deleted/);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    const reference = stack.resources().find(({ type }) => /StorageReference$/.test(type));
    assert.equal(reference?.outputs?.["mountPath"], "/data/one/");
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(
      stack.simulator.mounts.list().map((mount) => mount.id),
      ["one"],
    );
    await stack.close();
  });
});
