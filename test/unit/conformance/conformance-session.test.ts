import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLoopback } from "../../../provider/client/settings";
import { assumptionsOf } from "../../../provider/wire/facts/assumptions";
import type { Result } from "../../../tools/conformance/result";
import type { Options } from "../../../tools/conformance/options";
import { session } from "../../../tools/conformance/session";
import { openTarget, type TargetOptions } from "../../../tools/conformance/target";
import { collected, lagging, NAME, serve, type Server } from "./conformance-steps";

const keys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "SK", HW_PROJECT_ID: "p" };

/** One call of the command on a server, as if its notebook cost something. */
async function call({ target, simulator }: Server, options: Options, isBilled = true) {
  const output = collected();
  const code = await session(options, {}, output, () => Promise.resolve({ ...target, isBilled }));
  const left = simulator.notebooks.list().map(({ name }) => name);
  return { code, text: output.lines.join("\n"), waiting: output.waiting, left };
}

describe("conformance: where the notebook costs something", () => {
  it("says what it creates, what that costs and how it ends, and creates nothing without --yes", async () => {
    const server = await serve({});
    const { code, text, waiting } = await call(server, {});
    assert.equal(code, 2);
    for (const line of [
      `  name       ${NAME}`,
      "  flavor     modelarts.vm.cpu.2u",
      "  disk       EVS, 5 GB, which may grow to 6 GB",
      "  costs      at most 60 minutes of: 1 × modelarts.vm.cpu.2u; and of the disk",
      "  end        it is deleted, with its disk, also if the run fails or is interrupted",
      "Nothing was created. Run the same command with --yes to begin.",
    ]) {
      assert.ok(text.includes(line), `${line}\n${text}`);
    }
    assert.deepEqual(waiting, []);
    assert.deepEqual(server.simulator.notebooks.list(), []);
  });

  it("tries with --yes what costs little, and with --all and a key pair the rest", async () => {
    const few = await call(await serve({}), { yes: true });
    assert.equal(few.code, 0);
    assert.match(few.text, /^17 confirmed, 4 not tried\.$/m);
    assert.match(few.text, /^The notebook .* was deleted\.$/m);
    const all = await call(await serve({}), { yes: true, all: true, keyPair: "mine" });
    assert.equal(all.code, 0);
    assert.match(all.text, /which may grow to 156 GB/);
    assert.match(all.text, /^21 confirmed\.$/m);
  });
});

