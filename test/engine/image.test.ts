import assert from "node:assert/strict";
import { newImportStack, useGenerated } from "./import-code";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const changes = (stack: Stack) => stack.requests().filter((line) => !line.startsWith("GET "));

describe("a notebook that is saved as an image, under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const declare = (image: object) =>
    stack.program(`
      const { NotebookImage } = require("pulumi-modelarts");
      const lab = new Notebook("lab", ${JSON.stringify(NOTEBOOK)});
      const saved = new NotebookImage("saved", { notebookId: lab.id, ...${JSON.stringify(image)} });
      exports.path = saved.swrPath;
    `);
  const IMAGE = { name: "lab", namespace: "team", tag: "v1" };
  const saved = () => stack.simulator.images.list();

  it("is checked in the preview, all at once, before anything is sent", async () => {
    declare({ name: "Lab", tag: "a b", description: "x".repeat(513), swrInstanceId: "" });
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /property name .*only lowercase letters/);
    assert.match(text, /property namespace .*is required/);
    assert.match(text, /property tag .*must hold only letters/);
    assert.match(text, /property description .*at most 512/);
    assert.match(text, /property swrInstanceId .*must not be empty/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is saved once its notebook runs, and waited for", async () => {
    declare(IMAGE);
    const text = await stack.ok(["up", "--yes"]);
    assert.match(text, /path *: "swr\.xxxxx\.com\/team\/lab:v1"/);
    assert.deepEqual(changes(stack), ["POST /notebooks", "POST /notebooks/{id}/create-image"]);
    assert.deepEqual(
      saved().map(({ status }) => status),
      ["ACTIVE"],
    );
  });

  it("has nothing to change right after, and nothing after a refresh", async () => {
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("is saved under a new tag before the old one goes", async () => {
    declare({ ...IMAGE, tag: "v2" });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(changes(stack), ["POST /notebooks/{id}/create-image", "DELETE /images/{id}"]);
    assert.deepEqual(
      saved().map(({ tag }) => tag),
      ["v2"],
    );
  });

  it("is saved again if it was deleted in the console, and deleted in the end", async () => {
    stack.simulator.images.remove(saved()[0]?.id ?? "");
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.equal(saved().length, 1);
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(saved(), []);
  });
});

describe("an image that was saved in the console", () => {
  it("is imported, taken over and referred to, and changed by nothing of that", async () => {
    const stack = await newImportStack();
    const [id, other] = [
      "00000000-0000-4000-8000-000000000001",
      "00000000-0000-4000-8000-000000000002",
    ];
    for (const [key, tag] of [
      [id, "v1"],
      [other, "v2"],
    ] as const) {
      const image = { name: "lab", namespace: "team", tag, description: "", status: "ACTIVE" };
      stack.simulator.images.put(key, { ...image, id: key });
    }
    const what = ["modelarts:index:NotebookImage", "saved", id];
    await stack.ok(["import", ...what, "--out", "generated.ts", "--yes", "--protect=false"]);
    const code = useGenerated(
      stack,
      `exports.other = modelarts.NotebookImage.get("other", "${other}").tag;`,
    );
    assert.match(code, /new modelarts\.NotebookImage\("saved", \{\n {4}name: "lab"/);
    assert.doesNotMatch(code, /notebookId|description/);
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(text, /other *: "v2"/);
    assert.doesNotMatch(text, /updated|replaced|deleted/);

    // What the API does not say is no difference once the program says it.
    stack.program(
      `const { NotebookImage } = require("pulumi-modelarts");
       new NotebookImage("saved", { name: "lab", namespace: "team", tag: "v1", notebookId: "${other}" });`,
    );
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(
      stack.simulator.images.list().map(({ tag }) => tag),
      ["v2"],
    );
    await stack.close();
  });
});
