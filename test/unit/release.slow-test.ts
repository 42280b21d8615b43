import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";

const execute = promisify(execFile);
const ROOT = join(__dirname, "..", "..");
const PLATFORMS = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"];
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
    await execute(process.execPath, args, { cwd: ROOT });
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
    assert.equal(files.length, 2 * PACKAGES.length + PLATFORMS.length);
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

  it("has an archive of the plugin for each platform, with all that Node needs and nothing for one platform", async () => {
    for (const platform of PLATFORMS) {
      const archive =
        readdirSync(out).find((name) => name.endsWith(`-${platform}.tar.gz`)) ?? platform;
      const { stdout } = await execute("tar", ["-tzf", join(out, archive)], { maxBuffer: 1e8 });
      const names = stdout.trim().split("\n");
      for (const name of [
        "pulumi-resource-modelarts",
        "node_modules/@pulumi/pulumi/package.json",
      ]) {
        assert.ok(names.includes(name), name);
      }
      assert.deepEqual(
        names.filter((name) => name.endsWith(".node")),
        [],
      );
    }
  });

  it("has a plugin that `pulumi plugin install` takes from its archive", async () => {
    const home = join(out, "home");
    const env = {
      ...withPulumi(await findPulumi(() => undefined), process.env),
      PULUMI_HOME: home,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const { version } = JSON.parse(readFileSync(join(ROOT, "provider/package.json"), "utf8"));
    const archive = join(out, `pulumi-resource-modelarts-v${version}-linux-amd64.tar.gz`);
    const install = ["plugin", "install", "resource", "modelarts", version, "--file", archive];
    await execute("pulumi", install, { cwd: out, env });
    const { stdout } = await execute("pulumi", ["package", "get-schema", "modelarts"], {
      ...{ cwd: out, env, maxBuffer: 1e8 },
    });
    assert.equal(JSON.parse(stdout).version, version);
    rmSync(home, { recursive: true });
  });
});
