/** The versions of Node that the documents name. The one that runs the tests is one of them; npm has the others. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { newStack, NOTEBOOK, POLICIES, ROOT, type Stack } from "./stack";

const run = promisify(execFile);
const MAJORS = [20, 22];
const OWN = Number.parseInt(process.versions.node);

/** The folder of the executable `node` of a major version; undefined if npm does not have it for this machine. */
async function nodeFolder(major: number, folder: string): Promise<string | undefined> {
  if (major === OWN) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefer-offline"];
  try {
    await run("npm", [...install, "--prefix", folder, `${name}@${major}`]);
    return join(folder, "node_modules", name, "bin");
  } catch {
    return undefined;
  }
}

describe("the versions of Node that the documents name", () => {
  it("are those of this test, and the oldest is the one of `engines`", () => {
    for (const name of ["README.md", "provider/README.md"]) {
      const text = readFileSync(join(ROOT, name), "utf8");
      const [, recommended, oldest] = /Node (\d+) is recommended\. Node\s+(\d+)\./.exec(text) ?? [];
      assert.deepEqual([Number(oldest), Number(recommended)], MAJORS, name);
    }
    for (const folder of [".", "provider", "policies", "simulator"]) {
      const { engines } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
      assert.match(engines.node, new RegExp(`^>=${MAJORS[0]}\\.`), folder);
    }
  });

  for (const major of MAJORS) {
    describe(`Node ${major}`, () => {
      let stack: Stack;
      let env: NodeJS.ProcessEnv;
      const folder = mkdtempSync(join(tmpdir(), "modelarts-node-"));

      before(async function () {
        const bin = await nodeFolder(major, folder);
        if (bin === undefined) return this.skip();
        stack = await newStack();
        env = { PATH: [bin, stack.env["PATH"]].join(delimiter) };
      });
      after(async () => {
        await stack?.close();
        rmSync(folder, { recursive: true, force: true });
      });

      it("runs programs, the plugin and the policy pack", async () => {
        const more = { ...NOTEBOOK, lease: { duration: 3_600_000, type: "idle" } };
        stack.program(
          `new Notebook("dynamic", ${JSON.stringify(more)});
           new pulumi.CustomResource("modelarts:index:Notebook", "plugin", ${JSON.stringify(more)});
           exports.version = process.versions.node;`,
        );
        const plugins = { PATH: [join(ROOT, "node_modules/.bin"), env["PATH"]].join(delimiter) };
        const text = await stack.ok(["up", "--yes", "--policy-pack", POLICIES], plugins);
        assert.match(text, new RegExp(`version: "${major}\\.`));
        assert.match(text, /Policies:\n *✅/);
        assert.equal(stack.simulator.notebooks.list().length, 2);
        await stack.ok(["refresh", "--yes", "--expect-no-changes"], plugins);
        await stack.ok(["destroy", "--yes"], plugins);
      });

      for (const name of [
        "pulumi-modelarts",
        "pulumi-modelarts-policies",
        "pulumi-modelarts-simulator",
      ]) {
        it(`runs ${name}`, async () => {
          const path = join(ROOT, "node_modules", ".bin", name);
          const { stdout } = await run("node", [path, "--help"], {
            env: { ...process.env, ...env },
          });
          assert.match(stdout, new RegExp(`^Usage: ${name} `));
        });
      }
    });
  }
});
