import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../../../policies/engine/rule";
import { camel, ruleSource, withRule } from "../../../tools/new-rule/source";
import { RULE_NAME, runExample } from "./run-example";

const POLICIES = join(__dirname, "..", "..", "..", "policies");

describe("npm run new:rule", () => {
  const before = readFileSync(join(POLICIES, "rules.ts"), "utf8");

  it("puts the rule into the list, before the one that reports on all others", () => {
    const list = withRule(before, "limit-a100");
    assert.match(list, /import \{ limitA100 \} from "\.\/rules\/limit-a100";/);
    assert.match(list, / {2}limitA100,\n {2}reportExemptions,\n\]/);
  });

  for (const name of ["limit-a100", "limit-new-things", "require-owner-tag", "require-own"]) {
    it(`keeps the imports in the order of their names with ${name}`, () => {
      const list = withRule(before, name);
      const imports = [...list.matchAll(/rules\/([\w-]+)"/g)].map(([, each]) => each);
      assert.ok(imports.includes(name));
      assert.deepEqual(imports, [...imports].sort());
    });
  }

  it("writes a rule whose examples are right", () => {
    const name = "limit-a100";
    // Where its imports lead somewhere, but not where the repository's test looks for rules.
    const file = join(__dirname, `${name}.tmp.ts`);
    writeFileSync(
      file,
      ruleSource(name).replace("../engine/rule", "../../../policies/engine/rule"),
    );
    try {
      const rule = (require(file) as Record<string, Rule>)[camel(name)];
      assert.ok(rule);
      assert.match(rule.name, RULE_NAME);
      for (const example of [...rule.examples.breaks, ...rule.examples.passes]) {
        for (const found of runExample(rule, example)) {
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
