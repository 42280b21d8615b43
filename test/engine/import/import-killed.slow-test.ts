/** A notebook whose create was killed is imported under another name: each resource then has its own. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { Journal } from "../../../provider/journal/journal";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";
import { stepTable } from "../step-table";

describe("an import of the notebook of a killed create under another name", () => {
  stepTable();
  let stack: Stack;
  let journal: Journal;
  let id: string;
  const declare = (...names: string[]) => {
    const args = JSON.stringify({ ...NOTEBOOK, name: "killed" });
    stack.program(names.map((name) => `new Notebook("${name}", ${args});`).join("\n"));
  };
  const entry = () => journal.list("create")[0];
  before(async () => {
    stack = await newStack();
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    const folder = join(stack.folder, "home", "modelarts", "journal");
    journal = new Journal(folder, assert.fail, stack.env["PULUMI_BACKEND_URL"]);
    declare("killed");
    await stack.ok(["up", "--yes", "--skip-preview"]);
    // The journal and the state as a kill between the answer and the engine's record leaves them.
    const { urn, inputs, ...made } = stack.notebook("killed");
    id = made.id ?? "";
    const key = journal.creates.keyOf(String(inputs?.["__journalKey"]), "test-project");
    journal.write({ kind: "create", key, digest: "", name: "killed", sentAt: Date.now(), id });
    await stack.ok(["state", "delete", urn, "--yes"]);
  });
  after(() => stack.close());

  it("is noted in the journal", async () => {
    await stack.ok(["import", "modelarts:index:Notebook", "other", id, "--yes", "--protect=false"]);
    assert.equal(entry()?.isImported, true);
  });

  it("gives the notebook to the imported resource, and a new one to the killed create's", async () => {
    declare("killed", "other");
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.equal(stack.notebook("other").id, id);
    assert.notEqual(stack.notebook("killed").id, id);
    assert.equal(stack.simulator.notebooks.list().length, 2);
    assert.equal(entry(), undefined);
  });
});
