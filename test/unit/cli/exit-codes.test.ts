/** The three commands end alike: 0 done, 2 for a wrong command line. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const COMMANDS = {
  "pulumi-modelarts": "provider/pulumi-modelarts",
  "pulumi-modelarts-policies": "policies/pulumi-modelarts-policies",
  "the simulator": "simulator/pulumi-modelarts-simulator",
};

for (const [name, path] of Object.entries(COMMANDS)) {
  describe(`the exit code of ${name}`, () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, path), ...args], { encoding: "utf8" });

    it("is 0 for --help", () => {
      const { status, stdout } = run("--help");
      assert.equal(status, 0);
      assert.match(stdout, /^Usage: /);
    });

    it("is 2 for an unknown option, with a message on standard error alone", () => {
      const { status, stdout, stderr } = run("--nonsense");
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /unknown option '--nonsense'/);
    });
  });
}
