/** The registry of messages, checked against the code and against the page that is made from it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sections } from "../../../provider/messages/registry";
import { troubleshootingReference } from "../../../tools/docs/troubleshooting";
import { isQuotedFrom, sourceTexts, textsOf } from "./source-texts";

const ROOT = join(__dirname, "..", "..", "..");

describe("docs/troubleshooting.md", () => {
  const entries = Object.values(sections).flatMap((section) => Object.entries(section));
  const codes = entries.map(([code]) => code);
  const folders = ["provider", "policies", "simulator", "tools/conformance"];
  const texts = sourceTexts(ROOT, folders, ["provider/messages"]);

  it("quotes messages as the code writes them", () => {
    const quoted = entries.flatMap(([, { texts: each }]) => each);
    assert.ok(quoted.length > 80, `${quoted.length} quotations`);
    assert.deepEqual(
      quoted.filter((message) => !isQuotedFrom(message, texts)),
      [],
    );
    assert.deepEqual(
      quoted.filter((message, index) => quoted.indexOf(message) !== index),
      [],
      "quoted twice",
    );
  });

  it("explains each code once, and only codes that the code shows", () => {
    assert.ok(codes.length > 50, `${codes.length} codes`);
    assert.equal(new Set(codes).size, codes.length);
    const used = new Set(texts.filter((text) => /^modelarts\/[a-z-]+$/.test(text)));
    assert.deepEqual(
      codes.filter((code) => !used.has(code)),
      [],
    );
  });

  it("has a heading for each code, and no other below those of the sections", () => {
    const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");
    for (const text of [page, troubleshootingReference()]) {
      const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(headings, codes);
    }
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
