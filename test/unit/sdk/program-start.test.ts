import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

/** The paths below the root of all modules that a program has loaded when it ends. */
function loadedBy(program: string): string[] {
  const script = `${program}; setTimeout(() => {
    console.log(Object.keys(require.cache).join("\\n")); process.exit();
  }, 50);`;
  const text = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
  return text
    .trim()
    .split("\n")
    .map((path) => path.slice(ROOT.length));
}

/** Libraries that only code which sends requests needs. */
const LIBRARY = /\/node_modules\/(undici|zod|yaml)\//;

/** The package's own modules that a program may load; `leaseRemaining` needs `wire/facts/lease-time`. */
const EARLY = /^\/provider\/dist\/(index|sdk\/.*|engine\/.*|wire\/facts\/lease-time)\.js$/;

describe("a program that requires pulumi-modelarts", () => {
  it("loads no HTTP client, no schema library and no lifecycle", () => {
    const loaded = loadedBy(`require("pulumi-modelarts").isRunning({})`);
    const own = loaded.filter((path) => path.startsWith("/provider/dist/"));
    assert.ok(own.includes("/provider/dist/index.js"));
    assert.deepEqual(
      own.filter((path) => !EARLY.test(path)),
      [],
    );
    assert.deepEqual(
      loaded.filter((path) => LIBRARY.test(path)),
      [],
    );
  });

  it("loads them when it calls a function", () => {
    const loaded = loadedBy(`require("pulumi-modelarts").getFlavors().catch(() => 0)`);
    assert.ok(loaded.some((path) => LIBRARY.test(path)));
    assert.ok(loaded.some((path) => path.startsWith("/provider/dist/client/")));
  });
});
