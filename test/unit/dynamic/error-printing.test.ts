import assert from "node:assert/strict";
import { ConfigurationError } from "../../../provider/client/errors";
import { printOnce } from "../../../provider/servers/dynamic/error-printing";

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
