import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Rule } from "pulumi-modelarts-policies";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { readPackConfig } from "../../../policies/report/sources/pack-config";
import { rules } from "../../../policies/rules";
import { presetFiles, presetOf } from "../../../tools/docs/presets";

const run = promisify(execFile);
const ROOT = join(__dirname, "..", "..", "..");
const PACK = join(ROOT, "policies");

describe("the package of the policies", () => {
  it("gives its rules to whoever imports it, and starts no server by that", async () => {
    const code =
      'const { rules, definePack, policyExemptions } = require("pulumi-modelarts-policies");' +
      "process.stdout.write([rules.length, typeof definePack, typeof policyExemptions].join());";
    // It ends by itself, and prints no port.
    const { stdout } = await run(process.execPath, ["-e", code], { cwd: ROOT, timeout: 20_000 });
    assert.equal(stdout, `${rules.length},function,function`);
  });

  it("is typed for programs", () => {
    const own: Pick<Rule, "name"> = { name: "require-something" };
    assert.equal(own.name, "require-something");
  });

  it("starts the pack where the engine looks, at its main file", () => {
    const { main } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8"));
    assert.equal(main, "dist/pack.js");
    assert.ok(existsSync(join(PACK, main)));
  });

  it("ships presets that name rules and their settings only, and mend nothing", async () => {
    const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: PACK,
    });
    const [packed] = Object.values<{ files: { path: string }[] }>(JSON.parse(stdout));
    const files = packed?.files.map(({ path }) => path) ?? [];
    for (const path of Object.keys(presetFiles)) {
      assert.ok(files.includes(path.replace("policies/", "")), path);
      const preset = JSON.parse(readFileSync(join(ROOT, path), "utf8"));
      assert.deepEqual(
        Object.keys(preset),
        rules.map(({ name }) => name),
      );
      for (const { name, settings } of rules) {
        const { enforcementLevel, ...given } = preset[name];
        assert.match(enforcementLevel, /^(mandatory|advisory|disabled)$/);
        for (const key of Object.keys(given)) assert.ok(key in settings.properties, key);
      }
      // By the schemas that the engine has of the rules.
      const configured = readPackConfig(join(ROOT, path), policiesOf());
      assert.deepEqual(
        configured.map(({ policy, level }) => [policy.name, level]),
        rules.map(({ name }) => [name, preset[name].enforcementLevel]),
      );
    }
  });

  it("recommends what the rules are by themselves, and audits with nothing that fails", () => {
    for (const { name, level } of rules) {
      assert.deepEqual(presetOf("recommended")[name], { enforcementLevel: level });
      assert.deepEqual(presetOf("audit")[name], { enforcementLevel: "advisory" });
    }
    const mandatory = rules.filter(({ level }) => level === "mandatory").map(({ name }) => name);
    assert.deepEqual(mandatory, [
      "require-ssh-whitelist",
      "require-auto-stop",
      "disallow-secrets",
      "disallow-duplicates",
    ]);
  });
});
