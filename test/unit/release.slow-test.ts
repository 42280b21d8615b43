import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..");
const PACKAGES = ["pulumi-modelarts", "pulumi-modelarts-policies", "pulumi-modelarts-simulator"];

interface Bill {
  bomFormat: string;
  metadata: { component: { name: string; version: string } };
  components: { name: string; version: string; purl: string }[];
}

describe("npm run release", function () {
  this.timeout(900_000); // Two clean builds.
  let out: string;
  before(async () => {
    out = mkdtempSync(join(tmpdir(), "modelarts-release-test-"));
    const args = ["-r", "ts-node/register/transpile-only", "tools/release/main.ts", "--out", out];
    await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  const read = (name: string) => readFileSync(join(out, name));
  const file = (name: string, ending: string) =>
    readdirSync(out).find((each) => new RegExp(`^${name}-\\d[\\d.]*${ending}$`).test(each)) ??
    assert.fail(`${name}${ending} is missing`);

  it("writes the packages, a bill of materials of each, and the checksums of all", () => {
    const lines = read("SHA256SUMS").toString().trim().split("\n");
    const sums = lines.map((line) => line.split("  ") as [string, string]);
    const files = readdirSync(out).filter((name) => name !== "SHA256SUMS");
    assert.equal(files.length, 2 * PACKAGES.length);
    assert.deepEqual(new Set(sums.map(([, name]) => name)), new Set(files));
    for (const [sum, name] of sums) {
      assert.equal(createHash("sha256").update(read(name)).digest("hex"), sum, name);
    }
  });

  for (const name of PACKAGES) {
    it(`lists what npm installs with ${name}, at exact versions, and nothing for development`, () => {
      const bill = JSON.parse(read(file(name, ".cdx.json")).toString()) as Bill;
      assert.equal(bill.bomFormat, "CycloneDX");
      assert.equal(bill.metadata.component.name, name);
      const manifest = JSON.parse(
        readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"),
      ) as { version: string; dependencies: Record<string, string> };
      assert.equal(bill.metadata.component.version, manifest.version);
      const names = bill.components.map((component) => component.purl.replace("%40", "@"));
      for (const dependency of Object.keys(manifest.dependencies)) {
        assert.ok(
          names.some((purl) => purl.startsWith(`pkg:npm/${dependency}@`)),
          `${dependency} is missing`,
        );
      }
      assert.ok(!names.some((purl) => purl.startsWith("pkg:npm/mocha@")));
    });
  }
});
