import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createSimulator,
  type LogEntry,
  type RunningSimulator,
  type Simulator,
} from "pulumi-modelarts-simulator";
import { PLUGIN, SECRET, useFolder, type Ended } from "./cli-steps";

describe("the command import", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  let log: LogEntry[];
  beforeEach(async () => {
    log = [];
    simulator = createSimulator({ log: (entry) => log.push(entry) });
    server = await simulator.listen();
  });
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);
  const add = (name: string, more = {}) => simulator.notebooks.add({ name, ...more }).id;

  function fails({ code, out, errors }: Ended, expectedCode: number, says: RegExp): void {
    assert.match(errors, says);
    assert.equal(code, expectedCode, errors);
    assert.equal(out, "");
    assert.doesNotMatch(errors, /\n {4}at |\.js:\d|This is a bug/, "a stack trace");
    assert.doesNotMatch(errors, new RegExp(SECRET));
  }

  it("given names and failures with control characters, prints them on one line, without them", async () => {
    const evil = "evil\u001b[2J\u0007\nerror: forged\u202e";
    simulator.notebooks.add({ name: evil, status: "DELETING" });
    add("good");
    folder().pulumi({ imports: [0] });
    folder().write("Pulumi.yaml", PLUGIN);
    const { out, errors } = await folder().run(["import", "--run", "--", "--yes"]);
    for (const text of [out, errors]) {
      assert.doesNotMatch(text, /(?!\n)\p{Cc}|\u202e|^\s*error: forged/mu);
    }
  });

  it("given notebooks and no pulumi at all, writes the file", async () => {
    const [b, a] = [add("b"), add("a")];
    const { code, errors } = await folder().run(["import"]);
    const looked = "Looked in workspace default (0), CodeLab included.\n";
    const [said, note = ""] = errors.split(/(?=A stack that has)/);
    assert.deepEqual([code, said], [0, `${looked}Wrote 2 resources to modelarts-import.json.\n`]);
    assert.match(note, /deletes it when the stack is destroyed.*retainOnDelete/);
    const next = "Next: pulumi import --file modelarts-import.json --out imported.ts";
    assert.equal(errors.trimEnd().split("\n").at(-1), next);
    const type = "modelarts:index:Notebook";
    assert.deepEqual(folder().json(), {
      resources: [
        { type, name: "a", id: a },
        { type, name: "b", id: b },
      ],
    });
  });

  it("given a connection, lists with it and writes its name before the ids", async () => {
    const id = add("lab");
    const secretKey = "secret-of-prod";
    const connections = {
      prod: { endpoint: server.url, projectId: "prod", accessKey: "a", secretKey },
    };
    folder().pulumi({
      config: { "modelarts:connections": { value: JSON.stringify(connections) } },
      imports: [1, 0],
    });
    folder().write("Pulumi.yaml", PLUGIN);
    const nowhere = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    const args = ["import", "--connection", "prod", "--run", "--yes"];
    const { code, errors } = await folder().run(args, nowhere);
    assert.equal(code, 0, errors);
    assert.equal(folder().json().resources[0]?.id, `prod/${id}`);
    assert.ok(log.length > 1 && log.every(({ path }) => path.startsWith("/v1/prod/")));

    const unknown = await folder().run(["import", "--connection", "test"], nowhere);
    fails(unknown, 1, /there is no connection "test": configured are "prod"/);
  });

  it("given --out -, keeps standard output for the file alone", async () => {
    add("lab");
    folder().write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    const { out, errors } = await folder().run(["import", "--out", "-"]);
    assert.equal((JSON.parse(out) as { resources: unknown[] }).resources.length, 1);
    assert.match(errors, /note: .*Pulumi\.yaml does not say[^]*name: modelarts/);
    assert.equal(folder().exists("modelarts-import.json"), false);
    assert.doesNotMatch(errors, /Next:/, "the command has no file to name");
  });

  it("shows the next command with the file and the stack, quoted for a shell", async () => {
    add("lab");
    folder().pulumi({});
    folder().write("Pulumi.yaml", PLUGIN);
    const { errors } = await folder().run(["import", "--out", "the file.json", "--stack", "prod"]);
    assert.match(
      errors,
      /^Next: pulumi import --file 'the file\.json' --out imported\.ts --stack prod$/m,
    );
  });

  it("shows the next command after --fill, whose program exists already", async () => {
    add("lab");
    folder().pulumi({});
    folder().write("Pulumi.yaml", PLUGIN);
    const resources = [{ type: "modelarts:index:Notebook", name: "lab", id: "<PLACEHOLDER>" }];
    folder().write("n.json", JSON.stringify({ resources }));
    const { code, errors } = await folder().run(["import", "--fill", "n.json"]);
    assert.equal(code, 0, errors);
    assert.match(
      errors,
      /^Next: pulumi import --file n\.json --generate-code=false --protect=false$/m,
    );
  });

  it("hands every filter on, and asks for all users' only if it is told to", async () => {
    add("lab");
    const filters = { name: "lab", status: "running", owner: "o", pool: "p", workspace: "0" };
    const args = Object.entries(filters).flatMap(([key, value]) => [`--${key}`, value]);
    await folder().run(["import", ...args, "--all-users"]);
    assert.deepEqual(log[0]?.query, {
      limit: "50",
      offset: "0",
      feature: "NOTEBOOK",
      sort_key: "create_at",
      sort_dir: "DESC",
      name: "lab",
      status: "RUNNING",
      owner: "o",
      pool_id: "p",
      workspaceId: "0",
      workspace_id: "0",
    });
    assert.match(log[0]?.path ?? "", /\/notebooks\/all$/);
    log = [];
    await folder().run(["import"]);
    const lists = log.filter(({ path }) => !path.endsWith("/workspaces"));
    assert.ok(lists.length > 0 && lists.every(({ path }) => path.endsWith("/notebooks")));
  });

  it("finds CodeLab and those of every workspace, and says what it searched", async () => {
    const ids = [
      add("lab"),
      add("codelab", { feature: "DEFAULT" }),
      add("of-team", { workspace_id: "7" }),
    ];
    const { errors } = await folder().run(["import"]);
    const imported = folder()
      .json()
      .resources.map(({ id }) => id);
    assert.deepEqual(imported.sort(), ids.sort());
    assert.match(errors, /^Looked in workspaces default \(0\) and 7 \(7\), CodeLab included\.$/m);
  });

  it("given that the workspaces can't be listed, imports the default one and says so", async () => {
    const id = add("lab");
    add("of-team", { workspace_id: "7" });
    simulator.faults.ask({ name: "unauthorized", operation: "listWorkspaces" });
    const { code, errors } = await folder().run(["import"]);
    assert.equal(code, 0);
    assert.deepEqual(
      folder()
        .json()
        .resources.map((resource) => resource.id),
      [id],
    );
    assert.match(errors, /^warning: Notebooks may be missing\. Not looked at: Workspaces but /m);
  });

  it("leaves out what is being deleted", async () => {
    const [kept, going] = [add("kept"), add("going", { status: "DELETING" })];
    add("gone", { status: "DELETED" });
    const { errors } = await folder().run(["import"]);
    assert.match(
      errors,
      new RegExp(`1 notebook left out, being deleted:\n {2}going \\(${going}\\)`),
    );
    assert.deepEqual(
      folder()
        .json()
        .resources.map(({ id }) => id),
      [kept],
    );
  });

  it("imports one whose creation failed, and says what becomes of it", async () => {
    const id = add("lab", { status: "CREATE_FAILED" });
    const { code, errors } = await folder().run(["import"]);
    assert.equal(code, 0);
    assert.match(
      errors,
      new RegExp(`The creation of 1 notebook failed \\(CREATE_FAILED\\)[^]*\n {2}lab \\(${id}\\)`),
    );
    assert.equal(folder().json().resources.length, 1);
  });

  it("leaves out what the stack manages under either type, but not what it only reads", async () => {
    const [one, two, three] = ["one", "two", "three"].map((name) => add(name));
    const urn = (type: string, name: string) => `urn:pulumi:s::p::${type}::${name}`;
    const [plugin, dynamic] = [
      "modelarts:index:Notebook",
      "pulumi-nodejs:dynamic/modelarts:Notebook",
    ];
    folder().pulumi({
      state: [
        { urn: urn(plugin, "first"), type: plugin, id: one ?? "" },
        { urn: urn(`my:index:Team$${dynamic}`, "second"), type: dynamic, id: two ?? "" },
        { urn: urn(dynamic, "three"), type: dynamic, id: three ?? "", external: true },
      ],
    });
    const { errors } = await folder().run(["import"]);
    assert.match(errors, /2 notebooks left out, since the stack manages them already/);
    assert.match(errors, new RegExp(`${one}\\) as first`));
    // The reference has the name already.
    const [only] = folder().json().resources;
    assert.deepEqual([only?.id, only?.name], [three, `three-${three?.slice(0, 8)}`]);
  });

  for (const [args, says] of [
    [["--status", "idle"], /must be one of INIT, CREATING/],
    [["--tag", "team"], /must be key=value/],
    [["--name", ""], /must not be empty/],
    [["--out-code", "x.ts"], /needs --run/],
    [["--run", "--out", "-"], /give --out another name/],
    [["lab"], /"lab" is no option/],
    [["--al-users"], /unknown option/],
  ] as const) {
    it(`given ${args.join(" ")}, says what is wrong, sends nothing and ends with 2`, async () => {
      folder().write("Pulumi.yaml", PLUGIN);
      fails(await folder().run(["import", ...args]), 2, says);
      assert.deepEqual(log, []);
    });
  }

  it("given no notebooks, says so and what to look at", async () => {
    fails(
      await folder().run(["import"]),
      1,
      /lists no notebook\. List other users' notebooks with --all/,
    );
    add("lab");
    const filtered = ["import", "--name", "nobody", "--all-users"];
    fails(
      await folder().run(filtered),
      1,
      /no notebook that matches\. Loosen the filters, or check/,
    );
  });

  it("given wrong credentials, says so", async () => {
    const strict = await createSimulator({ accessKey: "the-access-key", secretKey: "x" }).listen();
    const env = { MODELARTS_ENDPOINT: strict.url };
    try {
      fails(
        await folder().run(["import"], env),
        1,
        /Listing the notebooks failed: .* 401.*Check the/,
      );
    } finally {
      await strict.close();
    }
  });

  it("given no permission, says who can give it", async () => {
    const forbids = createServer((_, response) => response.writeHead(403).end("{}"));
    await new Promise<void>((resolve) => forbids.listen(0, "127.0.0.1", resolve));
    const { port } = forbids.address() as AddressInfo;
    try {
      const env = { MODELARTS_ENDPOINT: `http://127.0.0.1:${port}` };
      fails(
        await folder().run(["import"], env),
        1,
        /answered 403.*Ask the account's administrator/,
      );
    } finally {
      forbids.close();
    }
  });

  it("given nobody who answers, says so", async () => {
    const env = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    fails(await folder().run(["import"], env), 1, /no answer from http:\/\/127\.0\.0\.1:9/);
  });

  it("given no configuration, says where it comes from, and why the stack's isn't known", async () => {
    folder().pulumi({ config: 3 });
    const ended = await folder().run(["import"], { HW_SECRET_KEY: undefined });
    fails(
      ended,
      1,
      /secretKey[^]*The configuration of a stack could not be read: .*ended with 3\. \[modelarts\/not-configured\]\n$/,
    );
  });

  it("takes the stack's configuration before the environment's", async () => {
    add("lab");
    folder().pulumi({ config: { "modelarts:endpoint": { value: server.url, secret: false } } });
    const env = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    assert.equal((await folder().run(["import"], env)).code, 0);
  });

  for (const flag of ["--run", "--exclude-managed"]) {
    it(`given ${flag} and no pulumi on PATH, says so`, async () => {
      add("lab");
      folder().write("Pulumi.yaml", PLUGIN);
      fails(await folder().run(["import", flag]), 1, /there is no `pulumi` on PATH\. Install it/);
    });
  }

  for (const [what, text, says] of [
    ["no project", undefined, /There is no Pulumi\.yaml in/],
    ["a project that is not YAML", "name: [", /Pulumi\.yaml can't be read: /],
    ["a project without the plugin", "name: p\n", /Add these lines:\n {2}plugins:\n {4}providers:/],
  ] as const) {
    it(`given --run and ${what}, says so before anything is sent`, async () => {
      if (text !== undefined) folder().write("Pulumi.yaml", text);
      fails(await folder().run(["import", "--run"]), 1, says);
      assert.deepEqual(log, []);
    });
  }

  it("shows the lines of the plugin as they can be copied, with the message's code below them", async () => {
    folder().write("Pulumi.yaml", "name: p\n");
    add("lab");
    for (const args of [["import"], ["import", "--run"]]) {
      const { errors } = await folder().run(args);
      assert.match(
        errors,
        /\n {8}path: node_modules\/pulumi-modelarts\n.*\[modelarts\/no-plugin\]\n/,
      );
    }
  });

  it("given a file that can't be written, says so", async () => {
    add("lab");
    const ended = await folder().run(["import", "--out", "nowhere/x.json"]);
    fails(ended, 1, /Writing nowhere\/x\.json failed: ENOENT.*Choose another file with --out/);
  });

  for (const [what, text, says] of [
    ["isn't there", undefined, /Reading f\.json failed: ENOENT.*preview --import-file f\.json/],
    ["isn't JSON", "{", /Reading f\.json failed: .*JSON/],
    ["is something else", '{"resources":[{}]}', /Reading f\.json failed: resources\.0\.type/],
  ] as const) {
    it(`given a file to fill that ${what}, says so before anything is sent`, async () => {
      if (text !== undefined) folder().write("f.json", text);
      fails(await folder().run(["import", "--fill", "f.json"]), 1, says);
      assert.deepEqual(log, []);
    });
  }
});
