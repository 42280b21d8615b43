/** What docs/terraform.md says of names: those of our properties, and those that are made from Terraform's addresses. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logicalNames } from "../../../provider/cli/import/logical-names";
import { addressText, addressWords } from "../../../provider/cli/import/terraform-address";
import type { KindName } from "../../../provider/engine/type-tokens";
import { inputSchema, outputSchema, type Schema } from "../../../provider/resources/json-schema";
import { kinds } from "../../../provider/resources/registry";

const PAGE = readFileSync(join(__dirname, "../../../docs/terraform.md"), "utf8");

/** The cells of the first table after a text, without its head. */
function tableAfter(text: string): string[][] {
  const [, after = ""] = PAGE.split(text);
  const [, rows = ""] = /\n\|[^\n]*\n\| -[^\n]*\n((?:\|[^\n]*\n)+)/.exec(after) ?? [];
  const cellsOf = (row: string) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  return rows.trim().split("\n").map(cellsOf);
}

const quoted = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** Whether a path such as `endpoints[].uri` is in the schema. */
function has(schema: Schema, path: string): boolean {
  const end = path
    .replaceAll("[]", "")
    .split(".")
    .reduce<Schema | undefined>((each, key) => (each?.items ?? each)?.properties?.[key], schema);
  return end !== undefined;
}

describe("docs/terraform.md", () => {
  for (const [title, kind] of [
    ["## Attributes of a notebook", "Notebook"],
    ["## Attributes of a mount", "NotebookStorage"],
    ["## Attributes of a saved image", "NotebookImage"],
  ] as [string, KindName][]) {
    it(`names properties that ${kind} has`, () => {
      const names = tableAfter(title).flatMap(([, here]) => quoted(here));
      assert.ok(names.length > 5, title);
      const schemas = [inputSchema(kinds[kind]), outputSchema(kinds[kind])];
      const wrong = names.filter((name) => !schemas.some((schema) => has(schema, name)));
      assert.deepEqual(wrong, []);
    });
  }

  it("gives the names that the command makes from the addresses", () => {
    const rows = tableAfter("**Logical names**");
    assert.ok(rows.length > 3);
    for (const [address = "", name] of rows) {
      const [text = ""] = quoted(address);
      const [, module, type = "", own = "", key] =
        /^(module\..*?)?\.?(huaweicloud_\w+)\.(\w+)(?:\[(.*)\])?$/.exec(text) ?? [];
      const parsed = key === undefined ? key : (JSON.parse(key) as string | number);
      const where = { module, type, name: own, key: parsed };
      assert.equal(addressText(where), text);
      const names = logicalNames([{ id: "1", name: addressWords(where) }]);
      assert.equal(names.get("1"), quoted(name)[0], text);
    }
  });
});
