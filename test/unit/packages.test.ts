/** How programs find the packages' types, in each way in which TypeScript looks for them. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PACKAGES } from "../pack";

const ROOT = join(__dirname, "..", "..");

interface Manifest {
  name: string;
  exports?: Record<string, string | { types: string }>;
}

/** The declarations that a path of `exports` stands for: [what a program imports, the file]. */
function declarations(folder: string): [string, string][] {
  const { name, exports = {} } = JSON.parse(
    readFileSync(join(ROOT, folder, "package.json"), "utf8"),
  ) as Manifest;
  return Object.entries(exports).flatMap(([path, to]): [string, string][] => {
    if (path.endsWith(".json") || path.startsWith("./presets/")) return [];
    const types = typeof to === "string" ? to.replace(/\.js$/, ".d.ts") : to.types;
    const [before = "", after = ""] = types.split("*");
    const each = (middle: string): [string, string] => [
      join(name, path).replace("*", middle),
      join(ROOT, folder, types.replace("*", middle)),
    ];
    if (!types.includes("*")) return [each("")];
    return readdirSync(join(ROOT, folder, before), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(after))
      .map((file) => each(file.slice(0, -after.length)));
  });
}

describe("the packages' types", () => {
  const { Node10, Node16, Bundler } = ts.ModuleResolutionKind;
  const all = PACKAGES.flatMap(declarations);

  it("are of every path that the packages export", () => {
    assert.ok(all.some(([path]) => path === "pulumi-modelarts/dynamic"));
    assert.ok(all.length > 50);
    for (const [path, file] of all) assert.ok(existsSync(file), path);
  });

  for (const moduleResolution of [Node10, Node16, Bundler]) {
    it(`are found with moduleResolution ${ts.ModuleResolutionKind[moduleResolution]}`, () => {
      const missing = all.filter(([path, file]) => {
        const { resolvedModule } = ts.resolveModuleName(
          path,
          join(ROOT, "test", "program.ts"),
          { moduleResolution },
          ts.sys,
        );
        return resolvedModule?.resolvedFileName !== file;
      });
      assert.deepEqual(missing, []);
    });
  }
});
