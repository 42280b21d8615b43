import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import type { WireNotebook } from "pulumi-modelarts-simulator";
import { ModuleKind, transpileModule } from "typescript";
import { matrix } from "./import-matrix";
import { newStack, NOTEBOOK, ROOT, type Stack } from "./stack";

const COMMAND = join(ROOT, "provider", "pulumi-modelarts");
const PLUGIN =
  "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n";

interface Ended {
  code: number | null;
  out: string;
  /** Standard error and, of pulumi itself, standard output. */
  text: string;
}

/** `npx pulumi-modelarts` in the stack's folder. */
function command(stack: Stack, args: string[], env: Record<string, string | undefined> = {}) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: stack.folder,
      env: { ...stack.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, text] = ["", ""];
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
      text += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => (text += data.toString()));
    child.once("close", (code) => resolve({ code, out, text }));
  });
}

async function succeeds(
  stack: Stack,
  args: string[],
  env: Record<string, string | undefined> = {},
): Promise<Ended> {
  const ended = await command(stack, args, env);
  assert.equal(ended.code, 0, ended.text);
  return ended;
}

function add(stack: Stack, name: string, more: Partial<WireNotebook> = {}): string {
  const { id } = stack.simulator.notebooks.add({
    name,
    flavor: NOTEBOOK.flavor,
    image: { id: NOTEBOOK.imageId },
    volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
    ...more,
  });
  return id;
}

function readJson(stack: Stack, name = "modelarts-import.json") {
  return JSON.parse(readFileSync(join(stack.folder, name), "utf8"));
}

async function imported(stack: Stack): Promise<(string | undefined)[]> {
  const resources = await stack.resources();
  return resources.filter(({ type }) => type.endsWith(":Notebook")).map(({ id }) => id);
}

/** The printed code becomes the program. */
function adopt(stack: Stack, file: string): void {
  const code = readFileSync(join(stack.folder, file), "utf8");
  const options = { compilerOptions: { module: ModuleKind.CommonJS } };
  writeFileSync(join(stack.folder, "index.js"), transpileModule(code, options).outputText);
}

