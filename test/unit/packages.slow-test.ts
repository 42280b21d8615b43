/** The packed packages, as npm shows and installs them. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brokenLinks } from "../links";
import { packAll, PACKAGES } from "../pack";

const ROOT = join(__dirname, "..", "..");

describe("the packed packages", () => {
  let folder: string;
  let tarballs: string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "modelarts-packages-"));
    tarballs = await packAll(folder);
    assert.equal(tarballs.length, PACKAGES.length);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command of a development dependency. */
  async function run(command: string, ...args: string[]) {
    const path = join(ROOT, "node_modules", ".bin", command);
    try {
      return (await promisify(execFile)(path, args, { cwd: folder })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      assert.fail(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
    }
  }

  it("have no problem that publint finds", async () => {
    for (const tarball of tarballs) {
      assert.match(await run("publint", "run", tarball, "--strict"), /All good!/, tarball);
    }
  });

  it("have types that attw finds in every way of importing them", async () => {
    for (const tarball of tarballs) {
      assert.match(await run("attw", tarball, "--no-emoji"), /No problems found/, tarball);
    }
  });

  it("have no link that leads out of the package or nowhere", async () => {
    for (const tarball of tarballs) {
      const unpacked = join(folder, basename(tarball, ".tgz"));
      mkdirSync(unpacked);
      await promisify(execFile)("tar", ["-xzf", tarball, "-C", unpacked]);
      const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" });
      const documents = files.filter((name) => name.endsWith(".md"));
      assert.ok(documents.includes("package/README.md"));
      assert.deepEqual(brokenLinks(join(unpacked, "package"), documents.map(inPackage)), []);
    }
  });
});

const inPackage = (name: string) => name.replace("package/", "");
