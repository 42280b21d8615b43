/**
 * The life of a notebook under the real engine, on a cloud and with values of the disputed facts: a table
 * of steps, since what is proved is one life. Three test files run it: one for each cloud, and one with
 * every fact at its other value.
 */
import assert from "node:assert/strict";
import { createSimulator, type SimulatorOptions } from "pulumi-modelarts-simulator";
import { newImportStack, useGenerated } from "../import/import-code";
import { filesWith, NOTEBOOK, type Resource, type Stack } from "../stack";
import { stepTable } from "../step-table";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const LEASE = { duration: 7_200_000, type: "idle" };
const IDLE_DAY = { duration: 24 * 3_600_000, type: "idle" };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function liveOnce(title: string, options: Pick<SimulatorOptions, "cloud" | "assume">): void {
  describe(`the life of a notebook under the real engine, ${title}`, () => live(options));
}

function live(options: Pick<SimulatorOptions, "cloud" | "assume">): void {
  stepTable();
  let stack: Stack;
  /** What the terminal showed. */
  const shown: string[] = [];
  /** Each start gives another token. */
  const tokens = new Set<string>();
  before(async () => {
    stack = await newImportStack(options);
  });
  const { assumed } = createSimulator(options);
  after(() => stack.close());
  afterEach(() => {
    for (const { token } of stack.simulator.notebooks.list()) if (token) tokens.add(token);
  });

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
    // The simulator is done before the first look; only a create's own answer shows a step.
    if (assumed["create-status"] === "creating") assert.match(text, /dev: step \d of 4/);
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

  if (assumed.rename === "online") {
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
  } else {
    it("is not renamed while it runs unless the user allows a stop", async () => {
      declare({ name: "renamed", description: "by Pulumi" });
      const { code, text } = await stack.run(["up", "--yes", "--skip-preview"]);
      assert.notEqual(code, 0);
      assert.match(text, /refuses to change name, description .* while it runs/);
      await stack.ok(["config", "set", "modelarts:stopToRename", "true"]);
      const preview = await stack.ok(["preview"]);
      assert.match(preview, /name, description will be sent while it runs; if ModelArts refuses/);
      shown.push(await stack.ok(["up", "--yes", "--skip-preview"]));
      // On a cloud that does not tell its name, the tag of a restart is tried.
      const sent = stack.requests().filter((line) => !reads(line) && !line.includes("/tags/"));
      assert.deepEqual(sent.slice(-4), [
        "PUT /notebooks/{id}",
        "POST /notebooks/{id}/stop",
        "PUT /notebooks/{id}",
        "POST /notebooks/{id}/start",
      ]);
    });
  }

  const ips = () =>
    stack.simulator.notebooks.list()[0]?.endpoints?.find(({ service }) => service === "SSH")
      ?.allowed_access_ips;
  const declared = { name: "renamed", description: "by Pulumi" };
  const only = () => stack.simulator.notebooks.list()[0] ?? assert.fail("no notebook");

  it("gets another whitelist by a stop and a start, with the declared lease", async () => {
    const endpoints = [{ ...SSH, allowedAccessIps: ["203.0.113.8"] }];
    declare({ ...declared, endpoints });
    assert.match(await stack.ok(["preview"]), /will be stopped and started again for endpoints/);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(ips(), ["203.0.113.8"]);
    assert.equal(only().lease?.type, "IDLE");
    declare(declared);
    await stack.ok(["config", "set", "modelarts:onlineUpdates", "true"]);
    assert.match(await stack.ok(["preview"]), /endpoints will be sent while it runs; if/);
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(ips(), ["203.0.113.7"]);
    const hasStopped = stack.requests().some((line) => line.endsWith("/stop"));
    assert.equal(hasStopped, assumed.whitelist === "stopped");
  });

  it("grows its disk in steps while it runs", async () => {
    declare({ ...declared, volume: { ...NOTEBOOK.volume, capacity: 150 } });
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const sent = stack.requests().filter((line) => !reads(line));
    assert.deepEqual(sent, ["PUT /notebooks/{id}", "PUT /notebooks/{id}"]);
    assert.equal(only().volume?.capacity, 150);
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  /** The properties that the preview replaces the notebook for, given what the preview does with it. */
  async function previewed(expected: "update" | "replace"): Promise<string[]> {
    const { steps } = JSON.parse(await stack.ok(["preview", "--json"])) as {
      steps: { op: string; urn: string; replaceReasons?: string[] }[];
    };
    const own = steps.filter(({ urn }) => urn.endsWith("::dev"));
    assert.ok(
      own.some(({ op }) => op === expected),
      JSON.stringify(own.map(({ op }) => op)),
    );
    return [...new Set(own.flatMap(({ replaceReasons = [] }) => replaceReasons))];
  }

  /** Read by a refresh, and then by a preview that asks nothing. */
  async function unchanged(): Promise<void> {
    await stack.ok(["refresh", "--yes", "--skip-preview"]);
    await stack.ok(["preview", "--expect-no-changes"]);
  }

  it("shows a lease that somebody renewed for longer, and the next up brings it back", async () => {
    const size = { ...declared, volume: { ...NOTEBOOK.volume, capacity: 150 } };
    declare(size);
    const { id, lease, create_at = 0 } = only();
    const age = stack.simulator.now() - create_at;
    stack.simulator.notebooks.change(id, { lease: { ...lease, duration: age + 10 * HOUR_MS } });
    const { code, text } = await stack.run([
      ...["preview", "--refresh", "--diff", "--expect-no-changes"],
    ]);
    assert.notEqual(code, 0);
    assert.match(text, /lease/);
    await stack.ok(["up", "--yes", "--refresh", "--skip-preview"]);
    await unchanged();
    const left = (only().lease?.duration ?? 0) - (stack.simulator.now() - create_at);
    assert.ok(left <= LEASE.duration + 60_000, `${left} ms are left`);
  });

  it("shows auto stop that somebody switched off", async () => {
    const { id, lease } = only();
    stack.simulator.notebooks.change(id, { lease: { ...lease, enable: false } });
    const refreshed = await stack.run(["preview", "--refresh", "--diff", "--expect-no-changes"]);
    assert.notEqual(refreshed.code, 0);
    assert.match(refreshed.text, /enable/);
    stack.simulator.notebooks.change(id, { lease });
  });

  it("shows no change by waiting five days, through auto stop and a start elsewhere", async () => {
    await unchanged();
    stack.simulator.advance(HOUR_MS);
    await unchanged();
    stack.simulator.advance(5 * DAY_MS);
    await unchanged();
    assert.equal(only().status, "STOPPED");
    const start = new URL(`/v1/test-project/notebooks/${only().id}/start`, stack.url);
    start.search = "duration=3600000&type=idle";
    assert.equal((await fetch(start, { method: "POST" })).status, 200);
    stack.simulator.advance(60_000);
    await unchanged();
    assert.equal(only().status, "RUNNING");
  });

  it("changes its flavor on the fifth day, with a lease that can be asked for", async () => {
    const volume = { ...NOTEBOOK.volume, capacity: 150 };
    declare({ ...declared, volume, flavor: "modelarts.vm.cpu.8u" });
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual([only().status, only().flavor], ["RUNNING", "modelarts.vm.cpu.8u"]);
    await unchanged();
  });

  it("keeps the state when a refresh is answered by something else than the notebook", async () => {
    const before = withoutCiphers(stack.resources());
    for (const name of ["gateway404", "projectMismatch", "projectMissing"] as const) {
      stack.simulator.faults.ask({ name, operation: "showNotebook", times: 5 });
      const { code, text } = await stack.run(["refresh", "--yes", "--skip-preview"]);
      assert.notEqual(code, 0, name);
      assert.match(text, /Reading the notebook failed: ModelArts answered 404/);
      stack.simulator.faults.clear();
      assert.deepEqual(withoutCiphers(stack.resources()), before);
    }
  });

  it("is imported as it is, with code that is accepted and shows no change", async () => {
    const { urn, id = "" } = stack.notebook("dev");
    await stack.ok(["state", "delete", "--yes", "--force", urn]);
    const files = ["--out", "generated.ts", "--yes", "--protect=false"];
    await stack.ok(["import", "modelarts:index:Notebook", "dev", id, ...files]);
    assert.match(useGenerated(stack), /lease: \{\s+duration: 7200000,\s+type: "idle"/);
    await unchanged();
  });

  it("is replaced only for what the API can't change", async () => {
    const size = { volume: { ...NOTEBOOK.volume, capacity: 250 } };
    const changes = {
      ...size,
      flavor: "modelarts.vm.cpu.2u",
      tags: { team: "a" },
      lease: IDLE_DAY,
    };
    declare({ name: "other", description: "other", endpoints: [], ...changes });
    assert.deepEqual(await previewed("update"), []);
    declare({ ...declared, volume: { category: "EFS", ownership: "MANAGED" } });
    assert.deepEqual(await previewed("replace"), ["volume.category"]);
  });

  it("keeps its tokens out of the terminal and of the state, and yields the last one to who asks", async () => {
    assert.ok(tokens.size > 1, "the notebook was started again");
    shown.push(await stack.ok(["stack", "output"]), JSON.stringify(stack.resources()));
    for (const text of shown) {
      for (const token of tokens) assert.ok(!text.includes(token), text);
    }
    const output = await stack.ok(["stack", "output", "token", "--show-secrets"]);
    assert.equal(output.trim(), only().token);
  });

  it("is deleted and gone when destroy ends, from the API and from the state", async () => {
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
    assert.deepEqual(stack.resources(), []);
  });

  it("leaves no secret in any file of the backend or of Pulumi's home", () => {
    assert.deepEqual(filesWith(stack, "test-secret-key"), []);
    for (const token of tokens) assert.deepEqual(filesWith(stack, token), []);
    // What is written is found: the configuration, and an older state with the notebook.
    assert.deepEqual(filesWith(stack, "modelarts:onlineUpdates").length > 0, true);
    assert.ok(filesWith(stack, "modelarts.vm.cpu.2u").some((file) => file.startsWith("backend/")));
  });
}

/** The engine encrypts a secret anew each time that it writes the state. */
function withoutCiphers(resources: Resource[]): unknown {
  const text = JSON.stringify(resources).replace(/"ciphertext":"[^"]*"/g, '"ciphertext":""');
  return JSON.parse(text) as unknown;
}
