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

  it("is returned unchanged, with its secrets marked", async () => {
    const newInputs = { ...keys, version: "1.2.3", insecure: "false" };
    const { inputs, failures } = await check(newInputs);
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { ...newInputs, secretKey: secret("s") });
  });

  it("is refused with an unknown setting", async () => {
    const { failures } = await check({ ...keys, regoin: "eu-de" });
    assert.match(
      failures.join(),
      /^regoin\|is not a setting of this provider; known here: cloud, /,
    );
  });

  const wrong: [string, object, RegExp][] = [
    [
      "an object instead of a string",
      { region: { name: "eu-de" } },
      /^region\|must be a text \[modelarts\/invalid-setting\]$/,
    ],
    [
      "neither true nor false",
      { insecure: "maybe" },
      /^insecure\|must be true or false \[modelarts\/invalid-setting\]$/,
    ],
    ["not a URL", { endpoint: "modelarts" }, /^\|[^]*modelarts:endpoint must be a URL/],
    [
      "a list instead of a secret string, whose property is not named",
      { password: ["hunter2"] },
      /^\|password must be a text \[modelarts\/invalid-setting\]$/,
    ],
  ];
  for (const [what, config, failure] of wrong) {
    it(`is refused if a setting is ${what}`, async () => {
      const { failures } = await check({ ...keys, ...config });
      assert.equal(failures.length, 1);
      assert.match(failures.join(), failure);
    });
  }

  it("is refused with everything that is missing, and where each can be set", async () => {
    const { failures } = await check({});
    assert.match(failures.join(), /the region .* is missing[^]*the project id is missing/);
    assert.match(failures.join(), /pulumi config set modelarts:projectId, or HW_PROJECT_ID/);
  });

  it("may miss settings while some are not known yet", async () => {
    const { inputs, failures } = await check({ region: UNKNOWN });
    assert.deepEqual([inputs, failures], [{ region: UNKNOWN }, []]);
  });

  it("is completed from the environment", async () => {
    await start({ HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s", HW_PROJECT_ID: "p" });
    assert.deepEqual((await check({ region: "eu-de" })).failures, []);
    await start();
  });

  it("may hold marked secrets, and values that are not strings", async () => {
    const response = await configure({
      ...keys,
      secretKey: secret("s"),
      insecure: true,
      projectId: 7,
    });
    assert.equal(response.getSupportspreview(), true);
    assert.equal(response.getAcceptsecrets(), false);
  });

  it("fails to configure the plugin if settings are missing", async () => {
    await assert.rejects(configure({ region: "eu-de" }), /credentials are missing/);
  });

  it("leaves the plugin unconfigured while a setting is not known yet", async () => {
    await configure({ ...keys, region: UNKNOWN });
    const request = new messages.ReadRequest()
      .setUrn(URN)
      .setId("f9937afa-631e-4a8f-a8f7-3b6c800585f0");
    await assert.rejects(plugin.send("read", request), /was not configured/);
  });

  it("shows its changes, and never replaces the provider with all of its resources", async () => {
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
