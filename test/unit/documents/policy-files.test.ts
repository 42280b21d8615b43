/** What the documents tell users to write into the file of levels, settings and exemptions. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { readPackConfig } from "../../../policies/report/sources/pack-config";

const ROOT = join(__dirname, "..", "..", "..");

/** The blocks of JSON of a document. */
const blocksOf = (document: string) =>
  [...readFileSync(join(ROOT, document), "utf8").matchAll(/^```json\n([^]*?)^```$/gm)].map(
    ([, block = ""]) => block,
  );

describe("documents about the pack's configuration", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "modelarts-policy-files-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const configured = (block: string) => {
    const file = join(folder, "policies.json");
    writeFileSync(file, block);
    return readPackConfig(file, policiesOf());
  };

  const documents = ["docs/policies.md", "docs/policies-in-ci.md", "policies/README.md"];
  for (const document of documents) {
    it(`${document}: the pack takes each block`, () => {
      const blocks = blocksOf(document);
      assert.notEqual(blocks.length, 0);
      for (const block of blocks) configured(block);
    });
  }

  it("show each level and an exemption", () => {
    const all = documents.flatMap(blocksOf).flatMap(configured);
    const levels = new Set(all.map(({ level }) => level));
    assert.deepEqual([...levels].sort(), ["advisory", "disabled", "mandatory", "remediate"]);
    const exemptions = all.flatMap(({ settings }) => settings["exemptions"] as object[]);
    assert.notEqual(exemptions.length, 0);
  });
});
