/** What the provider process loads and sends for its first check, with and without `modelarts:previewChecks`. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSimulator, type RunningSimulator } from "pulumi-modelarts-simulator";
import { INPUTS } from "../resources/lifecycle-fixture";

const ROOT = join(__dirname, "..", "..", "..");

const firstCheck = `(async () => {
  const { provider } = require("pulumi-modelarts/dynamic");
  await provider.configure({ config: { get: () => undefined } });
  const { failures } = await provider.check({}, JSON.parse(process.argv[1]));
  console.log(JSON.stringify({ failures, loaded: Object.keys(require.cache) }));
  process.exit();
})()`;

describe("the first check of a provider process", () => {
  let server: RunningSimulator;
  const sent: string[] = [];
  before(async () => {
    server = await createSimulator({ log: ({ path }) => sent.push(path) }).listen();
  });
  after(() => server.close());

  async function check(more: Record<string, string>) {
    sent.length = 0;
    const env = {
      ...process.env,
      ...{
        MODELARTS_ENDPOINT: server.url,
        HW_PROJECT_ID: "p",
        HW_AUTH_TOKEN: "of-the-test",
        ...more,
      },
    };
    const inputs = JSON.stringify({ ...INPUTS, flavor: "none" });
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["-e", firstCheck, inputs], { cwd: ROOT, env });
    const { failures, loaded } = JSON.parse(stdout) as { failures: object[]; loaded: string[] };
    const own = loaded.filter((path) => path.startsWith(join(ROOT, "provider/dist/")));
    return { failures: failures.length, files: own, requests: sent.length };
  }

  it("sends nothing and loads none of the checks' files if they are off", async () => {
    const off = await check({});
    const on = await check({ MODELARTS_PREVIEW_CHECKS: "true" });
    assert.deepEqual([off.failures, off.requests], [0, 0]);
    assert.deepEqual([on.failures, on.requests], [1, 5]);
    const isOfChecks = (path: string) => /preview-checks|image-lists|nearest/.test(path);
    assert.ok(on.files.some(isOfChecks));
    assert.deepEqual(off.files.filter(isOfChecks), []);
    assert.deepEqual((await check({ MODELARTS_PREVIEW_CHECKS: "false" })).files, off.files);
  });
});
