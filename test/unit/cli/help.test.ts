import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

for (const [name, folder] of [
  ["pulumi-modelarts", "provider"],
  ["pulumi-modelarts-policies", "policies"],
] as const) {
  describe(`${name} --help`, () => {
    it("loads the command line alone: no client, no schemas, no rules", () => {
      const script = `process.on("exit", () => {
        process.stdout.write("\\n" + JSON.stringify(Object.keys(require.cache)));
      });
      process.argv.splice(1, 0, "x");
      require(${JSON.stringify(join(ROOT, folder, name))});`;
      const text = execFileSync(process.execPath, ["-e", script, "--", "--help"], {
        encoding: "utf8",
      });
      assert.match(text, new RegExp(`^Usage: ${name} `));
      const loaded = JSON.parse(text.slice(text.lastIndexOf("\n"))) as string[];
      const packages = loaded.flatMap(
        (path) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? [],
      );
      assert.deepEqual([...new Set(packages)], ["commander"]);
      assert.deepEqual(
        loaded.filter((path) => /dist[\\/](resources|rules|config|report[\\/]sources)/.test(path)),
        [],
      );
    });
  });
}
