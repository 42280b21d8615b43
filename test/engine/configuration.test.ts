import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const SECRET = "the-secret-key-of-the-test";
const PASSWORD = "the-password-of-the-test";
const NO_ENVIRONMENT = {
  MODELARTS_ENDPOINT: undefined,
  HW_ACCESS_KEY: undefined,
  HW_SECRET_KEY: undefined,
  HW_PROJECT_ID: undefined,
};

describe("the configuration under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack({ accessKey: "the-access-key", secretKey: SECRET, password: PASSWORD });
  });
  after(() => stack.close());

  /** A refresh would use the provider's configuration in the state, so each run changes something. */
  function up(description: string, env: Record<string, string | undefined>) {
    stack.program(`new Notebook("dev", ${JSON.stringify({ ...NOTEBOOK, description })});`);
    return stack.run(["up", "--yes", "--skip-preview"], env);
  }

  /** The files of the project's folder: state, backups, history, configuration, logs of the CLI. */
  function files(): string[] {
    const entries = readdirSync(stack.folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  }

  /** The files that contain the text. */
  const filesWith = (text: string) => files().filter((file) => readFileSync(file).includes(text));

  it("can come from the stack alone, and signs so that the API accepts it", async () => {
    for (const [key, value, ...flags] of [
      ["endpoint", stack.url],
      ["projectId", "test-project"],
      ["accessKey", "the-access-key"],
      ["secretKey", SECRET, "--secret"],
    ] as const) {
      await stack.ok(["config", "set", ...flags, `modelarts:${key}`, value]);
    }
    assert.equal((await up("first", NO_ENVIRONMENT)).code, 0);
    for (const part of ["/stacks/test/test.json", "/history/", "/Pulumi.test.yaml"]) {
      assert.ok(
        files().some((file) => file.includes(part)),
        part,
      );
    }
    assert.notDeepEqual(filesWith("the-access-key"), []);
    assert.deepEqual(filesWith(SECRET), []);
  });

  it("counts before the environment", async () => {
    const wrong = { HW_SECRET_KEY: "wrong", HW_ACCESS_KEY: "wrong" };
    assert.equal((await up("second", wrong)).code, 0);
  });

  it("can be a login by password, whose token is written nowhere", async () => {
    for (const key of ["accessKey", "secretKey", "projectId"]) {
      await stack.ok(["config", "rm", `modelarts:${key}`]);
    }
    stack.log.splice(0);
    const tokens = new Set<string>();
    const collect = (message: unknown) => {
      const token = (message as { request: IncomingMessage }).request.headers["x-auth-token"];
      if (typeof token === "string") tokens.add(token);
    };
    subscribe("http.server.request.start", collect);
    const { code } = await up("third", {
      ...NO_ENVIRONMENT,
      HW_USER_NAME: "ada",
      HW_USER_PASSWORD: PASSWORD,
      HW_DOMAIN_NAME: "example",
      HW_PROJECT_ID: "test-project",
    });
    unsubscribe("http.server.request.start", collect);
    assert.equal(code, 0);
    const logins = stack.log.filter(({ path }) => path === "/v3/auth/tokens");
    assert.equal(logins.length, 1);
    assert.deepEqual(filesWith(PASSWORD), []);
    assert.equal(tokens.size, 1);
    for (const token of tokens) assert.deepEqual(filesWith(token), []);
  });

  it("says so when the keys are wrong, and shows neither them nor a stack trace", async () => {
    const wrong = { HW_ACCESS_KEY: "the-access-key", HW_SECRET_KEY: "another-secret-key" };
    const { code, text } = await up("fourth", wrong);
    assert.notEqual(code, 0);
    assert.match(text, /ModelArts answered 401.*Check the credentials/);
    assert.doesNotMatch(text, /another-secret-key|\.js:\d+:\d+/);
  });
});
