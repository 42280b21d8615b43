/** `pulumi-modelarts doctor`, on simulators that lack something. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createSimulator,
  type RunningSimulator,
  type SimulatorOptions,
} from "pulumi-modelarts-simulator";
import { SECRET, useFolder } from "./cli-steps";

interface Finding {
  check: string;
  result: string;
  detail: string;
  advice?: string;
}

describe("the command doctor", () => {
  let server: RunningSimulator;
  const simulate = async (options: SimulatorOptions = {}) =>
    (server = await createSimulator(options).listen());
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);

  async function findings(expectedCode: number, env = {}, ...args: string[]) {
    const { code, out, errors } = await folder().run(["doctor", "--json", ...args], env);
    assert.equal(code, expectedCode, out + errors);
    assert.ok(!out.includes(SECRET));
    const all = JSON.parse(out) as Finding[];
    return (check: string) => all.find((each) => each.check === check);
  }

  it("finds a machine and an account in order, as JSON and as a table", async () => {
    await simulate();
    folder().pulumi({});
    const found = await findings(0);
    for (const check of ["configuration", "credentials", "endpoint", "clock"]) {
      assert.equal(found(check)?.result, "ok", check);
    }
    assert.deepEqual(found("right to list all users' notebooks")?.detail, "granted");
    assert.match(found("right to change")?.advice ?? "", /modelarts:notebook:create/);
    const { code, out } = await folder().run(["doctor"]);
    assert.equal(code, 0);
    assert.match(out, /^CHECK +RESULT +DETAIL\n/);
    assert.match(out, /^endpoint +ok +http:\/\/127\.0\.0\.1:\d+ answers$/m);
    assert.match(out, /^right to change: Changes need these IAM actions/m);
  });

  it("names what is missing in the configuration, and asks the cloud nothing", async () => {
    await simulate();
    const found = await findings(1, { HW_SECRET_KEY: undefined });
    assert.equal(found("configuration")?.detail, "1 setting is missing or wrong");
    assert.match(found("configuration")?.advice ?? "", /the secret key is missing/);
    assert.equal(found("endpoint"), undefined);
    const { out } = await folder().run(["doctor"], { HW_SECRET_KEY: undefined });
    assert.match(out, /^configuration +failed +1 setting is missing or wrong$/m);
    assert.match(
      out,
      /\nconfiguration: ModelArts is not configured:\n {2}- the secret key is missing/,
    );
  });

  it("says that several settings are missing or wrong, and what of a connection that does not exist", async () => {
    await simulate();
    const found = await findings(1, { HW_SECRET_KEY: undefined, MODELARTS_ENDPOINT: "127.0.0.1" });
    assert.equal(found("configuration")?.detail, "2 settings are missing or wrong");
    const named = await findings(1, {}, "--connection", "prod");
    assert.equal(named("configuration")?.detail, "the settings can't be used");
    assert.match(named("configuration")?.advice ?? "", /there is no connection "prod"/);
  });

  it("says once and in short that the folder has no project", async () => {
    await simulate();
    folder().pulumi({ config: 255 });
    const found = await findings(0);
    assert.deepEqual(found("stack configuration"), {
      ...{ check: "stack configuration", result: "skipped" },
      detail: "no Pulumi project in this folder: only the environment is used",
    });
    folder().write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    const unreadable = (await findings(1))("stack configuration");
    assert.equal(unreadable?.detail, "only the environment is used");
    assert.match(unreadable?.advice ?? "", /`pulumi config` failed: it ended with 255/);
  });

  it("tells wrong credentials from a wrong address", async () => {
    await simulate({ accessKey: "another", secretKey: "another" });
    const refused = await findings(1);
    assert.equal(refused("endpoint")?.result, "ok");
    const right = refused("right to list your notebooks");
    assert.equal(right?.result, "failed");
    assert.match(right?.detail ?? "", /^ModelArts answered 401 \(\S+\)$/);
    assert.match(right?.advice ?? "", /Check the credentials[^]*\]\nThe IAM action is /);
    const nobody = await findings(1, { MODELARTS_ENDPOINT: "http://127.0.0.1:9" });
    assert.equal(nobody("endpoint")?.result, "failed");
    assert.equal(nobody("endpoint")?.detail, "no answer from http://127.0.0.1:9");
    assert.match(
      nobody("endpoint")?.advice ?? "",
      /Is the simulator running\? The endpoint .*\[modelarts\/no-answer\]$/,
    );
    const { out } = await folder().run(["doctor"], { MODELARTS_ENDPOINT: "http://127.0.0.1:9" });
    assert.match(out, /^endpoint +failed +no answer from http:\/\/127\.0\.0\.1:9$/m);
    assert.match(out, /^endpoint: Listing .* failed: no answer from .*\[modelarts\/no-answer\]$/m);
    assert.equal(nobody("right to list your notebooks"), undefined);
  });

  it("warns of an endpoint in the environment that counts before the stack's region", async () => {
    await simulate();
    folder().pulumi({ config: { "modelarts:region": { value: "eu-de", secret: false } } });
    folder().write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    const found = await findings(1);
    assert.equal(
      found("region")?.detail,
      "MODELARTS_ENDPOINT counts before region eu-de of modelarts:region",
    );
    assert.match(found("region")?.advice ?? "", /^Unset MODELARTS_ENDPOINT, unless you mean http/);
  });

  it("tells a server that is not ModelArts", async () => {
    await simulate();
    const web = createServer((_, response) => response.end("<html>welcome</html>"));
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    const { port } = web.address() as AddressInfo;
    const found = await findings(1, { MODELARTS_ENDPOINT: `http://127.0.0.1:${port}` });
    web.close();
    assert.equal(found("endpoint")?.result, "failed");
    assert.equal(found("endpoint")?.detail, "the answer of ModelArts can't be used");
  });

  it("says that a Pulumi CLI is too old", async () => {
    await simulate();
    folder().pulumi({ version: "v3.100.0" });
    const found = await findings(1);
    assert.match(found("Pulumi CLI")?.advice ?? "", /3\.229 or later is needed/);
  });

  it("says that pulumi and the packages of a program are missing", async () => {
    await simulate();
    folder().write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    const found = await findings(1);
    assert.match(found("Pulumi CLI")?.detail ?? "", /there is no `pulumi` on PATH/);
    assert.deepEqual(found("@pulumi/pulumi"), {
      ...{ check: "@pulumi/pulumi", result: "failed" },
      ...{ detail: "not installed in this folder", advice: "Run: npm install @pulumi/pulumi" },
    });
    assert.match(found("plugin")?.advice ?? "", /path: node_modules\/pulumi-modelarts/);
  });

  it("fails for a stack that was named and can't be read", async () => {
    await simulate();
    folder().pulumi({ config: 255 });
    folder().write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    assert.equal(
      (await findings(1, {}, "--stack", "prod"))("stack configuration")?.result,
      "failed",
    );
  });

  it("warns of lists that the cloud does not have as skipped, not as failed", async () => {
    await simulate({ cloud: "otc" });
    folder().pulumi({});
    const found = await findings(0);
    assert.equal(found("right to list workspaces")?.result, "skipped");
  });
});
