/** An image of one's own in SWR, registered, changed, imported and deleted under the real engine. */
import assert from "node:assert/strict";
import { newImportStack, useGenerated } from "../import/import-code";
import { newStack, type Stack } from "../stack";
import { stepTable } from "../step-table";

const SWR = "swr.example.com/team/pytorch:v1";

/** What was changed, without ids and reads. */
function changes(stack: Stack): string[] {
  const sent = stack.requests().filter((line) => !line.startsWith("GET "));
  return sent.map((line) => line.replace(/[-0-9a-f]{36}/, "{id}"));
}

const own = (stack: Stack) =>
  stack.simulator.images.list().filter(({ namespace }) => namespace === "team");

describe("an image of one's own, under the real engine", () => {
  stepTable();
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const declare = (args: object) =>
    stack.program(`
      const { RegisteredImage } = require("pulumi-modelarts");
      const own = new RegisteredImage("own", ${JSON.stringify(args)});
      exports.what = pulumi.interpolate\`\${own.namespace}/\${own.name}:\${own.tag} is \${own.status}\`;
    `);

  it("is checked in the preview, all at once, before anything is sent", async () => {
    declare({ swrPath: "team/pytorch", arch: "ARM", colour: "red" });
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /property swrPath .*must (have at least 16|be an image in SWR)/);
    assert.match(text, /property arch .*must be one of X86_64, AARCH64/);
    assert.match(text, /property colour .*is not a property of an image/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is registered, and has nothing to change after a refresh", async () => {
    declare({ swrPath: SWR, arch: "X86_64", resourceCategory: ["GPU", "CPU"] });
    const text = await stack.ok(["up", "--yes"]);
    assert.match(text, /team\/pytorch:v1 is ACTIVE/);
    assert.deepEqual(changes(stack), ["POST /images"]);
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("is replaced where it lies: the old registration goes first", async () => {
    declare({ swrPath: SWR, description: "torch" });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(changes(stack), ["DELETE /images/{id}", "POST /images"]);
    assert.deepEqual(
      own(stack).map(({ description }) => description),
      ["torch"],
    );
  });

  it("is registered anew if somebody took the registration away", async () => {
    stack.simulator.images.remove(own(stack)[0]?.id ?? "");
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.equal(own(stack).length, 1);
  });

  it("changes forceDelete in the state alone", async () => {
    declare({ swrPath: SWR, description: "torch", forceDelete: true });
    stack.requests();
    assert.match(await stack.ok(["preview", "--diff"]), /~ .*RegisteredImage: \(update\)/);
    assert.match(await stack.ok(["up", "--yes", "--skip-preview"]), /1 updated/);
    assert.deepEqual(changes(stack), []);
  });

  it("is not deleted with the content that its new registration would need", async () => {
    declare({ swrPath: SWR, description: "other", forceDelete: true });
    const { code, text } = await stack.run(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /can't be replaced: .*Declare forceDelete: false/);
    declare({ swrPath: SWR, description: "other" });
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.equal(own(stack)[0]?.description, "torch");
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.equal(own(stack)[0]?.description, "other");
  });

  it("is deleted as the state says, with its content", async () => {
    declare({ swrPath: SWR, description: "other", forceDelete: true });
    await stack.ok(["up", "--yes", "--skip-preview"]);
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(own(stack), []);
    const deletion = stack.log.findLast(({ method }) => method === "DELETE");
    assert.equal(new URLSearchParams(deletion?.query).get("force"), "true");
  });
});

describe("an image that was registered in the console", () => {
  stepTable();
  const ID = "00000000-0000-4000-8000-000000000001";
  let stack: Stack;
  before(async () => {
    stack = await newImportStack();
    const image = { name: "pytorch", namespace: "team", tag: "v1", swr_path: SWR, arch: "x86_64" };
    stack.simulator.images.put(ID, { ...image, id: ID, type: "DEDICATED", status: "ACTIVE" });
  });
  after(() => stack.close());

  it("is imported, taken over and referred to, and changed by nothing of that", async () => {
    const args = ["modelarts:index:RegisteredImage", "own", ID];
    await stack.ok(["import", ...args, "--out", "generated.ts", "--yes", "--protect=false"]);
    const code = useGenerated(
      stack,
      `exports.tag = modelarts.RegisteredImage.get("other", "${ID}").tag;`,
    );
    assert.match(code, /new modelarts\.RegisteredImage\("own", \{swrPath: "swr\.[^,]*"\}\)/);
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(text, /tag *: "v1"/);
    assert.doesNotMatch(text, /updated|replaced|deleted/);
  });

  it("is deleted with the program, and its content stays", async () => {
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(own(stack), []);
    const deletion = stack.log.findLast(({ method }) => method === "DELETE");
    assert.deepEqual(new URLSearchParams(deletion?.query).has("force"), false);
  });
});
