import assert from "node:assert/strict";
import { newStack, NOTEBOOK, type Stack } from "./stack";

/** Colors, a bell, a line that looks like an error of the engine, C1's "erase screen", reversed text. */
const EVIL = "\u001b[31mred\u0007\nerror: forged\u009b2J\u202e";
const DEV = { name: "dev", ...NOTEBOOK, description: "one" };

describe("texts of the cloud on the terminal, printed by the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
    stack.program(`new Notebook("dev", ${JSON.stringify(DEV)});`);
    await stack.ok(["up", "--yes"]);
  });
  after(() => stack.close());

  function isClean(text: string): void {
    assert.doesNotMatch(text, /(?![\n\t\r])\p{Cc}|[\u202a-\u202e]/u);
    assert.doesNotMatch(text, /^\s*error: forged/m);
  }
  const id = () => stack.simulator.notebooks.list()[0]?.id ?? "";

  it("hold no control characters in the diff of a text with several lines", async () => {
    // The engine quotes texts of one line; of longer ones it prints the lines as they are.
    stack.simulator.notebooks.change(id(), { description: "one\n\u001b[31mtwo\u0007\u009b2J" });
    const { text } = await stack.run(["refresh", "--yes", "--diff"]);
    assert.match(text, /\+ \ufffd\[31mtwo\ufffd\ufffd2J/);
    isClean(text);
  });

  it("stay on the line of the error that they are part of", async () => {
    stack.simulator.notebooks.change(id(), { status: "ERROR", fail_reason: EVIL });
    const { code, text } = await stack.run(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(text, /is ERROR \(\ufffd\[31mred\ufffd error: forged\ufffd2J\ufffd\)/);
    isClean(text);
  });
});
