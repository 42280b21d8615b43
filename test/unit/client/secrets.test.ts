import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { Secrets } from "../../../provider/client/secrets";

const SECRET = 'p/w+1 "ä&\\x=9~!';

describe("a secret in a text", () => {
  const secrets = new Secrets([SECRET, "short"]);
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const url = encodeURIComponent(SECRET);
  const forms: [what: string, form: string][] = [
    ["as it is", SECRET],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON with escaped slashes", JSON.stringify(SECRET).slice(1, -1).replaceAll("/", "\\/")],
    ["in JSON of ASCII", JSON.stringify(SECRET).slice(1, -1).replace("ä", "\\u00e4")],
    ["in a URL", url],
    ["in a URL with small digits", url.replace(/%../g, (code) => code.toLowerCase())],
    ["in a form", url.replaceAll("%20", "+")],
    ["in a URL with every mark escaped", url.replace("!", "%21")],
    ["in hexadecimal", Buffer.from(SECRET).toString("hex")],
    ["in capital hexadecimal", Buffer.from(SECRET).toString("hex").toUpperCase()],
    ["in base64", base64(SECRET)],
    ["in base64 without padding", base64(SECRET).replace(/=+$/, "")],
    ["in base64 for URLs", Buffer.from(SECRET).toString("base64url")],
  ];
  for (const [what, form] of forms) {
    it(`given it ${what}, then it is not shown`, () => {
      const shown = secrets.redact(`before ${form} after`) ?? "";
      assert.match(shown, /^before .?\[secret\].{0,3} after$/);
    });
  }

  it("given it anywhere in a longer base64, then at most a character at each end is left of it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        for (const encoding of ["base64", "base64url"] as const) {
          const encoded = Buffer.from(before + SECRET + after).toString(encoding);
          const shown = secrets.redact(encoded) ?? "";
          assert(shown.includes("[secret]"), encoded);
          assert(
            encoded.length - shown.length >= Buffer.from(SECRET).toString(encoding).length - 16,
          );
        }
      }),
    );
  });

  it("given a word of less than six letters, then it is left: it may be an ordinary word", () => {
    assert.equal(secrets.redact("a short text"), "a short text");
  });

  it("given one secret inside another one, then nothing of the longer one is left", () => {
    const both = new Secrets(["secret-a", "the-secret-a-and-more"]);
    assert.equal(both.redact("the-secret-a-and-more, secret-a"), "[secret], [secret]");
  });

  it("given a secret that comes later, as a token does, then it is known from then on", () => {
    const later = new Secrets([]);
    assert.equal(later.redact("the-token"), "the-token");
    later.add("the-token");
    assert.equal(later.redact("the-token"), "[secret]");
  });

  it("given twice the text, full of what a long token begins with, then it takes at most thrice the time", () => {
    const token = Array.from({ length: 60 }, (_, index) =>
      createHash("sha512").update(String(index)).digest("base64"),
    ).join("");
    const long = new Secrets([token]);
    const cpuMs = (length: number) => {
      const text = token.slice(0, -1).repeat(length / token.length);
      const before = process.cpuUsage();
      long.redact(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    cpuMs(400_000);
    const [once, twice] = [cpuMs(2_000_000), cpuMs(4_000_000)];
    assert.ok(twice < 3 * once + 100, `${once} ms, then ${twice} ms`);
  });
});
