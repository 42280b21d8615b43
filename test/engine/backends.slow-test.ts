/**
 * A stack whose state is in PostgreSQL or S3, as docs/backends.md says. PostgreSQL needs the programs of a server on PATH;
 * S3 is simulated by moto, a package of Python's.
 */
import assert from "node:assert/strict";
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { newStack, NOTEBOOK, type Stack } from "./stack";
import { stepTable } from "./step-table";

const execute = promisify(execFile);

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await promisify(server.close.bind(server))();
  return port;
}

/** A server of one kind, which runs as long as the tests. */
interface Backend {
  /** What the CLI needs in its environment. */
  env: Record<string, string>;
  process: ChildProcess;
}

/** @returns undefined if the machine has no such server. */
type Start = (folder: string) => Promise<Backend | undefined>;

async function untilLogged(server: ChildProcess, text: string): Promise<void> {
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  while (!log.includes(text)) {
    assert.equal(server.exitCode, null, log);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const startPostgres: Start = async (folder) => {
  if (spawnSync("initdb", ["--version"]).error !== undefined) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const options = { cwd: folder, ...(isRoot && { uid: NOBODY, gid: NOBODY }) };
  const data = join(folder, "data");
  const made = spawnSync("initdb", ["-D", data, "-A", "trust", "-U", "pulumi"], options);
  assert.equal(made.status, 0, String(made.stderr));
  const port = await freePort();
  const place = ["-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"];
  const server = spawn("postgres", ["-D", data, ...place], { ...options, stdio: "pipe" });
  await untilLogged(server, "ready to accept connections");
  const PULUMI_BACKEND_URL = `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`;
  return { env: { PULUMI_BACKEND_URL }, process: server };
};

const startS3: Start = async (folder) => {
  if (spawnSync("python3", ["--version"]).error !== undefined) return undefined;
  await execute("python3", ["-m", "venv", join(folder, "venv")]);
  const bin = join(folder, "venv/bin");
  await execute(join(bin, "python"), ["-m", "pip", "install", "--quiet", "moto[s3,server]>=5,<6"]);
  const port = await freePort();
  const args = ["-H", "127.0.0.1", "-p", String(port)];
  const server = spawn(join(bin, "moto_server"), args, { cwd: folder, stdio: "pipe" });
  await untilLogged(server, "Running on");
  const url = `http://127.0.0.1:${port}`;
  assert.ok((await fetch(`${url}/team-states`, { method: "PUT" })).ok);
  const query = `endpoint=${url}&region=eu-de&s3ForcePathStyle=true`;
  return {
    env: {
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      PULUMI_BACKEND_URL: `s3://team-states?${query}`,
    },
    process: server,
  };
};

for (const [name, start] of Object.entries({ PostgreSQL: startPostgres, S3: startS3 })) {
  describe(`a stack in ${name}`, function () {
    this.timeout(300_000);
    stepTable();
    let stack: Stack | undefined;
    let server: Backend | undefined;
    let folder: string;

    before(async function () {
      folder = mkdtempSync(join(tmpdir(), "modelarts-backend-"));
      server = await start(folder);
      if (server === undefined) this.skip();
      stack = await newStack({ transitionMs: 100 });
      stack.program(`new Notebook("dev", ${JSON.stringify(NOTEBOOK)});`);
    });
    after(async () => {
      await stack?.close();
      if (server?.process.exitCode === null) {
        server.process.kill("SIGQUIT");
        await once(server.process, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    });

    const ok = (...args: string[]) => stack?.ok(args, server?.env) ?? assert.fail();

    it("is created, and its next preview shows no change", async () => {
      await ok("stack", "init", "test");
      await ok("up", "--yes", "--skip-preview");
      assert.equal(stack?.simulator.notebooks.list().length, 1);
      assert.match(await ok("preview", "--refresh"), /2 unchanged/);
    });

    it("keeps the notebook's token encrypted", async () => {
      const [notebook] = stack?.simulator.notebooks.list() ?? [];
      const state = await ok("stack", "export");
      assert.match(state, /"ciphertext"/);
      assert.ok(notebook?.token && !state.includes(notebook.token));
    });

    it("is locked for a second run while the first one works, and not for a preview", async () => {
      stack?.simulator.faults.ask({ name: "slowBody", operation: "showNotebook", delayMs: 20_000 });
      const first = ok("refresh", "--yes", "--skip-preview");
      const isRead = () => stack?.simulator.faults.pending().length === 0;
      while (!isRead()) await new Promise((resolve) => setTimeout(resolve, 50));
      const second = await stack?.run(["up", "--yes", "--skip-preview"], server?.env);
      assert.match(second?.text ?? "", /the stack is currently locked by 1 lock\(s\)/);
      assert.notEqual(second?.code, 0);
      await ok("preview");
      await first;
    });

    it("is destroyed", async () => {
      await ok("destroy", "--yes", "--skip-preview");
      assert.equal(stack?.simulator.notebooks.list().length, 0);
    });
  });
}
