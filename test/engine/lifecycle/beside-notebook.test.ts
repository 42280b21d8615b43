/** Storage that is mounted into a notebook, and the image that it is saved as: the same steps, so the same runs. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newImportStack, useGenerated } from "../import/import-code";
import { newStack, NOTEBOOK, type Stack } from "../stack";
import { stepTable } from "../step-table";

const DATA = { uri: "obs://team/data/", mountPath: "/data/team/" };
const IMAGE = { name: "lab", namespace: "team", tag: "v1" };

describe("a storage mount and a saved image, under the real engine", () => {
  stepTable();
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const declare = (storage: object | undefined, image: object | undefined) =>
    stack.program(`
      const { NotebookStorage, NotebookImage } = require("pulumi-modelarts");
      const { id: notebookId } = new Notebook("lab", ${JSON.stringify(NOTEBOOK)});
      const make = (type, name, args) => args && new type(name, { notebookId, ...args });
      exports.status = make(NotebookStorage, "data", ${JSON.stringify(storage)})?.status;
      exports.path = make(NotebookImage, "saved", ${JSON.stringify(image)})?.swrPath;
    `);
  const mounted = () => stack.simulator.mounts.list()[0] ?? assert.fail("nothing is mounted");
  const saved = () => stack.simulator.images.list();
  /** What took place; while an image is saved, the notebook is busy and others come again. */
  const changes = (of: RegExp) => {
    const done = stack.log.filter(({ status }) => status < 400);
    const all = done.map(({ method, path }) => `${method} ${path}`);
    const sent = all.filter((line) => !line.startsWith("GET ") && of.test(line));
    return sent.map((line) => line.replace(/\/v1\/[\w-]+|[-0-9a-f]{36}/g, ""));
  };

  it("is checked in the preview, all at once, before anything is sent: storage", async () => {
    const bad = { uri: "s3://team/data", mountPath: "/home/team", category: "NFS", colour: "red" };
    declare(bad, undefined);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /property uri .*must be a folder, such as obs:/);
    assert.match(text, /property mountPath .*must be a folder below \/data\//);
    assert.match(text, /property category .*must be one of OBS/);
    assert.match(text, /property colour .*is not a property of a storage mount/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is checked in the preview, all at once, before anything is sent: an image", async () => {
    declare(undefined, {
      name: "Lab",
      tag: "a b",
      description: "x".repeat(513),
      swrInstanceId: "",
    });
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /property name .*only lowercase letters/);
    assert.match(text, /property namespace .*is required/);
    assert.match(text, /property tag .*must hold only letters/);
    assert.match(text, /property description .*at most 512/);
    assert.match(text, /property swrInstanceId .*must not be empty/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is made after its notebook runs, and waited for", async () => {
    declare(DATA, IMAGE);
    const text = await stack.ok(["up", "--yes"]);
    assert.match(text, /path *: "swr\.xxxxx\.com\/team\/lab:v1"\n *status *: "MOUNTED"/);
    const made = changes(/./);
    assert.equal(made.shift(), "POST /notebooks");
    assert.deepEqual(made.sort(), ["POST /notebooks//create-image", "POST /notebooks//storage"]);
    assert.equal(mounted().status, "MOUNTED");
    assert.deepEqual(
      saved().map(({ status }) => status),
      ["ACTIVE"],
    );
    const held = stack.resources().find(({ urn }) => urn.endsWith("NotebookStorage::data"));
    assert.equal(held?.id, `${mounted().notebook_id}/${mounted().id}`);
    assert.ok(String(held?.inputs?.["__provider"]).length < 100);
  });

  it("has nothing to change right after, and nothing after a refresh", async () => {
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("is replaced: storage is unmounted first, an image is saved before the old one goes", async () => {
    declare({ ...DATA, uri: "obs://team/more/" }, { ...IMAGE, tag: "v2" });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(changes(/storage/), [
      "DELETE /notebooks//storage/",
      "POST /notebooks//storage",
    ]);
    assert.deepEqual(changes(/image/), ["POST /notebooks//create-image", "DELETE /images/"]);
    assert.equal(mounted().uri, "obs://team/more/");
    assert.deepEqual(
      saved().map(({ tag }) => tag),
      ["v2"],
    );
  });

  it("is made again if it was taken away in the console", async () => {
    stack.simulator.mounts.remove(mounted().id);
    stack.simulator.images.remove(saved()[0]?.id ?? "");
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.equal(mounted().status, "MOUNTED");
    assert.equal(saved().length, 1);
  });

  it("is deleted in the end; storage stays while its notebook is stopped, and is let go then", async () => {
    stack.simulator.notebooks.change(mounted().notebook_id, { status: "STOPPED" });
    const text = await stack.ok(["destroy", "--yes", "--skip-preview", "--refresh"]);
    assert.match(
      text,
      /removed from the state without unmounting, because its notebook does not run/,
    );
    assert.deepEqual([stack.simulator.notebooks.list(), saved()], [[], []]);
  });
});

describe("a storage mount and a saved image that were made in the console", () => {
  stepTable();
  const [kept, other] = [1, 2].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
  let stack: Stack;
  let lab: string;
  before(async () => {
    stack = await newImportStack();
    lab = stack.simulator.notebooks.add({ name: "lab" }).id;
    for (const [id, category] of [
      ["one", "OBS"],
      ["two", "OBSFS"],
    ] as const) {
      const mount = { category, uri: `obs://team/${id}/`, mount_path: `/data/${id}/` };
      stack.simulator.mounts.put(id, { ...mount, id, notebook_id: lab, status: "MOUNTED" });
    }
    for (const [id = "", tag] of [
      [kept, "v1"],
      [other, "v2"],
    ] as const) {
      const image = { name: "lab", namespace: "team", tag, description: "", status: "ACTIVE" };
      stack.simulator.images.put(id, { ...image, id });
    }
  });
  after(() => stack.close());

  it("must be there to be imported", async () => {
    const args = ["modelarts:index:NotebookStorage", "data", `${lab}/none`, "--yes"];
    assert.match((await stack.run(["import", ...args])).text, /there is no storage mount .*\/none/);
  });

  it("is imported, taken over and referred to, and changed by nothing of that", async () => {
    const resources = [
      { type: "modelarts:index:NotebookStorage", name: "data", id: `${lab}/two` },
      { type: "modelarts:index:NotebookImage", name: "saved", id: kept },
    ];
    writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources }));
    const args = ["--file", "import.json", "--out", "generated.ts", "--yes", "--protect=false"];
    await stack.ok(["import", ...args]);
    const code = useGenerated(
      stack,
      `exports.mount = modelarts.NotebookStorage.get("one", "${lab}/one").uri;
       exports.image = modelarts.NotebookImage.get("other", "${other}").tag;`,
    );
    assert.match(code, /new modelarts\.NotebookStorage\("data", \{/);
    assert.match(code, /new modelarts\.NotebookImage\("saved", \{\n {4}name: "lab"/);
    assert.doesNotMatch(code, /category|description|new modelarts\.NotebookImage[^;]*notebookId/);
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(text, /image *: "v2"\n[ +]*mount *: "obs:\/\/team\/one\/"/);
    assert.doesNotMatch(text, /updated|replaced|deleted/);
    const reference = stack.resources().find(({ type }) => /StorageReference$/.test(type));
    assert.equal(reference?.outputs?.["mountPath"], "/data/one/");
  });

  it("has no difference where the program says what the API does not", async () => {
    stack.program(
      `const { NotebookImage, NotebookStorage } = require("pulumi-modelarts");
       new NotebookStorage("data", { notebookId: "${lab}", uri: "obs://team/two/", mountPath: "/data/two/" });
       new NotebookImage("saved", { ...${JSON.stringify(IMAGE)}, notebookId: "${lab}" });`,
    );
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
  });

  it("is deleted by itself, and what was only referred to is not", async () => {
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    const { mounts, images } = stack.simulator;
    assert.deepEqual(
      [mounts.list().map(({ id }) => id), images.list().map(({ tag }) => tag)],
      [["one"], ["v2"]],
    );
  });
});
