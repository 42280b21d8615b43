import assert from "node:assert/strict";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { PLUGIN, useFolder } from "./cli-steps";

describe("the command import with --run", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  /** Called before the answer to each request is sent. */
  let onRequest: (path: string) => void;
  beforeEach(async () => {
    onRequest = () => undefined;
    simulator = createSimulator({ log: ({ path }) => onRequest(path) });
    server = await simulator.listen();
  });
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);
  beforeEach(() => folder().write("Pulumi.yaml", PLUGIN));
  const add = (name: string) => simulator.notebooks.add({ name }).id;
  const RUN = ["import", "--run", "--yes"];

  it("hands everything on to pulumi, and its exit code back", async () => {
    add("lab");
    folder().pulumi({ imports: [0] });
    const more = ["--stack", "dev", "--out-code", "x.ts", "--", "--parallel", "16"];
    assert.equal((await folder().run([...RUN, ...more])).code, 0);
    const file = ["import", "--file", "modelarts-import.json"];
    assert.deepEqual(folder().imports(), [
      [...file, "--yes", "--out", "x.ts", "--parallel", "16", "--stack", "dev"],
    ]);
    folder().pulumi({ imports: [7] });
    assert.equal((await folder().run(RUN)).code, 7);
  });

  it("given a failure that may be transient, runs once more, and then says what is not imported", async () => {
    const id = add("lab");
    folder().pulumi({ imports: [1, 0] });
    assert.equal((await folder().run(RUN)).code, 0);
    assert.equal(folder().imports().length, 2);
    folder().pulumi({ imports: [5] });
    const { code, errors } = await folder().run(RUN);
    assert.equal(code, 5);
    assert.equal(folder().imports().length, 4);
    assert.match(
      errors,
      new RegExp(`1 notebook not imported: .modelarts/import-incomplete.\n {2}lab \\(${id}\\)`),
    );
  });

  it("given that some are imported when pulumi fails, names the others only", async () => {
    const [a, b] = [add("a"), add("b")];
    const type = "modelarts:index:Notebook";
    const imported = [{ urn: `urn:pulumi:s::p::${type}::a`, type, id: a }];
    folder().pulumi({ imports: [1], imported });
    const { code, errors } = await folder().run(RUN);
    assert.equal(code, 1);
    assert.match(
      errors,
      new RegExp(`1 notebook not imported: .modelarts/import-incomplete.\n {2}b \\(${b}\\)\n$`),
    );
  });

  it("given a failure and somebody to ask, does not run once more", async () => {
    add("lab");
    folder().pulumi({ imports: [1] });
    assert.equal((await folder().run(["import", "--run"])).code, 1);
    assert.equal(folder().imports().length, 1);
  });

  it("given Ctrl-C, says what is not imported and does not run once more", async () => {
    add("lab");
    folder().pulumi({ imports: [1], interrupts: true });
    const { code, errors } = await folder().run(RUN);
    assert.equal(code, 1);
    assert.match(errors, /1 notebook not imported/);
    assert.equal(folder().imports().length, 1);
  });

  it("given Ctrl-C before pulumi runs, does not run it and says what to do", async () => {
    add("lab");
    onRequest = () => folder().interrupt();
    folder().pulumi({});
    const { code, errors } = await folder().run(RUN);
    assert.deepEqual([code, errors.split(".")[0]], [130, "Interrupted"]);
    assert.equal(folder().exists("calls"), false);
  });

  describe("and --out-code", () => {
    const CODE = [...RUN, "--out-code", "x.ts"];
    const type = "modelarts:index:Notebook";
    const dynamic = "pulumi-nodejs:dynamic/modelarts:Notebook";
    const held = (as: string, name: string, id: string) => [
      { urn: `urn:pulumi:s::p::${as}::${name}`, type: as, id },
    ];

    it("given a file that lacks the code, fails and says how to have it printed", async () => {
      const id = add("lab");
      folder().pulumi({ printsNothing: true, imported: held(type, "lab", id) });
      const { code, errors } = await folder().run(CODE);
      assert.equal(code, 1);
      assert.match(
        errors,
        /1 notebook came into the stack, but x\.ts lacks the code\. Run the same command again with --yes, or `pulumi import --file modelarts-import\.json --out x\.ts`[^]*\n {2}lab\n$/,
      );
    });

    it("given that an earlier run printed no code, has it printed with the rest, once", async () => {
      const [a, b] = [add("a"), add("b")];
      folder().pulumi({ printsNothing: true, imports: [1], imported: held(type, "a", a) });
      assert.equal((await folder().run(CODE)).code, 1);
      folder().pulumi({ state: held(type, "a", a) });
      const { code, errors } = await folder().run(CODE);
      assert.equal(code, 0, errors);
      assert.match(errors, /1 notebook imported earlier and taken over by no program yet/);
      assert.deepEqual(
        new Set(
          folder()
            .json()
            .resources.map(({ id }) => id),
        ),
        new Set([a, b]),
      );
    });

    it("given that the code of one of them is lost, has all of it printed", async () => {
      const [a, b] = [add("a"), add("b")];
      folder().pulumi({});
      assert.equal((await folder().run(CODE)).code, 0);
      folder().write("x.ts", 'new modelarts.Notebook("a", {});');
      folder().pulumi({ state: [...held(type, "a", a), ...held(type, "b", b)] });
      const { code, errors } = await folder().run(CODE);
      assert.equal(code, 0, errors);
      assert.equal(folder().json().resources.length, 2);
    });

    it("given that a program took it over, needs no code", async () => {
      const id = add("lab");
      folder().pulumi({ printsNothing: true });
      assert.equal((await folder().run(CODE)).code, 1);
      folder().pulumi({ state: held(dynamic, "lab", id) });
      assert.match((await folder().run(CODE)).errors, /Nothing to import/);
    });
  });

  it("given notebooks that no longer exist, does not run pulumi", async () => {
    const ids = ["a", "b"].map((name) => add(name));
    onRequest = (path) => {
      // After the list was answered.
      if (path.endsWith("/notebooks")) ids.forEach((id) => simulator.notebooks.remove(id));
    };
    folder().pulumi({});
    const { code, errors } = await folder().run(RUN);
    assert.match(
      errors,
      /2 notebooks left out: \[modelarts\/left-out\]\n.*no longer exists[^]*No notebook is left to import/,
    );
    assert.equal(code, 0);
    assert.equal(folder().exists("calls"), false);
  });

  it("given that none can be read, says why once, and does not run pulumi", async () => {
    for (const name of ["a", "b"]) add(name);
    simulator.faults.ask({ name: "forbidden", operation: "showNotebook", times: 2 });
    folder().pulumi({});
    const ended = await folder().run(RUN);
    const [, error = "", ...more] = ended.errors.split("error: ");
    assert.match(error, /^No notebook can be read, so nothing was imported\. Reading/);
    assert.deepEqual([error.match(/Reading the notebook failed/g)?.length, more], [1, []]);
    assert.equal(ended.code, 1);
    assert.equal(folder().exists("calls"), false);
  });
});
