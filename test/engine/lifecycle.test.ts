import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const LEASE = { duration: 7_200_000, type: "idle" };

describe("the life of a notebook under the real engine", () => {
  let stack: Stack;
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
    assert.match(text, /dev: step \d of 4/);
    const { outputs } = await stack.notebook("dev");
    assert.equal(outputs?.["status"], "RUNNING");
    const [first, ...rest] = stack.requests();
    assert.equal(first, "POST /notebooks");
    assert.ok(rest.every(reads), rest.join());
  });

  it("keeps its token out of the state and out of the terminal", async () => {
    const [{ token } = { token: undefined }] = stack.simulator.notebooks.list();
    assert.ok(token);
    const state = JSON.stringify(await stack.resources());
    assert.ok(!state.includes(token));
    for (const args of [
      ["stack", "output"],
      ["preview", "--diff"],
      ["refresh", "--yes", "--diff"],
    ]) {
      assert.ok(!(await stack.ok(args)).includes(token), args.join(" "));
    }
    assert.equal((await stack.ok(["stack", "output", "token", "--show-secrets"])).trim(), token);
  });

  it("costs the state less than 200 bytes for its provider", async () => {
    const { inputs } = await stack.notebook("dev");
    assert.ok(String(inputs?.["__provider"]).length < 200);
  });

  it("has nothing to change right after, and nothing after a refresh", async () => {
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["refresh", "--yes", "--expect-no-changes"]);
    stack.requests();
    await stack.ok(["preview", "--expect-no-changes"]);
    assert.deepEqual(stack.requests(), []);
  });

  it("shows what was changed behind Pulumi's back, and the way back", async () => {
    const [{ id } = { id: "" }] = stack.simulator.notebooks.list();
    stack.simulator.notebooks.change(id, { description: "changed in the console" });
    const text = await stack.ok(["preview", "--refresh", "--diff"]);
    assert.match(text, /\+ description *: "changed in the console"|=> "changed in the console"/);
    assert.match(text, /- description *: "changed in the console"/);
    const { code } = await stack.run(["preview", "--refresh", "--expect-no-changes"]);
    assert.notEqual(code, 0);
  });

  it("is renamed while it runs, in three requests", async () => {
    await stack.ok(["refresh", "--yes"]);
    declare({ name: "renamed", description: "by Pulumi" });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(stack.requests(), [
      "GET /notebooks/{id}",
      "PUT /notebooks/{id}",
      "GET /notebooks/{id}",
    ]);
  });

  it("is stopped and started for a new whitelist, and keeps its lease", async () => {
    declare({ endpoints: [{ ...SSH, allowedAccessIps: ["203.0.113.8"] }] });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const changes = stack.requests().filter((line) => !reads(line));
    assert.deepEqual(changes, [
      "POST /notebooks/{id}/stop",
      "PUT /notebooks/{id}",
      "POST /notebooks/{id}/start",
    ]);
    const [notebook] = stack.simulator.notebooks.list();
    assert.equal(notebook?.status, "RUNNING");
    assert.deepEqual(
      [notebook?.lease?.enable, notebook?.lease?.duration, notebook?.lease?.type],
      [true, 7_200_000, "IDLE"],
    );
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("gets a new lease while it runs, by one PATCH", async () => {
    declare({
      endpoints: [{ ...SSH, allowedAccessIps: ["203.0.113.8"] }],
      lease: { ...LEASE, duration: 10_800_000 },
    });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(
      stack.requests().filter((line) => !reads(line)),
      ["PATCH /notebooks/{id}/lease"],
    );
    const [notebook] = stack.simulator.notebooks.list();
    assert.deepEqual([notebook?.lease?.duration, notebook?.lease?.type], [10_800_000, "IDLE"]);
  });

  it("is replaced only for what the API can't change", async () => {
    declare({ volume: { category: "EFS", ownership: "MANAGED" } });
    const text = await stack.ok(["preview", "--diff"]);
    assert.match(text, /\+-.*Notebook: \(replace\)/);
    assert.match(text, /volume/);
  });

  it("is deleted and gone when destroy ends", async () => {
    await stack.ok(["destroy", "--yes"]);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
    const { inputs } = (await stack.resources())[0] ?? {};
    assert.equal(inputs, undefined);
  });

  it("leaves no secret in any file of the backend or of Pulumi's home", () => {
    assert.doesNotMatch(
      readFileSync(join(stack.folder, "backend/.pulumi/stacks/test/test.json"), "utf8"),
      /test-secret-key/,
    );
  });
});
