/** Completion in a shell, for both commands. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

for (const [name, folder, subcommand] of [
  ["pulumi-modelarts", "provider", "ssh-config"],
  ["pulumi-modelarts-policies", "policies", "audit"],
] as const) {
  const command = join(ROOT, folder, name);
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [command, ...args], { encoding: "utf8" });

  describe(`${name} completion`, () => {
    it("prints a script that bash accepts and that asks the command", () => {
      const script = run("completion", "bash");
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(script, new RegExp(`${name} complete --`));
    });

    it("completes subcommands and options", () => {
      const words = (...args: string[]) =>
        run("complete", "--", ...args)
          .split("\n")
          .map((line) => line.split("\t")[0] ?? "");
      assert.ok(words(subcommand.slice(0, 2)).includes(subcommand));
      assert.ok(words(subcommand, "--conn").includes("--connection"));
    });

    it("refuses another shell with 2, and prints the version with -v", () => {
      const { status, stderr } = spawnSync(process.execPath, [command, "completion", "tcsh"], {
        encoding: "utf8",
      });
      assert.equal(status, 2);
      assert.match(stderr, /bash, zsh, fish, powershell/);
      assert.match(run("-v"), /^\d+\.\d+\.\d+\n$/);
    });
  });
}
