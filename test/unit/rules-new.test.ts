import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../../policies/rule";
import { camel, ruleSource, withRule } from "../../tools/new-rule/source";
import { runExample } from "./rules-steps";

const POLICIES = join(__dirname, "..", "..", "policies");

describe("npm run new:rule", () => {
  it("puts the rule into the list, before the one that reports on all others", () => {
    const list = withRule(readFileSync(join(POLICIES, "rules.ts"), "utf8"), "limit-new-things");
    assert.match(list, /import \{ limitNewThings \} from "\.\/rules\/limit-new-things";/);
    assert.match(list, / {2}limitNewThings,\n {2}reportExemptions,\n\]/);
    const imports = [...list.matchAll(/rules\/([\w-]+)"/g)].map(([, name]) => name);
    assert.deepEqual(imports, [...imports].sort());
  });

  it("writes a rule whose examples are right", () => {
    const name = "limit-new-things";
    // Where its imports lead somewhere, but not where the repository's test looks for rules.
    const file = join(__dirname, `${name}.tmp.ts`);
    writeFileSync(file, ruleSource(name).replace("../rule", "../../policies/rule"));
    try {
      const rule = (require(file) as Record<string, Rule>)[camel(name)];
      assert.ok(rule);
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
