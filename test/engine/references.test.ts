import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { exampleSeedFile, readSeedFile } from "pulumi-modelarts-simulator";
import { diagnostics, filesWith, newStack, NOTEBOOK, type Stack } from "./stack";

const seed = JSON.parse(readFileSync(exampleSeedFile, "utf8")) as { id: string; token: string };

describe("a notebook that is only referred to, under the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await newStack({ seed: readSeedFile(exampleSeedFile) });
  });
  afterEach(() => stack.close());

  const refer = (id: string) =>
    stack.program(`
      const shared = Notebook.get("shared", ${JSON.stringify(id)});
      exports.flavor = shared.flavor;
      exports.image = shared.image.apply((image) => image.name);
      exports.duration = shared.lease.apply((lease) => lease.duration);
      exports.token = shared.token;
      exports.owner = shared.user.apply((user) => user?.name ?? "nobody");
      exports.endpoints = shared.endpoints.apply((list) => list === undefined);
    `);

  it("has its outputs in the first preview already", async () => {
    refer(seed.id);
    const text = await stack.ok(["preview"]);
    assert.match(text, /flavor *: "modelarts\.vm\.cpu\.2u"/);
    assert.match(text, /image *: "notebook2\.0-mul-kernel-cpu-cp36"/);
    assert.match(text, /duration *: 3600000/);
    assert.match(text, /owner *: "nobody"/, "what the API leaves out is unknown");
    assert.match(text, /endpoints *: true/);
  });

  it("is read and never changed, has no difference after a refresh, and its token stays secret", async () => {
    refer(seed.id);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    await stack.ok(["up", "--yes", "--refresh", "--expect-no-changes", "--skip-preview"]);
    const requests = stack.requests();
    assert.ok(requests.length > 0 && requests.every((line) => line.startsWith("GET ")));
    assert.deepEqual(filesWith(stack, seed.token), []);
  });

  it("passes its outputs on to another stack", async () => {
    refer(seed.id);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    await stack.ok(["stack", "init", "other"], { PULUMI_STACK: undefined });
    stack.program(`
      const other = new pulumi.StackReference("organization/test/test");
      new Notebook("same", { ...${JSON.stringify(NOTEBOOK)}, flavor: other.requireOutput("flavor") });
      exports.token = other.requireOutput("token");
    `);
    const other = { PULUMI_STACK: "other" };
    const text = await stack.ok(["up", "--yes", "--skip-preview"], other);
    assert.match(text, /token *: \[secret\]/);
  });

  it("must exist, and have an id that is a UUID", async () => {
    const ids = { missing: "00000000-0000-4000-8000-000000000000", word: "all" };
    stack.program(
      `for (const [name, id] of ${JSON.stringify(Object.entries(ids))}) Notebook.get(name, id);`,
    );
    const run = await stack.run(["up", "--yes", "--skip-preview", "--continue-on-error"]);
    assert.notEqual(run.code, 0);
    const said = diagnostics(run);
    assert.match(
      said["missing"] ?? "",
      RegExp(`there is no notebook ${ids.missing}.*Check the id`),
    );
    assert.match(said["word"] ?? "", /the id must be a UUID/);
    stack.program(`Notebook.get("empty", "");`);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /Notebook\.get needs the id/);
  });
});
