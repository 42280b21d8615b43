/** One notebook in two stacks: docs/import.md says which option of the resource keeps it at a destroy. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";
import { stepTable } from "../step-table";

describe("a notebook that two stacks import", () => {
  stepTable();
  let stack: Stack;
  let id: string;
  const other = { PULUMI_STACK: "other" };
  before(async () => {
    stack = await newStack();
    ({ id } = stack.simulator.notebooks.add({
      name: "shared",
      flavor: NOTEBOOK.flavor,
      image: { id: NOTEBOOK.imageId },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
    }));
    await stack.ok(["stack", "init", "other"]);
  });
  after(() => stack.close());

  const declare = (options: object) => {
    const args = { ...NOTEBOOK, name: "shared" };
    const text = [args, { import: id, ...options }].map((each) => JSON.stringify(each));
    stack.program(`new Notebook("shared", ${text.join()});`);
  };
  const up = ["up", "--yes", "--skip-preview"];
  const destroy = ["destroy", "--yes", "--skip-preview"];
  const exists = () => stack.simulator.notebooks.list().some((notebook) => notebook.id === id);

  it("is adopted with a line that says what deletes it", async () => {
    declare({});
    const text = await stack.ok(up);
    assert.match(
      text,
      /Without the option protect or retainOnDelete, a destroy of this stack deletes/,
    );
  });

  it("is imported by the CLI with the same line", async () => {
    await stack.ok(["stack", "init", "third"]);
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    const text = await stack.ok(
      ["import", "modelarts:index:Notebook", "shared", id, "--yes", "--skip-preview"],
      { PULUMI_STACK: "third" },
    );
    assert.match(
      text,
      /\(shared\):\n {4}`pulumi import` protects the notebook by default\. Without the option protect or/,
    );
  });

  it("is kept by a destroy if the resource has retainOnDelete", async () => {
    declare({ retainOnDelete: true });
    await stack.ok(up, other);
    await stack.ok(destroy, other);
    assert.ok(exists());
    assert.ok(!stack.requests().some((line) => line.startsWith("DELETE ")));
  });

  it("stops a destroy if the resource has protect", async () => {
    declare({ protect: true });
    await stack.ok(up, other);
    const { code, text } = await stack.run(destroy, other);
    assert.notEqual(code, 0);
    assert.match(text, /protected/);
    assert.ok(exists());
  });

  it("is deleted by a destroy otherwise, and gone from the other stack at its next refresh", async () => {
    await stack.ok(destroy);
    assert.ok(!exists());
    await stack.ok(["refresh", "--yes", "--skip-preview"], other);
    const left = await stack.ok(["stack", "export"], other);
    assert.doesNotMatch(left, /:Notebook::shared/);
  });
});
