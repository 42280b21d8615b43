import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { rules } from "../policies/rules";

const ROOT = join(__dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("the repository", () => {
  it("is clean to the linters, and its generated files are up to date", async function () {
    this.timeout(600_000); // The linters share the cores with all other tests.
    await promisify(execFile)("npm", ["run", "--silent", "lint"], { cwd: ROOT }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) => assert.fail(stdout + stderr),
    );
  });

  it("has a file, an entry and a documented section for each rule", () => {
    const files = readdirSync(join(ROOT, "policies/rules")).map((file) => basename(file, ".ts"));
    const sections = [...read("docs/policies.md").matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    const names = rules.map(({ name }) => name).sort();
    assert.deepEqual(files.sort(), names);
    assert.deepEqual(sections.sort(), names);
  });

  it("has as many rules as it says", () => {
    for (const [file, said] of [
      ["README.md", /^Its (\d+) rules /m],
      ["CHANGELOG.md", /policy pack of (\d+) rules /],
    ] as const) {
      assert.equal(said.exec(read(file))?.[1], String(rules.length), file);
    }
  });

  it("runs README's test command in CI and nothing else", () => {
    const command = /^(npm test)\b/m.exec(read("README.md"))?.[1];
    assert.ok(command);
    const lines = read(".ci/run")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("#"));
    assert.equal(lines.at(-1), command);
  });

  it("ships the same version of every package, and needs its own at that version", () => {
    const packages = ["provider", "policies", "simulator"].map(
      (folder) =>
        JSON.parse(read(`${folder}/package.json`)) as {
          version: string;
          dependencies: Record<string, string>;
        },
    );
    const [{ version } = { version: "" }] = packages;
    for (const { version: own, dependencies } of packages) {
      assert.equal(own, version);
      assert.equal(dependencies["pulumi-modelarts"] ?? version, version);
    }
  });
});
