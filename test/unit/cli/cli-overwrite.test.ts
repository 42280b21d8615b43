/** `pulumi-modelarts import` overwrites no file of the user unasked. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { PLUGIN, useFolder } from "./cli-steps";

const FILE = "modelarts-import.json";

describe("import and files that exist", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  beforeEach(async () => {
    simulator = createSimulator();
    server = await simulator.listen();
    simulator.notebooks.add({ name: "lab" });
  });
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);
  const text = (name = FILE) => readFileSync(join(folder().path, name), "utf8");

  it("keeps the file, and says how to overwrite it", async () => {
    folder().write(FILE, "mine");
    const { code, errors } = await folder().run(["import"]);
    assert.equal(code, 1);
    assert.match(errors, /modelarts-import\.json would be overwritten, so nothing was done/);
    assert.equal(text(), "mine");
  });

  it("overwrites it with --yes, and an equal one without", async () => {
    folder().write(FILE, "mine");
    assert.equal((await folder().run(["import", "--yes"])).code, 0);
    assert.equal(folder().json().resources.length, 1);
    assert.equal((await folder().run(["import"])).code, 0);
  });

  it("asks on a terminal, and takes everything but yes as no", async () => {
    for (const [typed, isKept] of [
      ["\n", true],
      ["no\n", true],
      ["\u0004", true], // Ctrl-D
      ["y\n", false],
    ] as const) {
      folder().write(FILE, "mine");
      const { code, out } = await folder().runOnTerminal(["import"], typed);
      assert.match(out, /Overwrite modelarts-import\.json\? \[y\/N\]/);
      assert.deepEqual([text() === "mine", code], [isKept, isKept ? 1 : 0], out);
    }
  });

  it("waits for nobody if the file is a pipe", async () => {
    const pipe = join(folder().path, "pipe");
    execFileSync("mkfifo", [pipe]);
    const read = readFile(pipe, "utf8");
    assert.equal((await folder().run(["import", "--out", "pipe"])).code, 0);
    assert.match(await read, /"resources"/);
  });

  it("keeps the program that --out-code names, before pulumi runs", async () => {
    folder().pulumi({ imports: [0] });
    folder().write("Pulumi.yaml", PLUGIN);
    folder().write("index.ts", "my program");
    const { code, errors } = await folder().run(["import", "--run", "--out-code", "index.ts"]);
    assert.equal(code, 1);
    assert.match(errors, /index\.ts would be overwritten/);
    assert.equal(text("index.ts"), "my program");
    assert.ok(!folder().exists("calls"), "pulumi ran");
    assert.ok(!folder().exists(FILE));
  });
});
