/** Between an import and the next update, the engine shows one notebook under the types of both providers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { shell } from "../shell";
import { newImportStack, useGenerated } from "../import/import-code";
import { NOTEBOOK, POLICIES, ROOT, type Stack } from "../stack";
import { repeated, runPack } from "./run-pack";

describe("a notebook that was imported, and whose code was pasted", () => {
  let stack: Stack;

  before(async () => {
    stack = await newImportStack();
    const { flavor, imageId } = NOTEBOOK;
    const notebook = { name: "lab", flavor, image: { id: imageId }, lease: { enable: false } };
    const { id } = stack.simulator.notebooks.add({ ...notebook, endpoints: [{ service: "SSH" }] });
    stack.program("");
    const imported = ["modelarts:index:Notebook", "lab", id, "--out", "generated.ts"];
    await stack.ok(["import", ...imported, "--yes", "--protect=false"]);
    useGenerated(stack);
  });
  after(() => stack.close());

  it("is one notebook for every rule of a preview with a refresh", async () => {
    const { violations, of, summary } = await runPack(stack, ["preview", "--refresh"]);
    const rules = violations.map(({ rule }) => rule);
    assert.ok(of("require-ssh-whitelist", "lab").length > 0, summary);
    assert.deepEqual(repeated(violations), [], summary);
    assert.equal(new Set(rules).size, rules.length, summary);
    assert.ok(!rules.includes("disallow-duplicates"), summary);
  });

  it("is one notebook in the report", async () => {
    const stream = "PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true";
    const preview = `${stream} pulumi preview --refresh --json --policy-pack ${POLICIES}`;
    const report = `node ${join(ROOT, "policies/pulumi-modelarts-policies")} report - --format markdown`;
    await stack.ok(["stack", "export", "--file", "state.json"]);
    for (const state of ["", "--state state.json"]) {
      const { out, errors } = await shell(stack, `(${preview} || true) | ${report} ${state}`);
      assert.match(out, /^\| 1 \| 1 \| 0 \| 1 \| 1 \|$/m, out + errors);
      assert.equal(out.match(/allowedAccessIps is empty/g)?.length, 1, out);
    }
  });
});
