import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const LEASE = { duration: 7_200_000, type: "idle" };

describe("the life of a notebook under the real engine", () => {
  let stack: Stack;
  /** What the terminal showed. */
  const shown: string[] = [];
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  function declare(changes: object = {}): void {
    const args = { ...NOTEBOOK, name: "dev", endpoints: [SSH], lease: LEASE, ...changes };
    stack.program(
      `const dev = new Notebook("dev", ${JSON.stringify(args)});
       exports.url = dev.url; exports.token = dev.token;
       exports.ssh = dev.endpoints.apply((list) => list.find((e) => e.service === "SSH").uri);`,
    );
  }
  const reads = (line: string) => line === "GET /notebooks/{id}";

  it("is previewed without a single request, and nothing pretends to be known", async () => {
    declare();
    const text = await stack.ok(["preview"]);
    assert.match(text, /\+ 2 to create/);
    assert.match(text, /ssh +: \[unknown\]/);
    assert.deepEqual(stack.requests(), []);
  });

  it("is created and waited for until it is RUNNING", async () => {
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    shown.push(text);
    assert.match(text, /dev: step \d of 4/);
    const { outputs } = stack.notebook("dev");
    assert.equal(outputs?.["status"], "RUNNING");
    const [first, ...rest] = stack.requests();
    assert.equal(first, "POST /notebooks");
    assert.ok(rest.every(reads), rest.join());
  });

  it("costs the state less than 200 bytes for its provider", () => {
    const { inputs } = stack.notebook("dev");
    assert.ok(String(inputs?.["__provider"]).length < 200);
  });

  it("has nothing to change right after, without a request, and nothing after a refresh", async () => {
    shown.push(await stack.ok(["preview", "--diff", "--expect-no-changes"]));
    assert.deepEqual(stack.requests(), []);
    shown.push(await stack.ok(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]));
    assert.ok(stack.requests().every(reads));
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("shows what was changed behind Pulumi's back, and the way back", async () => {
    const [{ id } = { id: "" }] = stack.simulator.notebooks.list();
    stack.simulator.notebooks.change(id, { description: "changed in the console" });
    const args = ["preview", "--refresh", "--diff", "--expect-no-changes"];
    const { code, text } = await stack.run(args);
    assert.notEqual(code, 0);
    assert.match(text, /\+ description *: "changed in the console"|=> "changed in the console"/);
    assert.match(text, /- description *: "changed in the console"/);
    shown.push(text);
  });

  it("is renamed while it runs, in three requests", async () => {
    declare({ name: "renamed", description: "by Pulumi" });
    stack.requests();
    shown.push(await stack.ok(["up", "--yes", "--skip-preview", "--diff"]));
    assert.deepEqual(stack.requests(), [
      "GET /notebooks/{id}",
      "PUT /notebooks/{id}",
      "GET /notebooks/{id}",
    ]);
  });

  it("is replaced only for what the API can't change", async () => {
    declare({ volume: { category: "EFS", ownership: "MANAGED" } });
    const text = await stack.ok(["preview", "--diff"]);
    assert.match(text, /\+-.*Notebook: \(replace\)/);
    assert.match(text, /volume/);
  });

  it("keeps its token out of the terminal and of the state, and yields it to who asks", async () => {
    const [{ token } = { token: undefined }] = stack.simulator.notebooks.list();
    assert.ok(token);
    shown.push(await stack.ok(["stack", "output"]), JSON.stringify(stack.resources()));
    for (const text of shown) assert.ok(!text.includes(token), text);
    assert.equal((await stack.ok(["stack", "output", "token", "--show-secrets"])).trim(), token);
  });

  it("is deleted and gone when destroy ends", async () => {
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
    const { inputs } = stack.resources()[0] ?? {};
    assert.equal(inputs, undefined);
  });

  it("leaves no secret in any file of the backend or of Pulumi's home", () => {
    assert.doesNotMatch(
      readFileSync(join(stack.folder, "backend/.pulumi/stacks/test/test.json"), "utf8"),
      /test-secret-key/,
    );
  });
});
