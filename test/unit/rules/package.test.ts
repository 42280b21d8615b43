import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { readPackConfig } from "../../../policies/report/sources/pack-config";
import { rules } from "../../../policies/rules";
import { presetFiles } from "../../../tools/docs/presets";

const run = promisify(execFile);
const ROOT = join(__dirname, "..", "..", "..");
const PACK = join(ROOT, "policies");

describe("the package of the policies", () => {
  it("exports its rules, and starts no server when a program imports it", async () => {
    const code =
      'const { rules, definePack, policyExemptions } = require("pulumi-modelarts-policies");' +
      "process.stdout.write([rules.length, typeof definePack, typeof policyExemptions].join());";
    // A started server would print its port and keep the process alive.
    const { stdout } = await run(process.execPath, ["-e", code], { cwd: ROOT, timeout: 20_000 });
    assert.equal(stdout, `${rules.length},function,function`);
  });

  it("has the pack as its main file, which the engine starts", () => {
    const { main } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8"));
    assert.equal(main, "dist/pack.js");
    assert.ok(existsSync(join(PACK, main)));
  });

  it("ships presets that name every rule, only known settings, and no remediation", async () => {
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
      // Checks the values against the schemas that the engine gets.
      const configured = readPackConfig(join(ROOT, path), policiesOf());
      assert.deepEqual(
        configured.map(({ policy, level }) => [policy.name, level]),
        rules.map(({ name }) => [name, preset[name].enforcementLevel]),
      );
    }
  });

  it("has the rules' own levels in `recommended`, and only advisory levels in `audit`", () => {
    const preset = (name: string) =>
      JSON.parse(readFileSync(join(PACK, "presets", `${name}.json`), "utf8"));
    for (const { name, level } of rules) {
      assert.deepEqual(preset("recommended")[name], { enforcementLevel: level });
      assert.deepEqual(preset("audit")[name], { enforcementLevel: "advisory" });
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
