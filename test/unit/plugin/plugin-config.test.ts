import assert from "node:assert/strict";
import {
  detailsOf,
  messages,
  newPlugin,
  plain,
  secret,
  struct,
  UNKNOWN,
  URN,
  type Plugin,
} from "./plugin-fixture";

describe("the plugin's configuration", () => {
  let plugin: Plugin;
  const start = async (environment: Record<string, string> = {}) => {
    await plugin?.close();
    plugin = await newPlugin({ isConfigured: false, environment });
  };
  before(() => start());
  after(() => plugin.close());

  const keys = { accessKey: "a", secretKey: "s", region: "eu-de", projectId: "p" };

  const check = async (newInputs: object) => {
    const request = new messages.CheckRequest().setNews(struct(newInputs));
    const checked = await plugin.send<messages.CheckResponse>("checkConfig", request);
    return {
      inputs: plain(checked.getInputs()),
      failures: checked
        .getFailuresList()
        .map((each) => `${each.getProperty()}|${each.getReason()}`),
    };
  };

  const configure = (args: object) =>
    plugin.send<messages.ConfigureResponse>(
      "configure",
      new messages.ConfigureRequest().setArgs(struct(args)),
    );

  it("is taken as it is, its secrets marked, what is the engine's left alone", async () => {
    const newInputs = { ...keys, version: "1.2.3", insecure: "false" };
    const { inputs, failures } = await check(newInputs);
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { ...newInputs, secretKey: secret("s") });
  });

  it("names what it does not know", async () => {
    const { failures } = await check({ ...keys, regoin: "eu-de" });
    assert.match(
      failures.join(),
      /^regoin\|is not a setting of this provider; known here: cloud, /,
    );
  });

  const wrong: [string, object, RegExp][] = [
    ["an object", { region: { name: "eu-de" } }, /^region\|must be a text$/],
    ["no switch", { insecure: "maybe" }, /^insecure\|must be true or false$/],
    ["no URL", { endpoint: "modelarts" }, /^\|[^]*modelarts:endpoint must be a URL/],
    ["no text where it is secret", { password: ["hunter2"] }, /^\|password must be a text$/],
  ];
  for (const [what, config, failure] of wrong) {
    it(`is refused where it is ${what}`, async () => {
      const { failures } = await check({ ...keys, ...config });
      assert.equal(failures.length, 1);
      assert.match(failures.join(), failure);
    });
  }

  it("says all that is missing, and where it can be set", async () => {
    const { failures } = await check({});
    assert.match(failures.join(), /the region .* is missing[^]*the project id is missing/);
    assert.match(failures.join(), /pulumi config set modelarts:projectId, or HW_PROJECT_ID/);
  });

  it("is not missed while some of it is not known", async () => {
    const { inputs, failures } = await check({ region: UNKNOWN });
    assert.deepEqual([inputs, failures], [{ region: UNKNOWN }, []]);
  });

  it("is completed from the environment", async () => {
    await start({ HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s", HW_PROJECT_ID: "p" });
    assert.deepEqual((await check({ region: "eu-de" })).failures, []);
    await start();
  });

  it("configures with secrets that are marked, and values that are no text", async () => {
    const response = await configure({
      ...keys,
      secretKey: secret("s"),
      insecure: true,
      projectId: 7,
    });
    assert.equal(response.getSupportspreview(), true);
    assert.equal(response.getAcceptsecrets(), false);
  });

  it("fails to configure with what is not enough", async () => {
    await assert.rejects(configure({ region: "eu-de" }), /credentials are missing/);
  });

  it("waits for what is not known yet", async () => {
    await configure({ ...keys, region: UNKNOWN });
    const request = new messages.ReadRequest()
      .setUrn(URN)
      .setId("f9937afa-631e-4a8f-a8f7-3b6c800585f0");
    await assert.rejects(plugin.send("read", request), /was not configured/);
  });

  it("shows what changes, and never replaces the provider with all that is behind it", async () => {
    const request = new messages.DiffRequest()
      .setOldInputs(struct({ region: "eu-de", accessKey: "a", insecure: true }))
      .setNews(struct({ region: "eu-nl", projectId: "p", insecure: "true" }));
    const diff = await plugin.send<messages.DiffResponse>("diffConfig", request);
    assert.deepEqual(detailsOf(diff), [
      "accessKey DELETE input",
      "projectId ADD input",
      "region UPDATE input",
    ]);
    assert.equal(diff.getChanges(), messages.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual(diff.getReplacesList(), []);
  });
});
