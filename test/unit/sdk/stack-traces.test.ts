import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { NotebookArgs } from "../../../provider/sdk/generated/types";
import { Notebook } from "../../../provider/sdk/notebook";
import { NOTEBOOK } from "../../notebook-args";

const args = NOTEBOOK as NotebookArgs;

/** The stack of what the function throws. */
function stackOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).stack ?? "";
  }
  assert.fail("it has thrown nothing");
}

/** How many stack traces with frames are read while the function runs. */
function tracesIn(work: () => unknown): number {
  const { prepareStackTrace } = Error;
  let count = 0;
  Error.prepareStackTrace = (_, frames) => {
    if (frames.length > 0) count += 1;
    return "";
  };
  try {
    work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  return count;
}

describe("the stack traces of a program with notebooks", () => {
  const usual = Error.stackTraceLimit;
  before(() =>
    pulumi.runtime.setMocks(
      {
        newResource: ({ inputs }) => ({ id: "id", state: inputs as object }),
        call: ({ inputs }) => inputs as object,
      },
      "project",
      "stack",
      false,
      "organization",
    ),
  );
  afterEach(() => {
    Error.stackTraceLimit = usual;
    delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
  });

  it("are as long as before it made a notebook", () => {
    Error.stackTraceLimit = 7;
    new Notebook("restored", args);
    assert.equal(Error.stackTraceLimit, 7);
    assert.throws(() => new Notebook("", args));
    assert.equal(Error.stackTraceLimit, 7);
  });

  it("are not taken for the promises of its outputs; one is, for its position in the program", () => {
    const count = tracesIn(() => new Notebook("untraced", args));
    assert.equal(count, 1);
  });

  it("are taken if the SDK is to print them", () => {
    process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";
    const count = tracesIn(() => new Notebook("traced", args));
    assert.ok(count > 100, `${count}`);
  });

  it("show where the program made a notebook that the SDK refuses", () => {
    const makeNameless = () => new Notebook("", args);
    const stack = stackOf(makeNameless);
    assert.match(stack, /^(\w*Error): Missing resource name.*\n\s+at new ModelArtsResource /);
    assert.match(stack, /stack-traces\.test\.ts/);
  });

  it("show the program's own place in a transformation", () => {
    function transform(): undefined {
      throw new Error("not like this");
    }
    const own = stackOf(() => new Notebook("own", args, { transformations: [transform] }));
    assert.match(own, /^Error: not like this\n\s+at transform /);
  });

  it("show the program's own place in a transformation of the parent", () => {
    function transform({ type }: pulumi.ResourceTransformationArgs): undefined {
      if (type.includes("Notebook")) throw new Error("not like this");
    }
    const parent = new pulumi.ComponentResource(
      "a:b:C",
      "parent",
      {},
      { transformations: [transform] },
    );
    const inherited = stackOf(() => new Notebook("inherited", args, { parent }));
    assert.match(inherited, /^Error: not like this\n\s+at transform /);
  });

  it("show the program's own place in an apply", async () => {
    function failing(): never {
      throw new Error("not like this");
    }
    const applied = new Notebook("applied", args).name.apply(failing);
    const promise = (applied as unknown as { promise(): Promise<unknown> }).promise();
    await assert.rejects(promise, ({ stack }: Error) => /\n\s+at failing /.test(stack ?? ""));
  });
});
