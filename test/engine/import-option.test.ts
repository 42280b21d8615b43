import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, ROOT, type Stack } from "./stack";

describe("new Notebook(…, { import: id }) under the real engine", () => {
  let stack: Stack;
  let id: string;
  before(async () => {
    stack = await newStack();
    ({ id } = stack.simulator.notebooks.add({
      name: "existing",
      description: "made in the console",
      flavor: "modelarts.vm.cpu.2u",
      image: { id: NOTEBOOK.imageId },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
      lease: { enable: true, duration: 3_600_000, type: "TIMING" },
    }));
  });
  after(() => stack.close());

  const SAME = { ...NOTEBOOK, name: "existing", description: "made in the console" };
  const declare = (args: object, option: string | undefined = id) =>
    stack.program(
      `new Notebook("dev", ${JSON.stringify(args)}, { import: ${JSON.stringify(option)} });`,
    );

  it("fails in the preview with every difference, and changes nothing", async () => {
    declare({ ...NOTEBOOK, name: "other", lease: { duration: 7_200_000 } });
    for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, text } = await stack.run(args);
      assert.notEqual(code, 0);
      assert.match(
        text,
        /property name .*the program says "other", but notebook .* has "existing"/,
      );
      assert.match(text, /property description .*says "", but .* has "made in the console"/);
      assert.match(
        text,
        /property lease .*has {"enable":true,"duration":3600000,"type":"timing"}\./,
      );
    }
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    assert.deepEqual(
      stack.resources().filter(({ type }) => type.includes("Notebook")),
      [],
    );
  });

  it("says that the name must be declared where it is not", async () => {
    declare({ ...SAME, name: undefined });
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(
      text,
      /property name .*must be declared: without it .* called "dev-[0-9a-f]{7}", but .* called "existing"/,
    );
  });

  it("fails at once for an id that does not exist, or is none", async () => {
    for (const [option, reason] of [
      ["00000000-0000-4000-8000-000000000000", /there is no notebook 00000000.*Check the id/],
      ["existing", /the id must be a UUID/],
    ] as const) {
      declare(SAME, option);
      const { code, text } = await stack.run(["preview"]);
      assert.notEqual(code, 0);
      assert.match(text, reason);
      assert.match(text, /has a problem: the import option can't be followed: /);
      assert.doesNotMatch(text, /<nil>/);
    }
  });

  it("fails as docs/import.md says where a transformation sets it", async () => {
    stack.program(
      `pulumi.runtime.registerStackTransformation(({ props, opts }) =>
         ({ props, opts: { ...opts, import: "${id}" } }));
       new Notebook("dev", ${JSON.stringify(SAME)});`,
    );
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    const [, said = "nothing"] = /Preview failed: (.*)/.exec(text) ?? [];
    const documented = readFileSync(join(ROOT, "docs", "import.md"), "utf8").replace(/\s+/g, " ");
    assert.ok(documented.includes(said.trim()), said);
  });

  it("adopts the notebook as it is, and says so", async () => {
    declare(SAME, id.toUpperCase());
    await stack.ok(["preview"]);
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(text, /existing: adopted the existing notebook/);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    assert.equal(stack.notebook("dev").id, id);
    assert.equal(stack.simulator.notebooks.list().length, 1);
  });

  it("is never replaced by itself and so deleted", async () => {
    const { urn } = stack.notebook("dev");
    const text = await stack.ok(["up", "--yes", "--skip-preview", "--replace", urn]);
    assert.match(text, /since the program imports it/);
    assert.ok(stack.simulator.notebooks.get(id), "the notebook is gone");
    assert.equal(stack.notebook("dev").id, id);
  });

  it("changes nothing when the option is taken away, nor when it stays", async () => {
    await stack.ok(["preview", "--expect-no-changes"]);
    declare(SAME, undefined);
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["up", "--yes", "--expect-no-changes", "--skip-preview"]);
    await stack.ok(["refresh", "--yes", "--expect-no-changes"]);
  });

  it("refuses another id under the same name", async () => {
    const other = stack.simulator.notebooks.add({ name: "other" });
    declare(SAME, other.id);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /the program manages .* under this name already/);
  });

  it("leaves a notebook that is updated and destroyed like any other", async () => {
    declare({ ...SAME, name: "renamed" }, undefined);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.equal(stack.simulator.notebooks.get(id)?.name, "renamed");
    await stack.ok(["destroy", "--yes"]);
    assert.equal(stack.simulator.notebooks.get(id), undefined);
  });
});
