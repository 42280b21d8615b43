import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "./stack";

describe("npm run demo", () => {
  it("does what it says and ends with 0", async () => {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "demo"], { cwd: ROOT });
    assert.match(stdout, /Done: all \d+ steps did what they say/);
    const tokens = ["7b22482a-a4cb-4b46-e3b3-6a793a47967e", "c0ffee00-a4cb-4b46-e3b3-6a793a47967e"];
    for (const token of tokens) assert.ok(!stdout.includes(token), "a token is shown");
  });
});
