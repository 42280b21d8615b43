/** A policy pack without policies, which shows what packs cost the engine in any case. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../environment";

export function makeEmptyPack(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "modelarts-bench-pack-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const files = {
    "PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "package.json": JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
    "index.js":
      'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
