import { strict as assert } from "node:assert";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleSeedFile, type LogEntry } from "pulumi-modelarts-simulator";
import { assumptionNames } from "../../../provider/wire/facts/assumptions";
import { lab, pathOf, useSimulators, type Json } from "./simulator-steps";

/** A folder of its own for the tests of one `describe`. */
function useFolder(): (name: string) => string {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "simulator-"))));
  afterEach(() => rmSync(join(folder, "log"), { force: true }));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

describe("simulator: the log", () => {
  const given = useSimulators();
  const inFolder = useFolder();
  const logFile = () => inFolder("log");
  const lines = () =>
    readFileSync(logFile(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as LogEntry);

  it("given a log file, when an answer has come, then its line is there", async () => {
    const { send, clock } = await given({ logFile: logFile() });
    for (let number = 1; number <= 20; number++) {
      await send("listNotebooks", { query: { name: "a b", limit: "20" } });
      assert.equal(lines().length, number);
    }
    const [{ ms, ...line }] = lines() as [LogEntry];
    assert.ok(ms >= 0);
    assert.deepEqual(line, {
      time: new Date(clock.now()).toISOString(),
      method: "GET",
      path: pathOf("listNotebooks"),
      query: { name: "a b", limit: "20" },
      status: 200,
      code: null,
    });
  });

  it("given an error, when it is logged, then with its code", async () => {
    const { send } = await given({ logFile: logFile() });
    await send("showNotebook", { params: { id: "x" } });
    assert.deepEqual([lines()[0]?.status, lines()[0]?.code], [400, "ModelArts.6404"]);
  });

  it("given a dropped connection, when its client knows of it, then its line is there", async () => {
    const { simulator, send } = await given({ logFile: logFile() });
    simulator.faults.ask({ name: "dropConnection" });
    await assert.rejects(send("createNotebook", { body: lab }));
    assert.equal(lines()[0]?.method, "POST");
  });

  it("given secrets in headers, bodies and answers, when they are logged, then none is there", async () => {
    const secrets = { accessKey: "the-key", secretKey: "the-secret", password: "the-password" };
    const { send, simulator } = await given({ ...secrets, logFile: logFile() });
    const user = { name: "ann", password: secrets.password };
    const { headers } = await send("createToken", {
      body: {
        auth: {
          identity: { methods: ["password"], password: { user } },
          scope: { project: { id: "p" } },
        },
      },
    });
    const token = headers.get("x-subject-token") ?? "";
    await send("createNotebook", { body: lab, headers: { "x-auth-token": token } });
    await send("listNotebooks", {
      query: { token: "mistaken", "X-Auth-Token": "mistaken" },
      headers: { authorization: "SDK-HMAC-SHA256 Access=the-key, SignedHeaders=a, Signature=b" },
    });
    const text = readFileSync(logFile(), "utf8");
    assert.equal(lines().length, 3);
    const notebookToken = simulator.notebooks.list()[0]?.token ?? "";
    assert.ok(notebookToken.length > 0 && token.length > 0);
    for (const secret of [...Object.values(secrets), token, notebookToken, "mistaken"]) {
      assert.equal(text.includes(secret), false, secret);
    }
  });
});

describe("simulator: the command", () => {
  const inFolder = useFolder();
  const main = join(__dirname, "../../../simulator/dist/main.js");
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  function start(...args: string[]) {
    const child = spawn(process.execPath, [main, ...args]);
    started.push(child);
    let [output, errors] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
      child.once("close", (code) => resolve({ code, output, errors })),
    );
    const listens = new Promise<string>((resolve, reject) => {
      child.stdout.on("data", () => {
        const match = /^ModelArts simulator listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(
          output,
        );
        if (match?.[1] !== undefined) resolve(match[1]);
      });
      void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${errors}`)));
    });
    listens.catch(() => undefined);
    return { child, ended, listens };
  }

  it("given port 0 and the example as seed, when it listens, then one line has its URL", async () => {
    const log = inFolder("log");
    const { listens } = start("--port", "0", "--seed", exampleSeedFile, "--log", log);
    const url = await listens;
    const { data } = (await (await fetch(url + pathOf("listNotebooks"))).json()) as Json;
    assert.deepEqual(data, [JSON.parse(readFileSync(exampleSeedFile, "utf8"))]);
    assert.equal(readFileSync(log, "utf8").split("\n").length, 2);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`given ${signal}, when a client is connected, then it ends at once with exit code 0`, async () => {
      const { child, ended, listens } = start("--port", "0");
      await fetch((await listens) + pathOf("listNotebooks"));
      child.kill(signal);
      const { code, errors } = await ended;
      assert.deepEqual([code, errors], [0, ""]);
    });
  }

  it("given a port in use, when it starts, then one sentence names the port", async () => {
    const { port } = new URL(await start("--port", "0").listens);
    const { code, errors } = await start("--port", port).ended;
    assert.equal(code, 1);
    assert.equal(
      errors,
      `error: Can't listen on 127.0.0.1:${port}: the port is in use. [modelarts/simulator]\n`,
    );
  });

  it("given a cloud and assumptions, when it is asked, then its answers follow them", async () => {
    const { listens } = start(
      ...["--port", "0", "--cloud", "otc", "--assume", "list-limit=refused,page=start"],
      ...["--assume", "whitelist=online"],
    );
    const url = await listens;
    const list = await fetch(`${url}${pathOf("listNotebooks")}?limit=7`);
    assert.equal(((await list.json()) as Json).error_code, "ModelArts.6336");
    const nowhere = await fetch(`${url}/nowhere`);
    assert.equal(((await nowhere.json()) as Json).error_code, "APIGW.0101");
  });

  it("given --help, when it is asked, then it lists the assumptions", async () => {
    const { code, output } = await start("--help").ended;
    assert.equal(code, 0);
    for (const name of assumptionNames) assert.match(output, new RegExp(`^  ${name} `, "m"));
  });

  const seedOf = (text: string) => {
    const file = inFolder("broken.json");
    writeFileSync(file, text);
    return file;
  };
  const mistakes: [what: string, args: () => string[], says: RegExp][] = [
    ["a port that isn't one", () => ["--port", "http"], /--port.*whole number up to 65535/],
    ["a port that is too high", () => ["--port", "65536"], /whole number up to 65535/],
    ["a negative latency", () => ["--latency-ms=-1"], /--latency-ms.*whole number/],
    ["an unknown cloud", () => ["--cloud", "aws"], /--cloud.*choices are otc, huawei/],
    [
      "an unknown assumption",
      () => ["--assume", "pages=start"],
      /--assume.*no assumption "pages"\. Known: whitelist, /,
    ],
    [
      "an unknown value of one",
      () => ["--assume", "whitelist=online,page=end"],
      /page is floor or start, not "end"/,
    ],
    ["an unknown option", () => ["--prot", "1"], /unknown option '--prot'/],
  ];
  const failures: typeof mistakes = [
    ["one key of two", () => ["--port", "0", "--access-key", "a"], /go together/],
    [
      "a seed that isn't there",
      () => ["--seed", "nowhere.json"],
      /seed nowhere\.json can't be read/,
    ],
    ["a seed that isn't JSON", () => ["--seed", seedOf("{")], /broken\.json can't be read/],
    [
      "a seed that holds something else",
      () => ["--seed", seedOf('[{ "id": "a" }, { "id": 1 }]')],
      /seed's notebook 2: Not a notebook: id: /,
    ],
    ["a log that can't be", () => ["--log", "/nowhere/log"], /log \/nowhere\/log can't be written/],
  ];
  for (const [list, exitCode] of [
    [mistakes, 2],
    [failures, 1],
  ] as const) {
    for (const [what, args, says] of list) {
      it(`given ${what}, when it starts, then an error names the mistake and the exit code is ${exitCode}`, async () => {
        const { code, errors, output } = await start(...args()).ended;
        assert.equal(code, exitCode);
        assert.match(errors, says);
        assert.equal(errors.includes("    at "), false, errors);
        assert.equal(output, "");
      });
    }
  }
});
