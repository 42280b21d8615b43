import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleParts, type Rule } from "../../../policies/engine/rule";
import { camelCase, ruleSource, withRule } from "../../../tools/new-rule/source";
import { RULE_NAME, runExample } from "./run-example";

const POLICIES = join(__dirname, "..", "..", "..", "policies");

describe("npm run new:rule", () => {
  const before = readFileSync(join(POLICIES, "rules.ts"), "utf8");

  it("adds the rule to the list, before report-exemptions", () => {
    const list = withRule(before, "limit-a100");
    assert.match(list, /import \{ limitA100 \} from "\.\/rules\/limit-a100";/);
    assert.match(list, / {2}limitA100,\n {2}reportExemptions,\n\]/);
  });

  for (const name of ["limit-a100", "limit-new-things", "require-owner-tag", "require-own"]) {
    it(`keeps the imports sorted with ${name}`, () => {
      const list = withRule(before, name);
      const imports = [...list.matchAll(/rules\/([\w-]+)"/g)].map(([, each]) => each);
      assert.ok(imports.includes(name));
      assert.deepEqual(imports, [...imports].sort());
    });
  }

  it("writes a rule that passes its own examples", () => {
    const name = "limit-a100";
    // In this folder, because the repository's test lists the files of policies/rules.
    const file = join(__dirname, `${name}.tmp.ts`);
    writeFileSync(
      file,
      ruleSource(name).replace("../engine/rule", "../../../policies/engine/rule"),
    );
    try {
      const rule = (require(file) as Record<string, Rule>)[camelCase(name)];
      assert.ok(rule);
      assert.match(rule.name, RULE_NAME);
      const parts = Object.keys(rule);
      assert.deepEqual(
        parts,
        ruleParts.filter((part) => parts.includes(part)),
      );
      const { breaks, passes } = rule.examples;
      assert.ok(breaks.length > 0 && passes.length > 0);
      for (const example of [...breaks, ...passes]) {
        const runs = runExample(rule, example);
        assert.ok(runs.length > 0, `the rule does not apply to ${example.given}`);
        for (const found of runs) {
          assert.deepEqual(
            found.map(({ message }) => message),
            example.messages ?? [],
          );
        }
      }
    } finally {
      rmSync(file);
    }
  });
});
