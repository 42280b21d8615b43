/** The three commands end alike: 0 done, 2 for a wrong command line; an error shows its code. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
      assert.match(stderr, /unknown option '--nonsense'[^]* \[modelarts\/usage\]\n$/);
    });
  });
}

describe("an error of a command", () => {
  const empty = mkdtempSync(join(tmpdir(), "modelarts-codes-"));
  after(() => rmSync(empty, { recursive: true }));
  const errors: [what: string, command: keyof typeof COMMANDS, args: string[], code: string][] = [
    ["a value", "pulumi-modelarts", ["list", "--status", "ASLEEP"], "usage"],
    ["options", "pulumi-modelarts", ["import", "--run", "--out", "-"], "usage"],
    ["the configuration", "pulumi-modelarts", ["list"], "not-configured"],
    ["a file", "pulumi-modelarts-policies", ["report", "/nowhere"], "report-input"],
    ["a seed", "the simulator", ["--seed", "/nowhere"], "simulator"],
  ];
  for (const [what, command, args, code] of errors) {
    it(`about ${what} ends with one code`, () => {
      const { stderr } = spawnSync(process.execPath, [join(ROOT, COMMANDS[command]), ...args], {
        cwd: empty,
        encoding: "utf8",
        env: { PATH: empty, HOME: empty },
      });
      assert.deepEqual(stderr.match(/\[modelarts\/[a-z-]+\]/g), [`[modelarts/${code}]`], stderr);
      assert.ok(stderr.endsWith("]\n"), stderr);
    });
  }
});
