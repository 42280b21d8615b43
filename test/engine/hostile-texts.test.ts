import assert from "node:assert/strict";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const EVIL = "\u001b[31mred\u0007\nerror: forged\u009b2J\u202e";

describe("experiment", () => {
  let stack: Stack;
  before(async () => (stack = await newStack()));
  after(() => stack.close());
  it("prints", async () => {
    stack.program(`new Notebook("dev", ${JSON.stringify({ name: "dev", ...NOTEBOOK, description: "line one" })});`);
    await stack.ok(["up", "--yes"]);
    const [{ id } = { id: "" }] = stack.simulator.notebooks.list();
    stack.simulator.notebooks.change(id, { description: "line one\n\u001b[31mred\u0007\nerror: forged\u009b2J" });
    const refreshed = await stack.run(["refresh", "--yes", "--diff"]);
    console.log(JSON.stringify(refreshed.text));
    stack.program(`const n = new Notebook("dev", ${JSON.stringify({ name: "dev", ...NOTEBOOK, description: "line one\nline two" })}); exports.d = n.description`);
    console.log(JSON.stringify((await stack.run(["preview", "--diff"])).text));
    assert.ok(true);
  });
});
