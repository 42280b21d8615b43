/** How creates end badly in other ways, and what the journal and the marker do then. */
import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { NOTEBOOK } from "../stack";
import { converge, isCreate, isRead, newCrashStack, UP, type Front } from "./create-crash-steps";
import { kill, type KillableStack, type Victim } from "./killing";

const MARKED = { MODELARTS_CREATE_MARKER: "true" };

/** As Ctrl-C on a terminal. */
const interrupt = (times: number) => (cli: ChildProcess) =>
  void (async () => {
    for (let each = 0; each < times; each++) {
      cli.kill("SIGINT");
      await delay(300);
    }
  })();

for (const front of ["dynamic", "plugin"] satisfies Front[]) {
  describe(`a create of the ${front} front`, () => {
    let stack: KillableStack;
    beforeEach(async () => {
      stack = await newCrashStack(front);
    });
    afterEach(() => stack.close());

    const live = () => stack.simulator.notebooks.list();
    const journal = () => {
      const folder = join(stack.folder, "home/modelarts/journal");
      return existsSync(folder) ? readdirSync(folder) : [];
    };
    const urn = () => String(stack.notebook("dev").urn);

    for (const victim of ["provider", "cli"] satisfies Victim[]) {
      it(`converges if only the process of the ${victim} is killed`, async () => {
        await stack.runUntil(UP, isCreate, kill(victim));
        await converge(stack);
      });
    }

    it("converges after two interrupts", async () => {
      await stack.runUntil(UP, isRead, interrupt(2));
      await converge(stack);
    });

    it("is recorded after one interrupt, and leaves no entry after the next run", async () => {
      await stack.runUntil(UP, isRead, interrupt(1));
      assert.equal(stack.notebook("dev").id, live()[0]?.id);
      await stack.ok(UP);
      assert.deepEqual([live().length, journal()], [1, []]);
    });

    it("leaves no entry, so that a state that is deleted leads to a new notebook", async () => {
      await stack.ok(UP);
      assert.deepEqual(journal(), []);
      await stack.ok(["state", "delete", urn(), "--yes"]);
      await stack.ok(UP);
      assert.equal(live().length, 2);
    });

    it("replaces its predecessor if the user asks for that", async () => {
      await stack.ok(UP);
      const { id } = stack.notebook("dev");
      await stack.ok([...UP, "--target-replace", urn()]);
      const { id: next } = stack.notebook("dev");
      assert.notEqual(next, id);
      assert.deepEqual(
        live().map((each) => each.id),
        [next],
      );
    });

    describe("with the marker", () => {
      it("converges on another machine", async () => {
        Object.assign(stack.env, MARKED);
        await stack.runUntil(UP, isCreate, kill("all"));
        rmSync(join(stack.folder, "home/modelarts"), { recursive: true, force: true });
        await converge(stack);
        assert.match(live()[0]?.description ?? "", /^\[pulumi:[0-9a-f]{16}\]$/);
        await stack.ok(["refresh", "--yes", "--expect-no-changes"]);
      });

      it("keeps the notebook if it shall be replaced unseen, and replaces it after a refresh", async () => {
        Object.assign(stack.env, MARKED);
        await stack.ok(UP);
        const { id } = stack.notebook("dev");
        assert.match(await stack.ok([...UP, "--target-replace", urn()]), /kept notebook/);
        assert.deepEqual(
          [stack.notebook("dev").id, live().map((each) => each.status)],
          [id, ["RUNNING"]],
        );
        await stack.ok([...UP, "--refresh", "--target-replace", urn()]);
        const { id: next } = stack.notebook("dev");
        assert.notEqual(next, id);
        assert.deepEqual(
          live().map((each) => each.id),
          [next],
        );
      });
    });
  });
}

describe("a create that is answered 504 and carried out later", () => {
  it("is found, and made once", async () => {
    const stack = await newCrashStack("dynamic");
    const slow = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "GET", url = "" } = request;
        const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
        const headers = { "content-type": "application/json" };
        const pass = () => fetch(`${stack.url}${url}`, { method, headers, body });
        if (method === "POST" && url.endsWith("/notebooks")) {
          response.writeHead(504).end("<html>Gateway Time-out</html>");
          void delay(1500).then(pass);
          return;
        }
        void pass().then(async (answer) => {
          response.writeHead(answer.status, { date: answer.headers.get("date") ?? "" });
          response.end(await answer.text());
        });
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const { port } = slow.address() as AddressInfo;
    stack.program(`new Notebook("dev", ${JSON.stringify(NOTEBOOK)});`);
    const env = { MODELARTS_ENDPOINT: `http://127.0.0.1:${port}` };
    const text = await stack.ok(UP, env);
    assert.match(text, /the answer to the create request was lost; found it as/);
    assert.equal(stack.simulator.notebooks.list().length, 1);
    await stack.ok([...UP, "--expect-no-changes"], env);
    slow.close();
    await stack.close();
  });
});