/** Stands before the simulator and refuses what it is told to. */
async function refusing(url: string, refuses: (path: string) => boolean) {
  const server: Server = createServer((request, response) => {
    if (refuses(request.url ?? "")) {
      response.writeHead(403, { "content-type": "application/json" });
      response.end('{"error_code":"ModelArts.0403","error_msg":"not yours"}');
      return;
    }
    void fetch(url + request.url).then(async (answer) => {
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe("pulumi-modelarts import under the real engine", () => {
  let stack: Stack;
  /** Called for each read of a notebook, before its answer is sent. */
  let onRead: (id: string, times: number) => void = () => undefined;

  async function open(options: { latencyMs?: number; isPlain?: boolean } = {}): Promise<void> {
    const reads = new Map<string, number>();
    stack = await newStack({
      ...options,
      log: ({ path }) => {
        const id = /\/notebooks\/([0-9a-f-]{36})$/.exec(path)?.[1];
        if (id === undefined) return;
        reads.set(id, (reads.get(id) ?? 0) + 1);
        onRead(id, reads.get(id) ?? 0);
      },
    });
    if (!options.isPlain) appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN);
  }
  afterEach(async () => {
    onRead = () => undefined;
    await stack.close();
  });

  const RUN = ["import", "--run", "--yes", "--out-code", "index.ts"];

  it("given 200 notebooks and 50 ms latency, imports them in one go, unchanged afterwards", async () => {
    await open({ latencyMs: 50 });
    for (let number = 0; number < 200; number++) add(stack, `lab-${number}`);
    const began = Date.now();
    await succeeds(stack, RUN);
    const seconds = (Date.now() - began) / 1000;
    console.log(`        200 notebooks in ${seconds.toFixed(1)} s`);
    assert.ok(seconds < 30, `${seconds} s`);
    assert.equal(new Set(await imported(stack)).size, 200);
    adopt(stack, "index.ts");
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("given all of the matrix, leaves nothing to change, before and after a refresh", async () => {
    await open();
    for (const [name, notebook] of Object.entries(matrix)) add(stack, name, notebook);
    await succeeds(stack, RUN);
    const held = new Set(await imported(stack));
    assert.deepEqual(held, new Set(stack.simulator.notebooks.list().map(({ id }) => id)));
    adopt(stack, "index.ts");
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["refresh", "--yes"]);
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("given some that the stack holds, leaves them out and says so, until it is told not to", async () => {
    await open();
    const [first, second] = [add(stack, "lab"), add(stack, "lab")];
    await succeeds(stack, ["import"]);
    const names = readJson(stack).resources.map(({ name }: { name: string }) => name);
    assert.deepEqual(
      new Set(names),
      new Set([`lab-${first.slice(0, 8)}`, `lab-${second.slice(0, 8)}`]),
    );
    const { name } = readJson(stack).resources.find(({ id }: { id: string }) => id === first);
    await stack.ok(["import", "modelarts:index:Notebook", name, first, "--yes"]);

    const { text } = await succeeds(stack, ["import"]);
    assert.match(text, new RegExp(`1 notebook left out.*\n.*${first}.* as ${name}`));
    assert.deepEqual(readJson(stack).resources, [
      { type: "modelarts:index:Notebook", name: `lab-${second.slice(0, 8)}`, id: second },
    ]);
    const quiet = await succeeds(stack, ["import", "--exclude-managed", "--out", "-"]);
    assert.doesNotMatch(quiet.text, /left out/);
    assert.deepEqual(JSON.parse(quiet.out), readJson(stack));

    await succeeds(stack, RUN);
    const again = await succeeds(stack, RUN);
    assert.match(again.text, /Nothing to import/);
    assert.equal((await imported(stack)).length, 2);
  });

  it("knows those that a program took over, as well", async () => {
    await open();
    const id = add(stack, "lab");
    await succeeds(stack, RUN);
    adopt(stack, "index.ts");
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match((await stack.notebook("lab")).type, /^pulumi-nodejs/);
    assert.match((await succeeds(stack, ["import"])).text, new RegExp(`${id}.* as lab`));
  });

  for (const [when, after] of [
    ["between list and import", 0],
    ["before pulumi's preview", 1],
    ["between pulumi's preview and its import", 2],
  ] as const) {
    it(`given one that vanishes ${when}, reports it and imports the rest`, async () => {
      await open();
      const ids = ["a", "b", "c", "d"].map((name) => add(stack, name));
      const victim = ids[1] ?? "";
      if (after === 0) {
        const list = stack.simulator.notebooks;
        onRead = (id) => id !== victim && list.remove(victim);
      } else {
        onRead = (id, times) => {
          if (id === victim && times === after) stack.simulator.notebooks.remove(victim);
        };
      }
      const { text } = await succeeds(stack, RUN);
      assert.match(text, new RegExp(`1 notebook left out:\n  b \\(${victim}\\): it vanished`));
      assert.deepEqual(new Set(await imported(stack)), new Set(ids.filter((id) => id !== victim)));
      adopt(stack, "index.ts");
      await stack.ok(["preview", "--expect-no-changes"]);
    });
  }

  it("given one that can't be read, imports the rest and says which to repeat", async () => {
    await open();
    const ids = ["a", "b", "c"].map((name) => add(stack, name));
    const proxy = await refusing(stack.url, (path) => path.endsWith(`/notebooks/${ids[0]}`));
    try {
      const { code, text } = await command(stack, RUN, { MODELARTS_ENDPOINT: proxy.url });
      assert.equal(code, 1, text);
      assert.match(
        text,
        new RegExp(`1 notebook left out:\n  a \\(${ids[0]}\\): .* 403 .*not yours`),
      );
      assert.deepEqual(new Set(await imported(stack)), new Set(ids.slice(1)));
    } finally {
      proxy.close();
    }
    await succeeds(stack, RUN);
    assert.deepEqual(new Set(await imported(stack)), new Set(ids));
  });

  it("given that only pulumi can't read one, says after its run what is not imported", async () => {
    await open();
    const ids = ["a", "b", "c"].map((name) => add(stack, name));
    let isPulumi = false;
    const reads = new Map<string, number>();
    const proxy = await refusing(stack.url, (path) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      isPulumi = (reads.get(path) ?? 0) % 2 === 0;
      return isPulumi && path.endsWith(`/notebooks/${ids[0]}`);
    });
    try {
      const { code, text } = await command(stack, RUN, { MODELARTS_ENDPOINT: proxy.url });
      assert.notEqual(code, 0);
      assert.match(text, new RegExp(`3 notebooks not imported[^]*a \\(${ids[0]}\\)`));
      assert.deepEqual(await imported(stack), []);
    } finally {
      proxy.close();
    }
  });

  it("given nobody to ask and no --yes, imports nothing and says so", async () => {
    await open();
    add(stack, "lab");
    const { code, text } = await command(stack, ["import", "--run"]);
    assert.notEqual(code, 0);
    assert.match(text, /--yes/);
    assert.match(text, /1 notebook not imported/);
  });

  it("given a project without the plugin's lines, says which to add", async () => {
    await open({ isPlain: true });
    add(stack, "lab");
    // npx and npm scripts put it there themselves.
    const folders = stack.env.PATH?.split(delimiter).filter((one) => !one.endsWith(".bin")) ?? [];
    const { code, text } = await command(stack, RUN, { PATH: folders.join(delimiter) });
    assert.equal(code, 1);
    assert.match(text, /Add these lines:\n {2}plugins:\n/);
    assert.equal(existsSync(join(stack.folder, "modelarts-import.json")), false);
    const found = [join(ROOT, "provider"), ...folders].join(delimiter);
    await succeeds(stack, RUN, { PATH: found });
  });

  it("takes what the stack configures before the environment", async () => {
    await open();
    add(stack, "lab");
    await stack.ok(["config", "set", "modelarts:endpoint", stack.url]);
    await stack.ok(["config", "set", "--secret", "modelarts:secretKey", "of-the-stack"]);
    const elsewhere = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    const { text } = await succeeds(stack, ["import"], elsewhere);
    assert.doesNotMatch(text, /of-the-stack/);
    const { code, text: failed } = await command(
      stack,
      ["import", "--stack", "nowhere"],
      elsewhere,
    );
    assert.equal(code, 1);
    assert.match(
      failed,
      /Reading the (configuration|state) of stack nowhere failed: .*no stack named/,
    );
  });
});

describe("pulumi-modelarts import --fill under the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await newStack();
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN);
  });
  afterEach(() => stack.close());

  const declared = (name: string) => JSON.stringify({ name, ...NOTEBOOK });
  const TEAM = `class Team extends pulumi.ComponentResource {
    constructor(name, inner) {
      super("my:index:Team", name);
      new Notebook(name + "-lab", { ...${JSON.stringify(NOTEBOOK)}, name: inner }, { parent: this });
    }
  }\n`;

  it("given a program that was written first, by name, leaves nothing to change", async () => {
    const ids = ["top-lab", "vision", "speech"].map((name) => add(stack, name));
    stack.program(`${TEAM} new Team("one", "vision"); new Team("two", "speech");
      new Notebook("top", ${declared("top-lab")});`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    const { text } = await succeeds(stack, ["import", "--fill", "f.json"]);
    assert.match(text, /3 ids filled in/);
    assert.doesNotMatch(JSON.stringify(readJson(stack, "f.json")), /PLACEHOLDER|dynamic/);
    await stack.ok([
      "import",
      "--file",
      "f.json",
      "--generate-code=false",
      "--protect=false",
      "--yes",
    ]);
    assert.deepEqual(new Set(await imported(stack)), new Set(ids));
    stack.requests();
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    await stack.ok(["refresh", "--yes", "--expect-no-changes"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
  });

  it("given a component that the stack has already, finds it through the name table, in one go", async () => {
    const empty = TEAM.replace(/new Notebook.*/, "");
    stack.program(`${empty} new Team("one");`);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const id = add(stack, "vision");
    stack.program(`${TEAM} new Team("one", "vision");`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    assert.ok(readJson(stack, "f.json").nameTable);
    await succeeds(stack, ["import", "--fill", "f.json", "--run", "--yes"]);
    assert.deepEqual(await imported(stack), [id]);
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("given names that are missing or ambiguous, reports them and leaves them as they are", async () => {
    const [only, ...two] = ["only", "twin", "twin"].map((name) => add(stack, name));
    stack.program(`new Notebook("a", ${declared("only")}); new Notebook("b", ${declared("twin")});
      new Notebook("c", ${declared("nobody")});`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    const { code, text } = await command(stack, ["import", "--fill", "f.json", "--run", "--yes"]);
    assert.equal(code, 1);
    assert.match(text, /b: 2 notebooks are called "twin": /);
    assert.ok(two.every((id) => text.includes(id)));
    assert.match(text, /c: there is no notebook "nobody"/);
    assert.match(text, /Nothing was imported: f\.json lacks ids/);
    const { resources } = readJson(stack, "f.json");
    const byName = Object.fromEntries(
      resources.map(({ name, ...rest }: { name: string }) => [name, rest]),
    );
    const open = { type: "pulumi-nodejs:dynamic/modelarts:Notebook", id: "<PLACEHOLDER>" };
    assert.deepEqual(byName, {
      a: { type: "modelarts:index:Notebook", id: only },
      b: open,
      c: open,
    });
    assert.deepEqual(await imported(stack), []);
  });

  it("given an automatic name, goes by the logical one and says that it will be renamed", async () => {
    const id = add(stack, "lab");
    stack.program(`new Notebook("lab", ${JSON.stringify(NOTEBOOK)});`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    const { text } = await succeeds(stack, ["import", "--fill", "f.json"]);
    assert.match(text, /lab: is called "lab", but the program calls it "lab-[0-9a-f]{7}"/);
    assert.equal(readJson(stack, "f.json").resources[0].id, id);
  });
});
