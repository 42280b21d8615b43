/** No process of ours outlives its engine: the CLI is killed, or ended at once by a second Ctrl-C. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { findPulumi } from "../../tools/pulumi/cli";
import { processesOf, until } from "../../tools/load/processes";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "./stack";

/** How long a process may live after its engine, in milliseconds. */
const GRACE_MS = 3000;

/** A program's notebook behind each of the two servers. */
const fronts = {
  "dynamic provider": `new Notebook("dev", ${JSON.stringify(NOTEBOOK)})`,
  plugin: `new pulumi.CustomResource("modelarts:index:Notebook", "dev", ${JSON.stringify(NOTEBOOK)})`,
};

/** Accepts connections and requests, and never answers. */
async function silentApi() {
  let requests = 0;
  const server = createServer((socket) => {
    socket.on("data", () => requests++).on("error", () => undefined);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => server.close();
  return { url: `http://127.0.0.1:${port}`, requests: () => requests, close };
}

for (const [front, notebook] of Object.entries(fronts)) {
  describe(`the process of the ${front}`, () => {
    let stack: Stack;
    let api: Awaited<ReturnType<typeof silentApi>>;
    let started: ChildProcess | undefined;

    before(function () {
      if (!existsSync("/proc/self/environ")) this.skip();
    });
    beforeEach(async () => {
      stack = await newStack();
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
      api = await silentApi();
    });
    afterEach(async () => {
      started?.kill("SIGKILL");
      for (const { pid } of processesOf(stack.env)) process.kill(pid, "SIGKILL");
      api.close();
      await stack.close();
    });

    async function up(program: string, env: Record<string, string> = {}): Promise<ChildProcess> {
      stack.program(program);
      const { path } = await findPulumi(() => undefined);
      const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
      const options = { cwd: stack.folder, env: { ...stack.env, ...env } };
      return (started = spawn(path, args, { ...options, stdio: "ignore" }));
    }

    const commands = () => processesOf(stack.env).map(({ command }) => command);
    const providers = () =>
      commands().filter((command) => /dynamic-provider|pulumi-resource/.test(command));
    /** Pulumi's own server for Node programs asks only from time to time whether the engine is alive. */
    const others = () =>
      commands().filter((command) => !command.includes("pulumi-language-nodejs"));

    it("ends after the CLI was killed while a request hangs", async () => {
      const cli = await up(`${notebook};`, { MODELARTS_ENDPOINT: api.url });
      await until(() => api.requests() > 0, 60_000);
      assert.notDeepEqual(providers(), []);
      cli.kill("SIGKILL");
      await until(() => others().length === 0, GRACE_MS);
      assert.deepEqual(others(), []);
    });

    it("ends after the CLI was killed while nothing runs", async () => {
      const cli = await up(
        `exports.late = ${notebook}.id.apply(() => new Promise((end) => setTimeout(end, 60000)));`,
      );
      await until(() => stack.simulator.notebooks.list()[0]?.status === "RUNNING", 60_000);
      await until(
        () => stack.resources().some(({ urn }) => urn.endsWith(":Notebook::dev")),
        10_000,
      );
      assert.notDeepEqual(providers(), []);
      cli.kill("SIGKILL");
      await until(() => providers().length === 0, GRACE_MS);
      assert.deepEqual(providers(), []);
    });

    it("ends at the second Ctrl-C, with every other process, while a request hangs", async () => {
      const cli = await up(`${notebook};`, { MODELARTS_ENDPOINT: api.url });
      await until(() => api.requests() > 0, 60_000);
      assert.notDeepEqual(providers(), []);
      cli.kill("SIGINT");
      const exited = once(cli, "exit");
      // A second signal that comes before the first was handled would be taken for the same one.
      const stopped = await until(() => cli.exitCode !== null, 500);
      if (stopped === undefined) cli.kill("SIGINT");
      await until(() => commands().length === 0, GRACE_MS);
      assert.deepEqual(commands(), []);
      await exited;
    });
  });
}