describe("conformance: a call of the command", () => {
  it("ends with 1 and names what differs", async () => {
    const { code, text } = await call(await serve({ assume: { page: "start" } }), {}, false);
    assert.equal(code, 1);
    assert.match(text, /^20 confirmed, 1 differs\.$/m);
    assert.match(text, /^Huawei Cloud differs from .* in: page\.$/m);
  });

  it("says which notebooks of other runs are there, and leaves them alone", async () => {
    const server = await serve({});
    const old = "pulumi-modelarts-conformance-20251224-180000";
    const { id } = server.simulator.notebooks.add({ name: old, status: "STOPPED" });
    const { code, text, left } = await call(server, {}, false);
    assert.equal(code, 0);
    assert.match(text, /^Notebooks of other runs are still there/m);
    assert.ok(text.includes(`  ${old} (${id}), STOPPED`));
    assert.deepEqual(left, [old]);
  });

  it("ends with 2 and says the id where the notebook can't be deleted", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "deleteFails", times: Infinity });
    const { code, text } = await call(server, {}, false);
    assert.equal(code, 2);
    const [{ id } = { id: "" }] = server.simulator.notebooks.list();
    assert.ok(text.includes(`error: The notebook ${NAME} (${id}) may still be there: delete it.`));
  });

  it("ends with 2 and says that the creation is unknown where its answer was lost and no list shows it", async () => {
    const server = await serve({ log: lagging(() => server) });
    server.simulator.faults.ask({ name: "dropConnection", operation: "createNotebook" });
    const { code, text, waiting, left } = await call(server, {}, false);
    assert.deepEqual([code, left], [2, [NAME]]);
    const said = `error: Whether ${NAME} was created is unknown: look for it in the console, and delete it.`;
    assert.ok(text.includes(said), text);
    assert.ok(waiting.some((line) => line.startsWith("searching for the notebook")));
    assert.doesNotMatch(text, /was deleted/);
  });

  it("says first what is checked", async () => {
    const { text } = await call(await serve({ cloud: "otc" }), {}, false);
    const first = "Checking the simulator against the assumptions about Open Telekom Cloud.";
    assert.equal(text.split("\n")[0], first);
  });

  it("ends with 2 where a check fails", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "startFails", times: Infinity });
    const { code, text, left } = await call(server, {}, false);
    assert.equal(code, 2);
    assert.match(text, /^failed {5}delete-running/m);
    assert.deepEqual(left, []);
  });

  it("writes the results and the recording, whose replay gives the same results", async () => {
    const folder = mkdtempSync(join(tmpdir(), "conformance-"));
    const file = (name: string) => join(folder, name);
    const results = (name: string) =>
      (JSON.parse(readFileSync(file(name), "utf8")) as { results: Result[] }).results;
    try {
      const server = await serve({ cloud: "otc", assume: { "stop-stopped": "6307" } });
      const recorded = { json: file("first.json"), record: file("recording.json") };
      assert.equal((await call(server, recorded, false)).code, 1);
      const replayed = { json: file("second.json"), replay: file("recording.json") };
      const output = collected();
      assert.equal(await session(replayed, {}, output), 1);
      assert.deepEqual(results("second.json"), results("first.json"));
      assert.equal(results("first.json").length, assumptionsOf("otc").length);
      assert.match(
        output.lines[0] ?? "",
        /^Checking the recording .* against the assumptions about Open Telekom Cloud\.$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [what, options, said] of [
    [
      "a recording and a server",
      { replay: "r.json", endpoint: "https://x" },
      /leave out --endpoint\./,
    ],
    [
      "a recording and what the recorded run decided",
      {
        replay: "r.json",
        json: true,
        cloud: "otc",
        yes: true,
        all: true,
        flavor: "f",
        image: "i",
        keyPair: "k",
      },
      /--replay .*: leave out --cloud, --yes, --all, --flavor, --image, --key-pair\.$/,
    ],
    [
      "a recording and a simulator",
      { replay: "r.json", simulator: true, record: "s.json", assume: { page: "start" } },
      /--replay .*: leave out --simulator, --assume, --record\.$/,
    ],
    ["the simulator and a server", { simulator: true, endpoint: "https://x" }, /two servers/],
    ["a recording that can't be written", { record: "/none/r.json" }, /written \(ENOENT\)/],
    ["an assumption about a cloud", { assume: { page: "start" } }, /--assume is for the simulator/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(session(options, keys, collected()), said);
    });
  }

  it("refuses a recording that is none, and says why", async () => {
    const options = { replay: join(__dirname, "../../../package.json") };
    await assert.rejects(session(options, {}, collected()), /Reading the recording .*format/s);
  });
});

describe("conformance: the server that is asked", () => {
  async function target(options: TargetOptions, environment: Record<string, string>) {
    const opened = await openTarget(options, environment);
    await opened.close();
    return opened;
  }

  it("is the simulator where nothing is configured, or where it is asked for", async () => {
    for (const [options, environment] of [
      [{}, {}],
      [
        { simulator: true, assume: { page: "start" } },
        { ...keys, HW_REGION_NAME: "eu-de" },
      ],
    ] as const) {
      const { title, isBilled, settings } = await target(options, environment);
      assert.deepEqual([title, isBilled], ["the simulator", false]);
      assert.ok(isLoopback(new URL(settings.endpoint).hostname));
    }
  });

  for (const [host, cloud] of [
    ["modelarts.eu-de.otc.t-systems.com", "otc"],
    ["modelarts.eu-ch2.sc.otc.t-systems.com", "otc"],
    ["modelarts.cn-north-4.myhuaweicloud.com", "huawei"],
    ["modelarts.eu-west-101.myhuaweicloud.eu", "huawei"],
  ] as const) {
    it(`is the configured cloud, which is ${cloud} at ${host}`, async () => {
      const MODELARTS_ENDPOINT = `https://${host}`;
      const opened = await target({}, { ...keys, MODELARTS_ENDPOINT });
      assert.deepEqual([opened.isBilled, opened.cloud], [true, cloud]);
      assert.equal(opened.title, MODELARTS_ENDPOINT);
    });
  }

  it("is an endpoint on this machine without any credentials, of which nobody is billed", async () => {
    const endpoint = "http://127.0.0.1:8080/v1/";
    const { settings, isBilled, cloud } = await target({ endpoint, cloud: "otc" }, {});
    assert.deepEqual([settings.endpoint, isBilled, cloud], ["http://127.0.0.1:8080", false, "otc"]);
  });

  it("is refused where its credentials are missing", async () => {
    await assert.rejects(target({ endpoint: "https://modelarts.example.com" }, {}), {
      name: "ConfigurationError",
      message: /credentials are missing.*To ask the simulator instead, add --simulator\.$/s,
    });
  });
});
