import assert from "node:assert/strict";
import { ConfigurationError, ModelArtsError } from "../../../provider/client/errors";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { printOnce } from "../../../provider/servers/dynamic/error-printing";

describe("errors of the dynamic provider", () => {
  const originalPrint = console.error;
  let printed: unknown[][];
  beforeEach(() => {
    printed = [];
    console.error = (...args: unknown[]) => void printed.push(args);
  });
  afterEach(() => (console.error = originalPrint));

  /** Lets a provider fail with each error, and prints the error as the server of @pulumi/pulumi does. */
  async function failWith(...errors: Error[]): Promise<string[]> {
    const { read } = printOnce({ read: (error: Error) => Promise.reject(error) });
    const messages: string[] = [];
    for (const each of errors) {
      const error = await read(each).then(
        () => assert.fail("it succeeded"),
        (reason: Error) => reason,
      );
      messages.push(error.message);
      console.error(`${error}: ${error.stack}`);
    }
    return messages;
  }
  const wrongConfiguration = (...messages: string[]) =>
    failWith(
      ...messages.map((message) => new ConfigurationError("modelarts/not-configured", message)),
    );

  const code = "[modelarts/not-configured]";
  const list =
    'The connection "prod" is not configured:\n  - the region is missing\n  - the secret key is missing\n';
  const line = 'OS_CLOUD names the cloud "otc", but clouds.yaml has no entry clouds.otc.';

  it("given a configuration that misses settings, list them at the first resource only", async () => {
    const short =
      'The connection "prod" is not configured. Another resource\'s error has the details.';
    const shown = [`${list} ${code}`, `${short} ${code}`, `${short} ${code}`];
    assert.deepEqual(await wrongConfiguration(list, list, list), shown);
  });

  it("given a wrong setting, name it at the first resource only", async () => {
    assert.deepEqual(await wrongConfiguration(line, line), [
      `${line} ${code}`,
      `The configuration is wrong. Another resource's error has the details. ${code}`,
    ]);
  });

  it("given two configurations that are wrong in different ways, show each in full", async () => {
    assert.deepEqual(await wrongConfiguration(list, line), [`${list} ${code}`, `${line} ${code}`]);
  });

  it("given an error of Node that its prototype guards, can be printed", async () => {
    const aborted = AbortSignal.abort().reason as Error;
    assert.ok(!(aborted instanceof ModelArtsError));
    assert.deepEqual(await failWith(aborted), [`${aborted.message} [modelarts/bug]`]);
    assert.match(String(printed), /^AbortError: This operation was aborted/);
  });

  it("hold no control characters, in their message, their reasons and what the server prints", async () => {
    const evil = "\u001b[31mred\u0007\u009b2J\u202e";
    const clean = "\ufffd[31mred\ufffd\ufffd2J\ufffd [modelarts/gone]";
    const error = new ModelArtsError("modelarts/gone", evil);
    const partial = new PartialFailure("id", {}, error);
    assert.deepEqual(await failWith(error, partial), [clean, clean]);
    const { create } = printOnce({ create: () => Promise.reject(partial) });
    await assert.rejects(create, { id: "id", reasons: [clean] });
    await failWith(new Error(evil));
    assert.equal(printed.length, 1);
    assert.doesNotMatch(String(printed[0]), /(?!\n)\p{Cc}|\u202e/u);
  });

  it("are not printed by the server, because the engine shows them, and repeated ones neither", async () => {
    await failWith(
      new ModelArtsError("modelarts/gone", "refused"),
      new ConfigurationError("modelarts/not-configured", line),
    );
    await wrongConfiguration(line, line);
    assert.deepEqual(printed, []);
  });

  it("do not keep anything else from being printed: a bug's stack, a second print, other lines", async () => {
    const bug = new Error("a bug");
    const expected = new ModelArtsError("modelarts/gone", "refused");
    await failWith(bug, expected);
    console.error(`${expected}: ${expected.stack}`);
    console.error("a line", 7);
    assert.deepEqual(printed, [
      [`Error: a bug [modelarts/bug]: ${bug.stack}`],
      [`${expected}: ${expected.stack}`],
      ["a line", 7],
    ]);
  });
});
