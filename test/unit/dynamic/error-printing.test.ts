import assert from "node:assert/strict";
import { ConfigurationError, ModelArtsError } from "../../../provider/client/errors";
import { printOnce } from "../../../provider/servers/dynamic/error-printing";

describe("errors that the dynamic provider server of @pulumi/pulumi prints", () => {
  const print = console.error;
  let printed: unknown[];
  beforeEach(() => {
    printed = [];
    console.error = (...args: unknown[]) => void printed.push(...args);
  });
  afterEach(() => (console.error = print));

  /** Calls a method that fails, and prints its error as the server does. */
  async function printAsServer(error: Error): Promise<string> {
    const { read } = printOnce({ read: () => Promise.reject(error) });
    const line = await read().catch((thrown: Error) => `${thrown}: ${thrown.stack}`);
    console.error(line);
    return line as string;
  }

  it("are not printed where the engine shows them already", async () => {
    await printAsServer(new ModelArtsError("The notebook is gone."));
    assert.deepEqual(printed, []);
  });

  it("are printed where they are a defect of the program or of this package", async () => {
    const line = await printAsServer(new TypeError("x is not a function"));
    assert.deepEqual(printed, [line]);
  });

  it("are printed if anybody else prints the same once more", async () => {
    const line = await printAsServer(new ModelArtsError("The notebook is gone."));
    console.error(line);
    assert.deepEqual(printed, [line]);
  });
});

describe("what is wrong with the configuration", () => {
  const print = console.error;
  afterEach(() => (console.error = print));

  const messages = async (...errors: string[]) => {
    const { read } = printOnce({
      read: (text: string) => Promise.reject(new ConfigurationError(text)),
    });
    const said: string[] = [];
    for (const text of errors) {
      await read(text).catch((error: Error) => void said.push(error.message));
    }
    return said;
  };

  it("is said in full at the first resource, and in short at the others", async () => {
    const list = 'The connection "prod" is not configured:\n  - the secret key is missing\n';
    assert.deepEqual(await messages(list, list), [
      list,
      'The connection "prod" is not configured, as another resource\'s error says.',
    ]);
    const line = 'OS_CLOUD names the cloud "otc", but clouds.yaml has no entry clouds.otc.';
    assert.deepEqual(await messages(line, line), [
      line,
      "The configuration is wrong, as another resource's error says.",
    ]);
  });

  it("is said in full each time where it is something else", async () => {
    assert.deepEqual(await messages("One.", "Another."), ["One.", "Another."]);
  });
});
