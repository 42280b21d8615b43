import assert from "node:assert/strict";
import fc from "fast-check";
import { findings, formsOf } from "../secret-forms";

const SECRET = "Qx7vT2mLp9+Zr4kWd8/Ns6bYc3hGf1=";

describe("the search for secrets", () => {
  const finds = (text: string | Buffer) =>
    findings([{ name: "file", bytes: Buffer.from(text) }], { key: SECRET }).map(({ what }) => what);

  it("finds nothing in other texts", () => {
    assert.deepEqual(finds(""), []);
    assert.deepEqual(finds(SECRET.slice(1, 10)), []);
    assert.deepEqual(finds(Buffer.from(SECRET).toString("hex")), []);
  });

  it("finds the secret plain, URL-encoded, and with its other characters escaped", () => {
    assert.ok(finds(`a ${SECRET} b`).includes("key (plain)"));
    assert.ok(finds(`?k=${encodeURIComponent(SECRET)}&`).includes("key (URL-encoded)"));
    const long = `${"Ab3dEf6hIj9k"}&${"Lm2nOp5qRs8t"}`;
    const html = long.replace("&", "&amp;");
    assert.equal(findings([{ name: "page", bytes: Buffer.from(html) }], { long }).length, 2);
  });

  it("finds the secret in base64 of any text around the secret, in both alphabets", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
        const bytes = Buffer.concat([before, Buffer.from(SECRET), after]);
        for (const alphabet of ["base64", "base64url"] as const) {
          const found = finds(bytes.toString(alphabet)).filter((what) =>
            what.startsWith(`key (${alphabet}, alignment ${before.length % 3}`),
          );
          assert.notDeepEqual(found, []);
        }
      }),
    );
  });

  it("searches only for forms that are too long to occur by chance", () => {
    assert.ok(formsOf(SECRET).every(({ bytes }) => bytes.length >= 12));
  });
});
