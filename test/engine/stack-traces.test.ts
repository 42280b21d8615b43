import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { newStack, NOTEBOOK, type Resource, type Stack } from "./stack";

/** Where a program made the resource, as the SDK tells the engine. */
interface Positioned extends Resource {
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}

const notebook = `new Notebook("traced", ${JSON.stringify(NOTEBOOK)})`;

describe("a program with an error of its own, under the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await newStack();
  });
  afterEach(() => stack.close());

  it("is shown its own stack trace from an apply, and the state has the notebook's position in it", async () => {
    stack.program(
      `const made = ${notebook};\nfunction failing() { throw new Error("not like this"); }\nmade.url.apply(failing);`,
    );
    const { code, text } = await stack.run(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /Error: not like this\n\s+at failing \(.*index\.js:4:\d+\)/);
    const { sourcePosition, stackTrace } = stack.notebook("traced") as Positioned;
    assert.match(sourcePosition ?? "", /^project:.*index\.js#3,\d+$/);
    assert.deepEqual(stackTrace, [{ sourcePosition }], "without the frames of Node and of the SDK");
  });

  it("is shown its own stack trace from its main part", async () => {
    stack.program(
      `${notebook};\nfunction failing() { throw new Error("not like this"); }\nfailing();`,
    );
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(
      stripVTControlCharacters(text),
      /Error: not like this\n\s+at failing \(.*index\.js:4:\d+\)/,
    );
  });
});
