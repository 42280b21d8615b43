/** A stack whose state is in PostgreSQL, as docs/backends.md says. Needs the programs of a server on PATH. */
import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { newStack, NOTEBOOK, type Stack } from "./stack";
import { stepTable } from "./step-table";

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await promisify(server.close.bind(server))();
  return port;
}

describe("a stack in PostgreSQL", () => {
  stepTable();
  let stack: Stack | undefined;
  let server: ChildProcess | undefined;
  let folder: string | undefined;
  let env: Record<string, string>;

  before(async function () {
    if (spawnSync("initdb", ["--version"]).error !== undefined) this.skip();
    folder = mkdtempSync(join(tmpdir(), "modelarts-postgres-"));
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(folder, NOBODY, NOBODY);
    const options = { cwd: folder, ...(isRoot && { uid: NOBODY, gid: NOBODY }) };
    const data = join(folder, "data");
    const made = spawnSync("initdb", ["-D", data, "-A", "trust", "-U", "pulumi"], options);
    assert.equal(made.status, 0, String(made.stderr));
    const port = await freePort();
    const place = ["-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"];
    server = spawn("postgres", ["-D", data, ...place], { ...options, stdio: "pipe" });
    let log = "";
    server.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
    while (!log.includes("ready to accept connections")) {
      assert.equal(server.exitCode, null, log);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    env = {
      PULUMI_BACKEND_URL: `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`,
    };
    stack = await newStack({ transitionMs: 100 });
    stack.program(`new Notebook("dev", ${JSON.stringify(NOTEBOOK)});`);
  });
  after(async () => {
    await stack?.close();
    if (server?.exitCode === null) {
      server.kill("SIGQUIT");
      await once(server, "exit");
    }
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const ok = (...args: string[]) => stack?.ok(args, env) ?? assert.fail();

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
    const second = await stack?.run(["up", "--yes", "--skip-preview"], env);
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
