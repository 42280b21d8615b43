import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isQuotedFrom, sourceTexts, textsOf } from "./source-texts";

const ROOT = join(__dirname, "..", "..", "..");

/** Two backticks quote a text that has one. */
const ROW = /^\| (`{1,2})(.+?)\1 +\|/;

/** The first cell of each row, below a table's head. Rows whose head begins with "Pulumi says" are not ours. */
function quotations(page: string): string[] {
  const found: string[] = [];
  let isOurs = false;
  for (const line of page.split("\n")) {
    const [, head] = /^\| (Pulumi says|message) +\|/.exec(line) ?? [];
    if (head !== undefined) isOurs = head === "message";
    const [, , cell] = ROW.exec(line) ?? [];
    if (isOurs && cell !== undefined) found.push(cell);
  }
  return found;
}

describe("docs/troubleshooting.md", () => {
  const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");
  const quoted = quotations(page);

  it("quotes messages as the code writes them", () => {
    assert.ok(quoted.length > 30, `${quoted.length} quotations`);
    const texts = sourceTexts(ROOT, ["provider", "policies", "simulator"]);
    assert.deepEqual(
      quoted.filter((message) => !isQuotedFrom(message, texts)),
      [],
    );
  });

  it("quotes each message once", () => {
    assert.deepEqual(
      quoted.filter((message, index) => quoted.indexOf(message) !== index),
      [],
    );
  });

  it("has no row of a table that is neither a quotation nor a head", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("|"));
    const isHead = /^\| (Pulumi says|message|-+) +\|/;
    assert.deepEqual(
      rows.filter((row) => !ROW.test(row) && !isHead.test(row)),
      [],
    );
  });
});

describe("a quotation", () => {
  const texts = textsOf(
    'f(`${doing} failed: the disk of ${noun} ${id} is ` + `too small. ` + (a ? "Declare more of it" : b));',
  );

  it("matches a text whose parts are joined, with … where a value is inserted", () => {
    assert.ok(isQuotedFrom("the disk of … is too small", texts));
    assert.ok(isQuotedFrom("… failed: the disk of … … is too small.", texts));
    assert.ok(isQuotedFrom("Declare more of it", texts), "a text inside of an inserted value");
  });

  it("does not match other words, another order, a value or too few letters", () => {
    assert.ok(!isQuotedFrom("the disk of … is too large", texts));
    assert.ok(!isQuotedFrom("is too small … failed: the disk of", texts));
    assert.ok(!isQuotedFrom("the disk of notebook", texts));
    assert.ok(!isQuotedFrom("too small", texts));
  });
});
