/** `customTimeouts` hold even if the API never answers, or never ends its answer: with both ways to serve the resource. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";

const TIMEOUT_S = 5;
/** What the engine needs after the operation has ended, and the machine's load. */
const MARGIN_S = 5;

const programs = {
  "the dynamic provider": (args: string, options: string) =>
    `new Notebook("dev", ${args}, ${options});`,
  "the plugin": (args: string, options: string) =>
    `new pulumi.CustomResource("modelarts:index:Notebook", "dev",
       { ...${args}, status: undefined }, ${options});`,
};

const apis: Record<string, (response: ServerResponse) => void> = {
  "never answers": () => undefined,
  "never ends its answer": (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
    const dripping = setInterval(() => response.write(" "), 100);
    response.on("close", () => clearInterval(dripping));
  },
};

describe("customTimeouts of 5 s", () => {
  let stack: Stack;
  let api: Server;
  let url: string;
  /** When the API was first sent a request, in milliseconds; and all requests. */
  let firstAt: number | undefined;
  let requests: string[];
  let respond: (response: ServerResponse) => void;

  before(async () => {
    api = createServer(({ method = "", url: path = "" }, response) => {
      firstAt ??= performance.now();
      requests.push(`${method} ${path.replace("/v1/test-project", "")}`);
      respond(response);
    });
    await once(api.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  });
  after(() => {
    api.closeAllConnections();
    api.close();
  });
  beforeEach(async () => {
    stack = await newStack();
    appendFileSync(`${stack.folder}/Pulumi.yaml`, PLUGIN_SETTING);
    firstAt = undefined;
    requests = [];
  });
  afterEach(() => stack.close());

  async function timed(args: string[], env: Record<string, string> = {}) {
    const { code, text } = await stack.run(args, env);
    const seconds = (performance.now() - (firstAt ?? assert.fail(text))) / 1000;
    assert.notEqual(code, 0, text);
    assert.ok(seconds < TIMEOUT_S + MARGIN_S, `it took ${seconds} s:\n${text}`);
    return text;
  }

  for (const [front, program] of Object.entries(programs)) {
    for (const [what, answer] of Object.entries(apis)) {
      it(`given an API that ${what}, ends a create and a delete through ${front}`, async () => {
        respond = answer;
        const timeouts = { create: `${TIMEOUT_S}s`, delete: `${TIMEOUT_S}s` };
        const options = `{ customTimeouts: ${JSON.stringify(timeouts)} }`;
        stack.program(program(JSON.stringify({ ...NOTEBOOK, name: "dev" }), options));
        const silent = { MODELARTS_ENDPOINT: url };

        const created = await timed(["up", "--yes", "--skip-preview"], silent);
        assert.match(created, /Creating the notebook took longer than 5 s/);
        assert.match(created, /Whether the notebook was created is unknown/);
        // One last look for the notebook, which is not answered either.
        assert.deepEqual(
          requests.map((line) => line.replace(/\?.*/, "")),
          ["POST /notebooks", "GET /notebooks"],
        );

        await stack.ok(["up", "--yes", "--skip-preview"]);
        firstAt = undefined;
        const deleted = await timed(["destroy", "--yes", "--skip-preview"], silent);
        assert.match(deleted, /Deleting the notebook took longer than 5 s: notebook/);
        assert.equal(stack.simulator.notebooks.list().length, 1);
      });
    }
  }

  it("given Ctrl-C while the API does not answer a create, ends within seconds and sends nothing more", async () => {
    respond = () => undefined;
    stack.program(programs["the plugin"](JSON.stringify({ ...NOTEBOOK, name: "dev" }), "{}"));
    const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
    const env = { ...stack.env, MODELARTS_ENDPOINT: url };
    const child = spawn("pulumi", args, { cwd: stack.folder, env });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const closed = once(child, "close");
    await once(api, "request");
    const began = performance.now();
    child.kill("SIGINT");
    await closed;
    assert.ok(performance.now() - began < 15_000, text);
    assert.match(text, /the command was cancelled before the answer came/);
    assert.match(text, /Whether the notebook was created is unknown/);
    assert.deepEqual(requests, ["POST /notebooks"]);
  });
});
