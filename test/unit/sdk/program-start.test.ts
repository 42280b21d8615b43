import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

/** The modules of packages and of ours that a program has loaded in the end. */
function loadedBy(program: string): string[] {
  const script = `${program}; setTimeout(() => {
    console.log(Object.keys(require.cache).join("\\n")); process.exit();
  }, 50);`;
  const text = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
  return text.split("\n");
}

/** The arithmetic on leases is a few lines without a library, which `leaseRemaining` needs. */
const LATE =
  /\/node_modules\/(undici|zod|yaml)\/|^\/provider\/dist\/(lifecycle|wire\/(?!lease-time\.)|client)\b/;

describe("a program that requires pulumi-modelarts", () => {
  it("loads no HTTP client and no schema library", () => {
    const loaded = loadedBy(`require("pulumi-modelarts").isRunning({})`);
    assert.ok(loaded.some((path) => path.endsWith("/provider/dist/index.js")));
    assert.deepEqual(
      loaded.filter((path) => LATE.test(path.slice(ROOT.length))),
      [],
    );
  });

  it("loads them when it calls a function", () => {
    const loaded = loadedBy(`require("pulumi-modelarts").getFlavors().catch(() => 0)`);
    assert.ok(loaded.some((path) => path.includes("/node_modules/zod/")));
  });
});
