import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

const ROOT = join(__dirname, "..", "..", "..");
/** Its path in the folder of a program that installed the package. */
const EXECUTABLE = join(ROOT, "node_modules", "pulumi-modelarts", "pulumi-resource-modelarts");

const lineOf = async (child: ChildProcess): Promise<string> => {
  const [text] = (await once(child.stdout ?? assert.fail(), "data")) as [Buffer];
  return text.toString();
};

describe("the executable pulumi-resource-modelarts", () => {
  let child: ChildProcess;
  afterEach(() => child.kill());

  it("prints its port, and nothing before it, in 0.4 s or the time of 8 empty starts of Node", async () => {
    let [best, empty] = [Infinity, Infinity];
    // Other work on the machine makes a start slower, never faster; so the fastest start counts, compared with Node's own.
    for (let tries = 0; tries < 10 && best >= Math.max(400, 8 * empty); tries++) {
      let began = performance.now();
      spawnSync(process.execPath, ["-e", ""]);
      empty = Math.min(empty, performance.now() - began);
      began = performance.now();
      child = spawn(EXECUTABLE, ["127.0.0.1:1"]);
      assert.match(await lineOf(child), /^\d+\n$/);
      best = Math.min(best, performance.now() - began);
      child.kill();
    }
    const allowed = Math.max(400, 8 * empty);
    assert.ok(best < allowed, `it took ${Math.round(best)} ms of ${Math.round(allowed)} ms`);
  });

  it("tells a person what it is, and its version, and ends", () => {
    const run = (flag: string) =>
      spawnSync(EXECUTABLE, [flag], { encoding: "utf8", timeout: 60_000 });
    for (const flag of ["--help", "-h"]) {
      const { status, stdout } = run(flag);
      assert.deepEqual([status, /npx pulumi-modelarts --help/.test(stdout)], [0, true]);
    }
    assert.match(run("--version").stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("serves at that port", async () => {
    child = spawn(EXECUTABLE, ["127.0.0.1:1"]);
    const address = `127.0.0.1:${(await lineOf(child)).trim()}`;
    const client = new ResourceProviderClient(address, credentials.createInsecure());
    const version = await new Promise((resolve, reject) =>
      client.getPluginInfo(new Empty(), (error, info) =>
        error ? reject(error) : resolve(info.getVersion()),
      ),
    );
    client.close();
    assert.match(String(version), /^\d+\.\d+\.\d+/);
  });

  it("loads only the protocol of the SDK, and no HTTP client", async () => {
    const script =
      `require(${JSON.stringify(join(ROOT, "provider/dist/servers/plugin/main.js"))});` +
      `console.log(Object.keys(require.cache).join("\\n")); process.exit();`;
    child = spawn(process.execPath, ["-e", script]);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await once(child, "close");
    const loaded = text.split("\n");
    const sdk = loaded.filter((path) => path.includes("/@pulumi/pulumi/"));
    assert.ok(sdk.some((path) => path.endsWith("/proto/provider_pb.js")));
    assert.deepEqual(
      sdk.filter((path) => !path.includes("/@pulumi/pulumi/proto/")),
      [],
    );
    assert.deepEqual(
      loaded.filter((path) => /\/node_modules\/(undici|yaml|typescript)\//.test(path)),
      [],
    );
  });

  it("ends when the engine's pipe closes, so that a killed engine leaves no process", async () => {
    child = spawn(EXECUTABLE, ["127.0.0.1:1"]);
    await lineOf(child);
    child.stdin?.end();
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("goes on running without a pipe", async () => {
    child = spawn(EXECUTABLE, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
    await lineOf(child);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(child.exitCode, null);
  });
});
