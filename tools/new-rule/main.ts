/**
 * `npm run new:rule <name>`: writes a file for the rule, its lines in policies/rules.ts, and its
 * documentation. The result passes all tests. The author then writes what the rule checks.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleSource, withRule } from "./source";

const root = join(__dirname, "..", "..");

function main([name = ""]: string[]): number {
  const file = join(root, "policies", "rules", `${name}.ts`);
  if (!/^(require|disallow|limit)(-[a-z0-9]+)+$/.test(name)) {
    console.error(
      `new:rule: "${name}" is no name for a rule. Write it as require-…, disallow-… or limit-…, ` +
        "in lower case with dashes, as in: npm run new:rule require-owner-tag",
    );
    return 2;
  }
  if (existsSync(file)) {
    console.error(`new:rule: the rule ${name} already exists, in policies/rules/${name}.ts.`);
    return 2;
  }
  writeFileSync(file, ruleSource(name));
  const list = join(root, "policies", "rules.ts");
  writeFileSync(list, withRule(readFileSync(list, "utf8"), name));
  execFileSync("npx", ["prettier", "--write", "--log-level", "warn", file, list], { cwd: root });
  execFileSync("npm", ["run", "--silent", "docs"], { cwd: root, stdio: ["ignore", 2, 2] });
  console.error(`new:rule: wrote policies/rules/${name}.ts. Now write there what the rule checks.`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
