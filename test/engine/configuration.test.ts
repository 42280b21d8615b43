import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { recordingIam } from "./recording-iam";
import { filesWith, newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "./stack";

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
  beforeEach(async () => {
    stack = await newStack({ accessKey: "the-access-key", secretKey: SECRET, password: PASSWORD });
  });
  afterEach(() => stack.close());

  async function configure(): Promise<void> {
    const plain = { endpoint: stack.url, projectId: "test-project", accessKey: "the-access-key" };
    const settings = Object.entries(plain).map(([key, value]) => `modelarts:${key}=${value}`);
    await stack.ok([
      ...["config", "set-all", ...settings.flatMap((setting) => ["--plaintext", setting])],
      ...["--secret", `modelarts:secretKey=${SECRET}`],
    ]);
  }

  function up(env: Record<string, string | undefined>) {
    stack.program(`new Notebook("dev", ${JSON.stringify(NOTEBOOK)});`);
    return stack.run(["up", "--yes", "--skip-preview"], env);
  }

  it("can come from the stack alone, and signs so that the API accepts it", async () => {
    await configure();
    const { code, text: output } = await up(NO_ENVIRONMENT);
    assert.equal(code, 0, output);
    assert.deepEqual(filesWith(stack, SECRET), [], "files with the secret key in the clear");
  });

  it("that came after the last update is named once by a refresh, which --run-program mends", async () => {
    const two = ["dev", "lab"].map(
      (name) => `new Notebook("${name}", ${JSON.stringify({ ...NOTEBOOK, name })});`,
    );
    stack.program(two.join("\n"));
    const keys = { HW_ACCESS_KEY: "the-access-key", HW_SECRET_KEY: SECRET };
    assert.equal((await stack.run(["up", "--yes", "--skip-preview"], keys)).code, 0);
    await configure();
    const refreshed = await stack.run(["refresh", "--yes", "--skip-preview"], NO_ENVIRONMENT);
    assert.notEqual(refreshed.code, 0);
    assert.equal(refreshed.text.split("add --run-program").length, 2, refreshed.text);
    const again = ["refresh", "--yes", "--skip-preview", "--run-program"];
    const { code, text } = await stack.run(again, NO_ENVIRONMENT);
    assert.equal(code, 0, text);
  });

  it("counts before the environment", async () => {
    await configure();
    const { code, text: output } = await up({ HW_SECRET_KEY: "wrong", HW_ACCESS_KEY: "wrong" });
    assert.equal(code, 0, output);
  });

  it("with a region loses no notebook through an endpoint that is left over in the environment", async () => {
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    await stack.ok(["config", "set", "modelarts:region", "eu-de"]);
    stack.program(`new Notebook("dev", ${JSON.stringify(NOTEBOOK)});
      new pulumi.CustomResource("modelarts:index:Notebook", "lab", ${JSON.stringify({ ...NOTEBOOK, name: "lab" })});`);
    const keys = { HW_ACCESS_KEY: "the-access-key", HW_SECRET_KEY: SECRET };
    assert.equal((await stack.run(["up", "--yes", "--skip-preview"], keys)).code, 0);
    const ids = ["dev", "lab"].map((name) => stack.notebook(name).id ?? "");
    // Another simulator, as it were, or the region itself, where the notebooks are.
    for (const id of ids) stack.simulator.notebooks.remove(id);
    for (const command of ["refresh", "destroy"]) {
      const { code, text } = await stack.run([command, "--yes", "--skip-preview"], keys);
      assert.notEqual(code, 0, text);
      assert.match(
        text,
        /the stack is for region eu-de \(modelarts:region\)[^]*Unset MODELARTS_ENDPOINT/,
      );
      assert.deepEqual(
        ["dev", "lab"].map((name) => stack.notebook(name).id),
        ids,
      );
    }
  });

  it("can be a login by password, whose token is written nowhere", async () => {
    const iam = await recordingIam(stack.url);
    const { code, text: output } = await up({
      ...NO_ENVIRONMENT,
      MODELARTS_ENDPOINT: stack.url,
      HW_AUTH_URL: iam.url,
      HW_USER_NAME: "ada",
      HW_USER_PASSWORD: PASSWORD,
      HW_DOMAIN_NAME: "example",
      HW_PROJECT_ID: "test-project",
    });
    iam.close();
    assert.equal(code, 0, output);
    const [token = assert.fail("nobody logged in"), ...more] = iam.tokens;
    assert.deepEqual(more, []);
    assert.deepEqual(filesWith(stack, PASSWORD), []);
    assert.deepEqual(filesWith(stack, token), []);
  });

  it("says so when the keys are wrong, and shows neither them nor a stack trace", async () => {
    const wrong = { HW_ACCESS_KEY: "the-access-key", HW_SECRET_KEY: "another-secret-key" };
    const { code, text: output } = await up(wrong);
    assert.notEqual(code, 0);
    assert.match(output, /ModelArts answered 401.*Check the credentials/);
    assert.doesNotMatch(output, /another-secret-key|\.js:\d+:\d+/);
  });
});
